"""Kinds of content that one person writes and another publishes."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.checks import run_checks

from networks.models import Meeting
from portal.base.accounts.two_people import may_approve, needs_two
from portal.base.drafts.models import Draft, WorkingCopy
from services.models import Service, Site
from tests import factories

pytestmark = pytest.mark.django_db


def person(name: str, *roles: str) -> User:
    """Return somebody with some roles."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.mark.parametrize(
    ("named", "kinds"),
    [
        ([], set()),
        (["services.service"], {Service}),
        (["Services.CareerCentre"], {Site}),  # a part is published with its entry
        (["networks.*"], {Meeting}),
        (["*"], {Service, Site, Meeting}),
    ],
)
def test_the_setting_names_kinds_of_content(settings: Any, named: list[str], kinds: set) -> None:
    settings.PORTAL_TWO_PEOPLE = named
    assert {model for model in (Service, Site, Meeting) if needs_two(model)} == kinds


def test_a_kind_that_there_is_not_is_refused_at_start(settings: Any) -> None:
    settings.PORTAL_TWO_PEOPLE = ["services.service", "services.sevrice", "guidanse.*", "base.link"]
    found = [problem for problem in run_checks() if problem.id == "base.E010"]
    assert [p.msg.split("“")[1].split("”")[0] for p in found] == [
        *("base.link", "guidanse.*", "services.sevrice"),
    ]
    assert all(problem.hint for problem in found)


def test_only_a_publisher_who_wrote_none_of_it_may_approve() -> None:
    service = factories.ServiceFactory()
    copy = WorkingCopy.objects.create(model="services.service", object_key=service.key)
    writer, publisher = person("writer", "publisher"), person("publisher", "publisher")
    editor = person("editor", "editor")
    for number, user in enumerate((writer, editor, publisher), start=1):
        assert may_approve(user, copy)[0] == (user is not editor)
        Draft.objects.create(copy=copy, number=number, data={}, saved_by=user)
        allowed, why = may_approve(user, copy)
        assert not allowed
        assert why
    chief = User.objects.create_superuser("chief")
    assert may_approve(chief, copy) == (True, "")
    Draft.objects.create(copy=copy, number=4, data={}, saved_by=chief)
    assert not may_approve(chief, copy)[0]  # not even who may do everything
    assert may_approve(person("another", "publisher"), copy)[0]
