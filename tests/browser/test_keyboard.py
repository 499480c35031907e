"""The whole portal can be used with the keyboard, and you always see where you are."""

import pytest

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  return {tag: e.tagName, text: (e.textContent || '').trim().slice(0, 40),
          outline: e.closest('svg')
            ? parseFloat(getComputedStyle(e.querySelector('path')).strokeWidth)
            : parseFloat(s.outlineWidth) * (s.outlineStyle !== 'none'),
          inView: r.bottom > 0 && r.top < innerHeight, href: e.getAttribute('href')};
}"""


@pytest.mark.parametrize("path", ["/nb/", "/nb/fylker/", "/nn/karriererettleiing/tidslinje/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_stop_is_reached_seen_and_left(context, path, width):
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(path)
    expected = page.locator("a[href]:visible, summary:visible, [tabindex='0']:visible").count()
    seen = []
    for _step in range(expected + 3):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["tag"] == "BODY":
            break
        seen.append(focus)
        assert focus["outline"] >= 2, f"no visible focus on {focus}"
        assert focus["inView"], f"focus is out of view on {focus}"
    assert len(seen) >= expected - 1


def test_the_first_stop_leads_past_the_menu(context):
    page = context.new_page()
    page.goto("/nb/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["href"] == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
