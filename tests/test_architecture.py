"""The arrows between the floors run one way."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "portal.base": {"portal.base"},
    "services": {"portal.base", "services"},
    "guidance": {"portal.base", "services", "guidance"},
    "networks": {"portal.base", "services", "guidance", "networks"},
    "portal": {"portal.base", "services", "guidance", "networks", "portal"},
}


def floor_of(module: str) -> str | None:
    """Return the floor a module stands on, or nothing for a library."""
    if module == "portal.base" or module.startswith("portal.base."):
        return "portal.base"
    first = module.partition(".")[0]
    return first if first in MAY_IMPORT else None


def python_files() -> list[Path]:
    folders = ("portal", "services", "guidance", "networks")
    return [path for name in folders for path in sorted((ROOT / name).rglob("*.py"))]


def imports(tree: ast.AST) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_import_runs_up(path: Path):
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    floor = floor_of(module)
    for target, line in imports(ast.parse(path.read_text(encoding="utf-8"))):
        above = floor_of(target)
        if above and "migrations" not in path.parts:
            assert above in MAY_IMPORT[floor], f"{path.name}:{line} imports {target}"


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_function_hides_an_import_of_ours(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            hidden = [target for target, _line in imports(node) if floor_of(target)]
            assert not hidden, f"{path.name}, {node.name}() imports {hidden}"


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_300_lines(path: Path):
    if "migrations" not in path.parts:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_top_level_holds_what_the_owner_fixed_and_nothing_else():
    allowed = {
        "manage.py", "pyproject.toml", "portal", "guidance", "services", "networks", "templates",
        "static", "tests", "README.md", "requirements.txt", "docs", "benchmarks", "CHANGELOG.md",
        "var", "uv.lock", "node_modules",
    }  # fmt: skip
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - allowed - {"__pycache__"} == set()
