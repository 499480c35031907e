"""The search by keyboard, with and without JavaScript, on narrow and wide screens."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import SOURCE, look_at, sideways, violations

pytestmark = pytest.mark.browser
FIELDS = {"/nb/": "#site-q", "/nb/sok/": "#q", "/nb/sok/?q=veiledning": "#q"}


@pytest.fixture
def page(context) -> Page:
    """A page whose portal has its search ready."""
    page = context.new_page()
    page.goto("/nb/sok/?q=karriere", timeout=120_000)
    return page


def begin(page: Page, path: str, text: str = "karr") -> str:
    """Write the beginning of a word, wait for suggestions, and return the field."""
    field = FIELDS[path]
    page.goto(path)
    page.locator(field).fill("")
    page.locator(field).press_sequentially(text, delay=20)
    expect(page.get_by_role("listbox", name="Forslag")).to_be_visible()
    return field


def chosen(page: Page, field: str) -> str:
    """Return the suggestion that assistive technology is told is chosen."""
    name = page.locator(field).get_attribute("aria-activedescendant")
    if not name:
        return ""
    expect(page.locator(f"#{name}")).to_have_attribute("aria-selected", "true")
    return page.locator(f"#{name}").inner_text()


@pytest.mark.parametrize("path", FIELDS)
def test_suggestions_are_a_combobox(page, path):
    field = begin(page, path)
    label = page.locator(field).evaluate("field => field.labels[0].textContent")
    combobox = page.get_by_role("combobox", name=label)
    expect(combobox).to_have_attribute("aria-expanded", "true")
    expect(combobox).to_have_attribute("aria-controls", f"{field[1:]}-suggestions")
    options = page.locator(".suggestions [role=option]")
    number = options.count()
    assert number > 1
    expect(page.get_by_role("status").filter(has_text="forslag")).to_have_text(f"{number} forslag")
    assert page.locator(".suggestions [aria-selected=true]").count() == 0
    assert page.locator(field).evaluate("e => e === document.activeElement")


def test_the_arrows_go_round_and_escape_closes_and_then_clears(page):
    field = begin(page, "/nb/")
    names = page.locator(".suggestions [role=option]").all_inner_texts()
    page.keyboard.press("ArrowDown")
    assert chosen(page, field) == names[0]
    page.keyboard.press("ArrowDown")
    assert chosen(page, field) == names[1]
    for _step in range(2):
        page.keyboard.press("ArrowUp")
    assert chosen(page, field) == names[-1]
    page.keyboard.press("ArrowDown")
    assert chosen(page, field) == names[0]
    page.keyboard.press("Escape")
    expect(page.locator(field)).to_have_attribute("aria-expanded", "false")
    expect(page.locator(f"{field}-suggestions")).to_be_hidden()
    assert chosen(page, field) == ""
    expect(page.locator(field)).to_have_value("karr")
    page.keyboard.press("Escape")
    expect(page.locator(field)).to_have_value("")


def test_enter_opens_what_is_chosen_and_otherwise_searches(page):
    begin(page, "/nb/", "karrieresent")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/sok/" not in page.url
    begin(page, "/nb/", "karrieresent")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/nb/sok/?q=karrieresent")


def test_a_suggestion_can_be_pressed(page):
    begin(page, "/nb/sok/")
    with page.expect_navigation():
        page.locator(".suggestions [role=option]").nth(1).click()
    assert "/sok/" not in page.url


def test_leaving_the_field_closes_the_list(page):
    field = begin(page, "/nb/")
    page.keyboard.press("Tab")
    expect(page.locator(f"{field}-suggestions")).to_be_hidden()
    assert page.evaluate("document.activeElement.type") == "submit"


def test_one_letter_asks_for_nothing_and_no_answer_changes_nothing(page):
    asked = []
    page.on("request", lambda request: "forslag" in request.url and asked.append(request.url))
    page.goto("/nb/")
    page.locator("#site-q").press_sequentially("k")
    page.wait_for_timeout(400)
    assert asked == []
    page.route("**/forslag/**", lambda route: route.abort())
    page.locator("#site-q").press_sequentially("arr")
    page.wait_for_timeout(400)
    assert len(asked) == 1
    expect(page.locator("#site-q-suggestions")).to_be_hidden()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/nb/sok/?q=karr")


def test_searching_leaves_nothing_in_the_browser(page, context):
    begin(page, "/nb/")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert context.cookies() == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/nb/", "/nb/sok/?q=veiledning"])
def test_the_open_list_has_no_violation_and_fits(page, width, scheme, path):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    begin(page, path)
    page.keyboard.press("ArrowDown")
    page.evaluate(SOURCE)
    assert violations(page) + sideways(page, width) == []
    box = page.locator(".suggestions").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    for option in page.locator(".suggestions [role=option]").all():
        assert option.bounding_box()["height"] >= 44


@pytest.mark.parametrize(
    "path",
    [
        "/nb/sok/",
        "/nb/sok/?q=karieresenter+oslo",
        "/nn/sok/?q=rettleiing&kind=service&sort=newest",
        "/en/search/?q=guidance&page=2",
        "/nb/sok/?q=qqqqqqqq",
        "/nb/sok/?q=veiledning&kind=x",
        "/nb/sok/forslag/?q=karr",
    ],
)
def test_no_state_of_the_search_has_a_violation(page, path):
    assert look_at(page, path) == []


def test_somebody_searches_and_narrows_in_every_way(reader):
    reader.page.goto("/nb/sok/?q=karriere", timeout=120_000)  # made ready
    reader.page.goto("/nb/")
    reader.write("Søk i hele portalen", "karieresenter i senja")
    reader.press("Søk")
    reader.sees("Senja", "Se hva du kan få her", "karrieresenter")
    reader.page.goto("/nb/")
    reader.write("Søk i hele portalen", "veiledning")
    reader.press("Søk")
    reader.sees("treff", "Avgrens treffene")
    kind = reader.page.get_by_label("Type").locator("option[value=service]").inner_text()
    reader.choose("Type", kind)
    reader.press("Vis treff")
    reader.sees("Fjern «Tjenester»")
    reader.follow("Fjern «Tjenester»")
    assert reader.page.url.endswith("/nb/sok/?q=veiledning")
    reader.follow("Neste side")
    reader.sees("Side 2 av")
