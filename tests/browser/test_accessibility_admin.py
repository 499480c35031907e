"""No axe violation on any page where editors work, narrow and wide, light and dark."""

import pytest

from tests.browser.axe import SCHEMES, SOURCE, look_at, violations
from tests.browser.editing import PASSWORD

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["sjef", "tosteg", ""])
def test_no_page_of_the_admin_has_a_violation(chromium, editing, name):
    wrong = []
    with editing.page_of(chromium, name) as page:
        for path in editing.states[name]:
            wrong += look_at(page, path)
            if page.url != f"{editing.url}{path}" or not page.locator("#site-name").count():
                wrong.append(f"{path} leads to {page.url}")
    assert not wrong, f"{len(wrong)} faults\n" + "\n".join(wrong[:40])


def test_the_second_step_of_signing_in_has_no_violation(chromium, editing):
    with editing.page_of(chromium) as page:
        page.goto("/nb/admin/account/login/")
        page.fill("#id_login", "tosteg")
        page.fill("#id_password", PASSWORD)
        page.get_by_role("button", name="Logg inn", exact=True).click()
        page.wait_for_url("**/two-steps/code/**")
        assert look_at(page, page.url) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_calendar_and_the_clock_have_no_violation(chromium, editing, scheme):
    with editing.page_of(chromium, "sjef") as page:
        page.emulate_media(color_scheme=scheme)
        page.goto("/nn/admin/networks/meeting/add/")
        page.evaluate(SOURCE)
        for opener, box in ((".date-icon", ".calendarbox"), (".clock-icon", ".clockbox")):
            page.locator(opener).first.click()
            assert page.locator(f"{box} a:focus, {box} button:focus").count() == 1
            assert violations(page) == []
            page.keyboard.press("Escape")
            assert not page.locator(box).first.is_visible()
