"""Who may do what to which entry: every role, every action, every kind."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.models import Case, Meeting, Network, Paper
from portal.base.accounts import rights
from portal.base.accounts.kinds import content
from portal.base.accounts.models import Responsibility
from portal.base.accounts.roles import ROLES, make_roles
from portal.base.models import Source
from portal.base.publishing import State
from portal.search.models import PinnedAnswer, QueryCount, Synonym
from services.models import CareerCentre, Municipality, Service, Site
from tests import factories

pytestmark = pytest.mark.django_db

EVERYBODY = [role.code for role in ROLES]
ENTRIES = {"centre", "other centre", "meeting", "other meeting", "series", "network"}
ENTRIES |= {"joint meeting", "other network", "service", "draft", "county", "owner"}
OF_CENTRE = {"site", "contact", "site's contact", "hours", "closed day"}
OF_MEETING = {"case", "paper", "version", "exception"}
PARTS = OF_CENTRE | OF_MEETING | {"other site", "other contact", "service's contact", "other case"}
PARTS |= {"member"}
ALL = ENTRIES | PARTS
MEETINGS = {"meeting", "series"}
LOOKED_UP = {"source", "municipality"}
NEUTRAL = LOOKED_UP | {"owner"}
TAUGHT = {"synonym", "pin"}  # what editors teach the search


def person(*roles: str, counties: Any = (), networks: Any = (), **more: Any) -> User:
    """Return somebody with some roles, and what they answer for."""
    number = User.objects.count()
    user = User.objects.create_user(f"person-{number}", is_staff=True, **more)
    user.groups.set(Group.objects.filter(name__in=roles))
    if counties or networks:
        answers = Responsibility.objects.create(user=user)
        answers.counties.set(counties)
        answers.networks.set(networks)
    return user


@pytest.fixture
def rows() -> dict[str, Any]:
    """A county and a network of one's own, those of others, and what belongs to each."""
    f = factories
    centre, other_centre = f.CentreFactory(), f.CentreFactory()
    site, other_site = f.SiteFactory(centre=centre), f.SiteFactory(centre=other_centre)
    network, other_network = f.NetworkFactory(), f.NetworkFactory()
    meeting, other = f.MeetingFactory(network=network), f.MeetingFactory(network=other_network)
    joint = f.MeetingFactory(network=other_network)
    joint.with_networks.add(network)
    series, service = f.SeriesFactory(network=network), f.ServiceFactory()
    contact = f.ContactFactory(site=site)
    paper = f.PaperFactory(meeting=meeting)
    return {
        "county": centre.county, "centre": centre, "site": site, "site's contact": contact,
        "contact": f.ContactFactory(centre=centre), "hours": f.ScheduleFactory(contact=contact),
        "closed day": f.HoursExceptionFactory(site=site), "other centre": other_centre,
        "other site": other_site, "other contact": f.ContactFactory(site=other_site),
        "network": network, "other network": other_network, "meeting": meeting, "series": series,
        "other meeting": other, "joint meeting": joint, "case": f.CaseFactory(meeting=meeting),
        "other case": f.CaseFactory(meeting=other), "paper": paper,
        "version": f.PaperVersionFactory(paper=paper),
        "member": f.MembershipFactory(network=network),
        "exception": series.exceptions.create(key="free", date=series.starts_on),
        "service": service, "service's contact": f.ContactFactory(service=service),
        "draft": f.ServiceFactory(state=State.DRAFT), "owner": f.OrganisationFactory(),
        "source": Source.objects.create(key="test-s", title="Kilde", url="https://example.org/"),
        "municipality": f.MunicipalityFactory(county=centre.county),
        "synonym": Synonym.objects.create(typed="test a, test b"),
        "pin": PinnedAnswer.objects.create(query="test", entry="services.service:nav"),
        "asked": QueryCount.objects.create(day=timezone.localdate(), language="nb", query="test"),
    }  # fmt: skip


@pytest.fixture
def people(rows: dict[str, Any]) -> dict[str, User]:
    """One person of each role, those of limited roles with a county or a network."""
    own = {"county_editor": {"counties": [rows["county"]]}}
    own["network_secretary"] = {"networks": [rows["network"]]}
    return {role: person(role, **own.get(role, {})) for role in EVERYBODY}


COUNTY = {"centre"} | OF_CENTRE
SECRETARY = MEETINGS | OF_MEETING
WHOLE = ALL | LOOKED_UP | TAUGHT
MAY: dict[str, dict[str, set[str]]] = {
    "editor": {
        "view": WHOLE | {"asked"},
        "change": ALL | {"source"},
        "delete": PARTS | {"draft"},
        "publish": set(),
        "translate": ALL | {"source"},
        "preview": ALL | {"source"},
        "import": ALL | {"source"},
    },
    "publisher": {
        **dict.fromkeys(("change", "delete", "translate", "preview", "import"), WHOLE),
        "view": WHOLE | {"asked"},
        "publish": ALL,
    },
    "county_editor": {
        "view": COUNTY | NEUTRAL | {"county"},
        "change": COUNTY,
        "delete": OF_CENTRE,
        "publish": COUNTY,
        "translate": COUNTY,
        "preview": COUNTY,
        "import": COUNTY,
    },
    "network_secretary": {
        "view": SECRETARY | {"network", "owner", "source"},
        **dict.fromkeys(("change", "delete", "publish", "translate", "preview"), SECRETARY),
        "import": SECRETARY,
    },
    "translator": {
        "view": ALL | {"source"},
        "change": set(),
        "delete": set(),
        "publish": set(),
        "translate": ALL,
        "preview": ALL,
        "import": set(),
    },
}
MAY["administrator"] = MAY["publisher"]
for each in MAY.values():
    each["history"], each["approve"] = each["view"], each["publish"]
ACTIONS = list(MAY["editor"])


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", EVERYBODY)
def test_every_role_may_do_this_and_nothing_else(
    rows: dict[str, Any], people: dict[str, User], role: str, action: str
) -> None:
    user = people[role]
    assert {name for name, row in rows.items() if rights.may(user, action, row)} == MAY[role][
        action
    ]
    if action != "import":  # lists and actions agree with what is said of each
        found = {
            name
            for name, row in rows.items()
            if rights.limit(type(row)._base_manager.filter(pk=row.pk), user, action).exists()
        }
        assert found == MAY[role][action]


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("editor", [CareerCentre, Site, Meeting, Case, Service, Source]),
        ("publisher", [CareerCentre, Site, Meeting, Case, Service, Source, Municipality]),
        ("county_editor", [Site, Source]),
        ("network_secretary", [Meeting, Case, Paper, Source]),
        ("translator", []),
    ],
)
def test_every_role_adds_what_it_writes(
    people: dict[str, User], role: str, kinds: list[type]
) -> None:
    asked = [CareerCentre, Site, Meeting, Case, Paper, Service, Source, Municipality, User]
    allowed = {model for model in asked if rights.may(people[role], "add", model=model)}
    assert allowed - {Paper} == set(kinds) - {Paper}
    client = Client()
    client.force_login(people[role])
    for model in (CareerCentre, Site, Meeting, Service):
        name = f"/nb/admin/{model._meta.app_label}/{model._meta.model_name}/add/"
        assert client.get(name).status_code == (200 if model in allowed else 403), name


@pytest.mark.parametrize("role", EVERYBODY)
def test_pages_of_entries_open_for_who_may_and_for_nobody_else(
    rows: dict[str, Any], people: dict[str, User], role: str
) -> None:
    client, may = Client(), MAY[role]
    client.force_login(people[role])
    for name in ("centre", "other centre", "other site", "meeting", "other case", "service"):
        row = rows[name]
        start = f"/nb/admin/{row._meta.app_label}/{row._meta.model_name}"
        page = f"{start}/{row.pk}"
        assert (client.get(f"{page}/change/").status_code == 200) == (name in may["view"]), name
        past = client.get(f"{page}/history/", follow=True)  # that of a part is its entry's
        there = past.status_code == 200 and past.request["PATH_INFO"].endswith("/history/")
        assert there == (name in may["history"]), name
        assert (client.get(f"{page}/delete/").status_code == 200) == (name in may["delete"]), name
        listed = client.get(f"{start}/")
        keys = [] if listed.status_code == 403 else [r.pk for r in listed.context["cl"].queryset]
        assert (row.pk in keys) == (name in may["view"]), name
        if name not in may["delete"]:
            assert client.post(f"{page}/delete/", {"post": "yes"}).status_code != 200
        if name not in may["translate"]:
            assert client.post(f"{page}/change/", {"name_nb": "Kapret"}).status_code in {
                302,
                403,
                404,
            }
        if name not in may["publish"] and hasattr(row, "state"):
            assert client.post(f"{page}/take-off/").status_code in {403, 404}, name
        row.refresh_from_db()
        assert getattr(row, "state", "published") == "published"


@pytest.mark.parametrize("role", ["county_editor", "network_secretary"])
def test_no_autocomplete_finds_what_others_answer_for(
    rows: dict[str, Any], people: dict[str, User], role: str
) -> None:
    client = Client()
    client.force_login(people[role])

    def found(model: type[models.Model], field: str, term: str) -> set[str]:
        meta = model._meta
        asked = {"app_label": meta.app_label, "model_name": meta.model_name}
        answer = client.get("/nb/admin/autocomplete/", {**asked, "field_name": field, "term": term})
        return (
            {each["id"] for each in answer.json()["results"]}
            if answer.status_code == 200
            else set()
        )

    seen: set[str] = set()
    for name in ("other centre", "other site", "other meeting", "other network", "service"):
        other = rows[name]
        for model in apps.get_models():
            for field in (*model._meta.fields, *model._meta.many_to_many):
                if field.related_model is type(other):
                    seen.add(name)
                    assert str(other.pk) not in found(model, field.name, other.key), field
    assert len(seen) == 5
    if role == "county_editor":
        assert found(Site, "centre", rows["centre"].key) == {str(rows["centre"].pk)}
        assert found(CareerCentre, "county", "") == {str(rows["county"].pk)}
        assert found(Site, "municipality", rows["municipality"].number)
    else:
        assert found(Meeting, "network", rows["network"].key) == {str(rows["network"].pk)}
    assert found(Site, "source", "test-s") == {str(rows["source"].pk)}


def test_a_scoped_role_with_nothing_to_answer_for_sees_nothing(rows: dict[str, Any]) -> None:
    for role in ("county_editor", "network_secretary"):
        user = person(role)
        assert not [name for name, row in rows.items() if rights.may(user, "view", row)]
        assert not [model for model in content() if rights.may(user, "view", model=model)]


def test_a_role_is_limited_and_the_person_s_other_roles_are_not(rows: dict[str, Any]) -> None:
    own = {"counties": [rows["county"]]}
    publisher = person("county_editor", "publisher", **own)
    assert rights.may(publisher, "publish", rows["other centre"])
    assert rights.scope_of(publisher).whole
    translator = person("county_editor", "translator", **own)
    assert rights.may(translator, "translate", rows["other centre"])
    assert not rights.may(translator, "change", rows["other centre"])
    assert rights.may(translator, "change", rows["centre"])
    both = person("county_editor", "network_secretary", **own, networks=[rows["network"]])
    assert rights.may(both, "change", rows["centre"])
    assert rights.may(both, "change", rows["meeting"])
    assert not rights.may(both, "change", rows["other centre"])
    assert not rights.may(both, "change", rows["other meeting"])


def test_nobody_may_anything_who_is_not_active(rows: dict[str, Any]) -> None:
    for user in (person("administrator", is_active=False), None):
        assert not any(rights.may(user, "view", row) for row in rows.values())
    gone = person(is_active=False)
    gone.is_superuser = True
    assert not rights.may(gone, "view", rows["centre"])


def test_an_action_on_a_mixed_selection_does_nothing_and_names_what_is_in_the_way(
    rows: dict[str, Any],
) -> None:
    client = Client()
    client.force_login(person("county_editor", "translator", counties=[rows["county"]]))
    both = [rows["centre"], rows["other centre"]]
    data = {"action": "unpublish", "_selected_action": [row.pk for row in both]}
    answer = client.post("/nb/admin/services/careercentre/", data, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert str(both[1]) in said[0]
    assert str(both[0]) not in said[0]
    assert CareerCentre.objects.filter(pk__in=[r.pk for r in both], state="published").count() == 2
    data["_selected_action"] = [both[0].pk]
    client.post("/nb/admin/services/careercentre/", data)
    both[0].refresh_from_db()
    assert both[0].state == State.DRAFT


def test_who_only_writes_cannot_delete_what_is_public_together_with_a_draft(
    rows: dict[str, Any], people: dict[str, User]
) -> None:
    client = Client()
    client.force_login(people["editor"])
    chosen = [rows["service"].pk, rows["draft"].pk]
    data = {"action": "delete_selected", "post": "yes", "_selected_action": chosen}
    answer = client.post("/nb/admin/services/service/", data, follow=True)
    assert str(rows["service"]) in str(next(iter(answer.context["messages"])))
    assert Service.objects.filter(pk__in=chosen).count() == 2


@pytest.mark.parametrize("role", ["editor", "translator"])
def test_actions_that_a_role_may_not_do_are_not_offered(people: dict[str, User], role: str) -> None:
    request: Any = SimpleNamespace(user=people[role], GET={})
    actions = set(admin.site.get_model_admin(Service).get_actions(request))
    assert not {"publish", "unpublish"} & actions
    assert ("delete_selected" in actions) == (role == "editor")


def form_of(client: Client, row: Any) -> Any:
    page = f"/nb/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    return client.get(page).context["adminform"].form


@pytest.mark.parametrize(
    ("written", "slots"),
    [
        ({"body_nn": "<p>Ein tekst.</p>"}, {"name_nb", "name_en", "body_en"}),
        ({"body_nb": "<p>En tekst.</p>"}, {"name_nn", "name_en", "body_en"}),
        ({}, {"name_nn", "name_en", "body_en"}),
    ],
)
def test_a_translator_writes_the_other_languages_and_nothing_else(
    people: dict[str, User], written: dict[str, str], slots: set[str]
) -> None:
    client = Client()
    client.force_login(people["translator"])
    service = factories.ServiceFactory(**written)
    fields = set(form_of(client, service).fields)
    assert slots <= fields
    assert {name.rpartition("_")[2] for name in fields} == {s.rpartition("_")[2] for s in slots}
    assert not {"body_nb", "body_nn", "sector", "slug", "owner", "state"} & fields


def test_a_translator_s_parts_are_open_in_the_other_languages_only(
    rows: dict[str, Any], people: dict[str, User]
) -> None:
    client = Client()
    client.force_login(people["translator"])
    for name in ("centre", "site", "meeting"):  # contacts, hours and cases stand on these pages
        row = rows[name]
        page = f"/nb/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
        for inline in client.get(page).context["inline_admin_formsets"]:
            formset = inline.formset
            assert not formset.can_delete
            assert formset.max_num == 0
            for form in formset.forms if inline.has_change_permission else []:
                told = [f for f in form.visible_fields() if not f.name.endswith(("_nn", "_en"))]
                assert not told, (name, [f.name for f in told])


def test_forms_offer_only_what_is_one_s_own_and_refuse_anything_else_at_the_field(
    rows: dict[str, Any], people: dict[str, User]
) -> None:
    cases = (
        ("county_editor", "site", "centre", "other centre"),
        ("county_editor", "centre", "county", None),
        ("network_secretary", "meeting", "network", "other network"),
        ("network_secretary", "case", "meeting", "other meeting"),
    )
    for role, name, field, other in cases:
        row, client = rows[name], Client()
        client.force_login(people[role])
        target = rows[other] if other else rows["other centre"].county
        form = form_of(client, row)
        assert not form.fields[field].queryset.filter(pk=target.pk).exists()
        page = f"/nb/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
        answer = client.post(page, {field: target.pk})
        assert "du selv" in str(answer.context["adminform"].form.errors[field]) or (
            "yourself" in str(answer.context["adminform"].form.errors[field])
        ), field
        row.refresh_from_db()
        assert getattr(row, f"{field}_id") != target.pk


def test_an_entry_keeps_what_it_names_already_although_others_answer_for_it(
    rows: dict[str, Any], people: dict[str, User]
) -> None:
    rows["meeting"].with_networks.add(rows["other network"])
    client = Client()
    client.force_login(people["network_secretary"])
    shown = form_of(client, rows["meeting"]).fields["with_networks"].queryset
    assert set(shown) == {rows["network"], rows["other network"]}


def test_filters_and_the_first_page_show_only_one_s_own(
    rows: dict[str, Any], people: dict[str, User]
) -> None:
    client = Client()
    client.force_login(people["county_editor"])
    second = factories.CentreFactory(county=rows["county"])
    factories.SiteFactory(centre=second)  # a filter with one choice is not shown
    answer = client.get("/nb/admin/services/site/")
    [by_centre] = [f for f in answer.context["cl"].filter_specs if getattr(f, "lookup_choices", 0)]
    assert {pk for pk, _name in by_centre.lookup_choices} == {rows["centre"].pk, second.pk}
    first = client.get("/nb/admin/")
    offered = {model["object_name"] for app in first.context["app_list"] for model in app["models"]}
    assert offered == {
        *("CareerCentre", "Site", "ContactFact", "County", "Municipality", "Organisation"),
        *("Source", "ConfirmationRequest"),  # questions to owners about one's own centres
    }
    numbers = {kind.url.split("/")[4]: kind.number for kind in first.context["overview"].kinds}
    assert numbers["careercentre"] == 2


@pytest.mark.parametrize("kind", ["centre", "site", "contact"])
def test_rights_cost_the_same_however_long_the_list_is(
    rows: dict[str, Any], people: dict[str, User], kind: str
) -> None:
    client = Client()
    client.force_login(people["county_editor"])
    makers: dict[str, Any] = {
        "centre": lambda: factories.CentreFactory(county=rows["county"]),
        "site": lambda: factories.SiteFactory(centre=rows["centre"]),
        "contact": lambda: factories.ContactFactory(centre=rows["centre"]),
    }
    meta = rows[kind]._meta
    counts = []
    for _time in range(2):
        client.get(f"/nb/admin/{meta.app_label}/{meta.model_name}/")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/nb/admin/{meta.app_label}/{meta.model_name}/")
        counts.append(len(queries))
        for _more in range(9):
            makers[kind]()
    assert answer.status_code == 200
    assert counts[0] == counts[1]


# The roles themselves


def test_roles_are_set_right_and_other_groups_are_left_alone() -> None:
    editor, extra = Group.objects.get(name="editor"), Group.objects.create(name="Praktikanter")
    wanted = set(editor.permissions.values_list("codename", flat=True))
    extra.permissions.set(editor.permissions.all()[:2])
    editor.permissions.clear()
    Group.objects.filter(name="translator").delete()
    make_roles()
    assert set(editor.permissions.values_list("codename", flat=True)) == wanted
    assert extra.permissions.count() == 2
    assert set(Group.objects.values_list("name", flat=True)) == {*EVERYBODY, "Praktikanter"}


def test_a_limited_role_writes_only_kinds_that_belong_somewhere() -> None:
    for role in ROLES:
        for grant in role.grants if role.scope else ():
            for model in grant.models():
                if not rights.scope_paths(model, role.scope):
                    assert set(grant.actions) <= {"view", "add"}, model
                    assert "add" not in grant.actions or model is Source


def test_every_kind_of_entry_can_be_published_and_translated_by_somebody() -> None:
    publisher, translator = person("publisher"), person("translator")
    kinds = list(content())
    assert len(kinds) >= 20
    assert Network in kinds
    for model in kinds:
        assert rights.may(publisher, "publish", model=model), model
        assert rights.may(translator, "translate", model=model), model
