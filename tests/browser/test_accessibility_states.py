"""No axe violation in any state of a page, on what is not found, and on the editors' pages."""

import re

import pytest

from tests.browser.axe import look_at
from tests.states import one_of_each_state

pytestmark = pytest.mark.browser


@pytest.mark.django_db
def test_no_state_of_a_page_has_a_violation(context, portal):
    page = context.new_page()
    wrong = [fault for path in one_of_each_state("nb") for fault in look_at(page, path)]
    assert not wrong, "\n".join(wrong[:30])


@pytest.mark.parametrize("path", ["/nb/finnes/ikke/", "/nn/finst/ikkje/", "/en/not/here/"])
def test_the_page_for_what_is_not_found_has_no_violation(context, path):
    assert look_at(context.new_page(), path) == []


def test_the_admin_pages_of_ours_have_no_violation(context, portal):
    page = context.new_page()
    page.goto("/nb/admin/")
    wrong = look_at(page, "/nb/admin/account/login/?next=/nb/admin/")
    page.fill("#id_login", "editor")
    page.fill("#id_password", portal.password)
    page.click("[type=submit]")
    assert re.search("/nb/admin/$", page.url)
    for path in (
        "/nb/admin/",
        "/nb/admin/services/service/",
        "/nb/admin/services/careercentre/",
        "/nb/admin/guidance/term/",
        "/nb/admin/guidance/frameworkelement/",
    ):
        wrong += look_at(page, path)
    page.goto("/nb/admin/services/service/")
    page.click("#result_list th a")
    wrong += look_at(page, page.url)
    assert not wrong, "\n".join(wrong[:30])
