"""What is installed is what is pinned, everywhere the same."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.test_architecture import imports

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


def pins(lines: list[str]) -> dict[str, str]:
    found = {}
    for line in lines:
        if match := re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", line):
            found[match[1].lower().replace("_", "-")] = match[2]
    return found


def test_every_direct_dependency_has_one_exact_version():
    assert all(re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+", line) for line in DIRECT)


def test_every_direct_dependency_says_why_it_is_here():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for line in DIRECT:
        assert re.search(rf'"{re.escape(line)}",\s+# \w', text), line


def test_production_requirements_agree_with_the_pins():
    pinned = pins(DIRECT) | pins(PROJECT["tool"]["uv"]["constraint-dependencies"])
    required = pins((ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines())
    assert len(required) > 10
    assert {name: pinned.get(name) for name in required} == required
    assert set(pins(PROJECT["project"]["dependencies"])) <= set(required)


def test_what_the_portal_imports_is_installed_in_production_because_it_says_so():
    ours = {"portal", "services", "guidance", "networks"}
    files = [path for name in ours for path in (ROOT / name).rglob("*.py")]
    imported = {
        target.partition(".")[0]
        for path in files
        for target, _line in imports(ast.parse(path.read_text(encoding="utf-8")))
    }
    libraries = imported - ours - set(sys.stdlib_module_names)
    providers = packages_distributions()
    named = {pin.lower().replace("_", "-") for pin in pins(PROJECT["project"]["dependencies"])}
    missing = {
        library
        for library in libraries
        if not named & {name.lower().replace("_", "-") for name in providers[library]}
    }
    assert len(libraries) > 20
    assert missing == set()


def test_production_requirements_carry_hashes_and_name_no_registry():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text


def test_the_packages_the_owner_fixed_are_there():
    names = set(pins(DIRECT))
    owner = {"django", "django-htmx", "psycopg", "whitenoise", "gunicorn", "pytest-django"}
    assert owner <= names


def test_the_lock_file_stays_out_of_git():
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
