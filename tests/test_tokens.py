"""Every text colour stands at 7:1 on every ground it is used on, in light and in dark."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parent.parent / "static" / "css"


def relative_luminance(colour: str) -> float:
    value = colour.lstrip("#")
    if len(value) == 3:
        value = "".join(c * 2 for c in value)
    channels = [int(value[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(scheme: str) -> dict[str, str]:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    found = {}
    for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", text):
        pair = re.findall(r"#[0-9a-fA-F]{3,8}", value)
        if pair:
            found[name] = pair[0] if scheme == "light" or len(pair) == 1 else pair[1]
    return found


def test_the_contrast_formula_knows_black_on_white():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_colours_are_written_as_the_engines_can_read_them():
    for path in CSS.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"oklch|color-mix|\blab\(|\blch\(", text), path.name


def test_the_styles_of_every_page_weigh_less_than_22_kilobytes_and_what_some_add_less_than_4():
    weights = {path.stem: path.stat().st_size for path in CSS.glob("*.css") if path.stem != "admin"}
    shared = ("tokens", "base", "components", "print")
    assert sum(weights.pop(name) for name in shared) < 22_000
    assert {name: weight for name, weight in weights.items() if weight >= 4_000} == {}


GROUNDS = ("ground", "tint", "tint-2")
PAIRS = [(text, ground) for text in ("ink", "quiet", "fjord") for ground in GROUNDS]
PAIRS += [("on-deep", "deep"), ("on-yellow", "yellow")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_at_seven_to_one(scheme, text, ground):
    colours = tokens(scheme)
    assert contrast(colours[text], colours[ground]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_controls_stand_at_three_to_one(scheme, ground):
    colours = tokens(scheme)
    assert contrast(colours["edge"], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_ring_is_seen_on_every_ground(scheme):
    colours = tokens(scheme)
    for ground in (*GROUNDS, "deep"):
        both = (contrast(colours[ring], colours[ground]) for ring in ("yellow", "ring"))
        assert max(both) >= 3


def test_no_colour_is_decided_outside_the_tokens():
    for name in ("base.css", "components.css", "print.css"):
        text = (CSS / name).read_text(encoding="utf-8")
        text = re.sub(r"--[\w-]+:[^;]+;", "", text)  # paper has its own values of the tokens
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == [], name
