"""Roles on the page of a user: in plain words, and nobody gives what they have not."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from portal.base.accounts import rights
from portal.base.accounts.models import AuditEntry
from portal.base.accounts.roles import ROLES
from tests import factories
from tests.base.test_admin import form_data

pytestmark = pytest.mark.django_db


def person(name: str, *roles: str, **more: Any) -> User:
    """Return somebody with some roles."""
    user = User.objects.create_user(name, is_staff=True, **more)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User) -> str:
    return f"/en/admin/auth/user/{user.pk}/change/"


def ids(*roles: str) -> list[int]:
    return list(Group.objects.filter(name__in=roles).values_list("pk", flat=True))


def save(client: Client, user: User, **changes: Any) -> Any:
    return client.post(page_of(user), form_data(client, page_of(user)) | changes)


def test_roles_are_boxes_each_with_what_it_may() -> None:
    page = signed_in(person("chief", "administrator")).get(page_of(person("new"))).text
    assert page.count('type="checkbox" name="groups"') == len(ROLES)
    for role in ROLES:
        assert f"<strong>{role.label}</strong>" in page
        assert str(role.about) in page


def test_an_administrator_gives_a_role_and_what_it_is_limited_to() -> None:
    chief, new, county = person("chief", "administrator"), person("new"), factories.CountyFactory()
    centre = factories.CentreFactory(county=county)
    client = signed_in(chief)
    answer = client.post(
        page_of(new),
        form_data(client, page_of(new)) | {"groups": ids("county_editor")},
        follow=True,
    )
    assert "reaches nothing" in answer.text
    answer = save(client, new, **{"responsibility-0-counties": [county.pk]})
    assert answer.status_code == 302, answer.context["errors"]
    new = User.objects.get(pk=new.pk)
    assert rights.may(new, "publish", centre)
    assert not rights.may(new, "publish", factories.CentreFactory())
    noted = AuditEntry.objects.get(action="roles changed")
    assert (noted.who, noted.detail) == ("chief", {"before": [], "after": ["county_editor"]})


def test_nobody_gives_or_takes_away_a_role_that_may_more_than_they() -> None:
    half = person("half", "editor")
    half.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    client, new = signed_in(half), person("new")
    assert save(client, new, groups=ids("editor")).status_code == 302
    answer = save(client, new, groups=ids("editor", "publisher"))
    assert "may more" in str(answer.context["adminform"].form.errors["groups"]) or (
        "more than you" in str(answer.context["adminform"].form.errors["groups"])
    )
    assert [group.name for group in new.groups.all()] == ["editor"]
    for role in ("publisher", "administrator", "network_secretary"):
        assert client.post(page_of(person(role, role)), {"groups": []}).status_code == 403


def test_a_group_of_one_s_own_that_may_more_is_out_of_an_administrator_s_reach() -> None:
    extra = Group.objects.create(name="Keys")
    extra.permissions.set(Permission.objects.filter(codename="change_group"))
    client, new = signed_in(person("chief", "administrator")), person("new")
    answer = save(client, new, groups=[extra.pk])
    assert "Keys" in str(answer.context["adminform"].form.errors["groups"])
    assert not new.groups.exists()


def test_only_superusers_make_and_manage_superusers() -> None:
    chief, boss = person("chief", "administrator"), User.objects.create_superuser("boss")
    client = signed_in(chief)
    assert "is_superuser" not in client.get(page_of(chief)).context["adminform"].form.fields
    everything = list(Permission.objects.values_list("pk", flat=True))
    save(client, chief, is_superuser="on", user_permissions=everything)
    chief.refresh_from_db()
    assert not chief.is_superuser
    assert not chief.user_permissions.exists()
    assert client.post(page_of(boss), {"username": "mine"}).status_code == 403
    word = f"/en/admin/auth/user/{boss.pk}/password/"
    assert client.get(word).status_code == client.post(word).status_code == 403
    gone = client.post(f"/en/admin/auth/user/{boss.pk}/delete/", {"post": "yes"})
    assert gone.status_code == 403
    assert User.objects.filter(username="boss").exists()
    assert save(signed_in(boss), chief, is_superuser="on").status_code == 302
    chief.refresh_from_db()
    assert chief.is_superuser


@pytest.mark.parametrize("role", ["editor", "publisher", "county_editor", "translator"])
def test_only_administrators_see_users_and_the_audit_log(role: str) -> None:
    client, new = signed_in(person("somebody", role)), person("new")
    for path in (page_of(new), "/en/admin/auth/user/", "/en/admin/base/auditentry/"):
        assert client.get(path).status_code == 403
    client = signed_in(person("chief", "administrator"))
    for path in (page_of(new), "/en/admin/auth/user/?role=editor", "/en/admin/base/auditentry/"):
        assert client.get(path).status_code == 200


def test_what_a_role_may_is_changed_by_nobody() -> None:
    role = Group.objects.get(name="editor")
    for user in (User.objects.create_superuser("boss"), person("chief", "administrator")):
        client = signed_in(user)
        page = f"/en/admin/auth/group/{role.pk}"
        assert "Editor" in client.get("/en/admin/auth/group/").text
        assert client.post(f"{page}/change/", {"name": "editor"}).status_code == 403
        assert client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
        add = client.get("/en/admin/auth/group/add/").status_code
        assert add == (200 if user.is_superuser else 403)
