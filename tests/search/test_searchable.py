"""What is searchable: every public entry in every language, at its page, and nothing else."""

import datetime as dt
import random
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urldefrag

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from guidance.models import FrameworkElement, PolicyMilestone, Term
from guidance.searchable import SEARCHABLE as OF_GUIDANCE
from networks.searchable import SEARCHABLE as OF_NETWORKS
from portal.base.languages import all_languages
from portal.base.publishing import State
from portal.base.searchable import Document, Searchable
from portal.home.listings import LISTS, PAGES
from portal.search.pages import page_documents
from services.models import ContactFact, LegalBasis, Municipality, Organisation, Service
from services.searchable import SEARCHABLE as OF_SERVICES
from tests import factories
from tests.factories import slots

pytestmark = pytest.mark.django_db

KINDS = {each.kind: each for each in (*OF_SERVICES, *OF_GUIDANCE, *OF_NETWORKS)}
LANGUAGES = all_languages()
NOW = timezone.now()
HOUR = dt.timedelta(hours=1)
HIDDEN = {
    "draft": {"state": State.DRAFT},
    "scheduled": {"published_from": NOW + HOUR},
    "expired": {"published_until": NOW - HOUR},
}
SECRET = "Hemmelig"


def milestone(key: str = "test-milestone", **values: Any) -> PolicyMilestone:
    texts = slots("name", f"Hending {key}") | slots("summary", "Det hendte noko.")
    common = {"lane": "national", "kind": "law", "year": 1999, "state": State.PUBLISHED}
    return PolicyMilestone.objects.create(key=key, **(texts | common | values))


def term(key: str = "test-term", **values: Any) -> Term:
    texts = slots("name", f"Ord {key}") | slots("definition", "Det betyr noe.")
    common = {"nynorsk_status": "same", "state": State.PUBLISHED}
    return Term.objects.create(key=key, **(texts | common | values))


def legal_basis(key: str = "test-basis", **values: Any) -> LegalBasis:
    texts = slots("act", "Prøveloven (prøvelova)") | slots("section", "§ 14 a")
    common = slots("duty", "Noen skal gjøre noe.") | {"state": State.PUBLISHED}
    return LegalBasis.objects.create(key=key, **(texts | common | values))


def entitlement(key: str = "test-entitlement", **values: Any) -> Any:
    entry = factories.EntitlementFactory(key=key, **values)
    entry.legal_bases.add(legal_basis(f"{key}-basis"))
    return entry


def case(key: str = "test-case", **values: Any) -> Any:
    """A case of a meeting that is as public as is asked for."""
    meeting = factories.MeetingFactory(key=f"{key}-meeting", **values)
    responsible = factories.OrganisationFactory()
    entry = factories.CaseFactory(key=key, meeting=meeting, responsible=responsible)
    factories.PaperVersionFactory(paper__meeting=meeting, paper__case=entry, text="<p>Innhald</p>")
    return entry


def service(key: str = "test-service", **values: Any) -> Service:
    entry = factories.ServiceFactory(key=key, **(factories.BODY | values))
    entry.providers.add(factories.OrganisationFactory())
    factories.EntitlementFactory(service=entry)
    factories.ContactFactory(service=entry)
    return entry


def county(key: str = "test-county", **values: Any) -> Any:
    entry = factories.CountyFactory(key=key, **values)
    factories.MunicipalityFactory(county=entry)
    factories.CentreFactory(county=entry)
    return entry


def centre(key: str = "test-centre", **values: Any) -> Any:
    entry = factories.CentreFactory(key=key, **values)
    municipality = factories.MunicipalityFactory(county=entry.county)
    site = factories.SiteFactory(centre=entry, municipality=municipality)
    factories.ContactFactory(site=site)
    factories.CentreFactory(successor=entry, county=entry.county)
    return entry


def part(key: str = "test-part", **values: Any) -> Any:
    """A part of the framework that is read on the page of an area, three steps below it."""
    above = factories.FrameworkElementFactory(kind="area")
    for kind in ("model", "group"):
        above = factories.FrameworkElementFactory(kind=kind, parent=above)
    return factories.FrameworkElementFactory(key=key, parent=above, **values)


def resource(key: str = "test-resource", **values: Any) -> Any:
    entry = factories.ResourceFactory(key=key, **values)
    entry.roles.add(factories.RoleFactory())
    entry.terms.add(term(f"{key}-term"))
    entry.framework_elements.add(part(f"{key}-part"))
    return entry


def role(key: str = "test-role", **values: Any) -> Any:
    entry = factories.RoleFactory(key=key, **values)
    entry.situations.add(factories.AudienceFactory())
    entry.services.add(factories.ServiceFactory())
    return entry


def network(key: str = "test-network", **values: Any) -> Any:
    entry = factories.NetworkFactory(key=key, **values)
    factories.MembershipFactory(network=entry)
    factories.NetworkFactory(successor=entry)
    entry.conveners.add(factories.OrganisationFactory())
    entry.counties.add(factories.CountyFactory())
    return entry


def meeting(key: str = "test-meeting", **values: Any) -> Any:
    entry = factories.MeetingFactory(key=key, **values)
    factories.CaseFactory(meeting=entry)
    factories.PaperVersionFactory(paper__meeting=entry)
    entry.with_networks.add(factories.NetworkFactory())
    return entry


def cooperation(key: str = "test-cooperation", **values: Any) -> Any:
    whole = factories.CooperationFactory()
    entry = factories.CooperationFactory(key=key, part_of=whole, country_codes="SE,AX", **values)
    entry.organisations.add(factories.OrganisationFactory())
    return entry


def municipality(key: str = "x001", **values: Any) -> Municipality:
    """A municipality of today with one that went up in it; hidden: one of an earlier map."""
    ended = {"valid_until": dt.date(2020, 1, 1)} if values else {}
    entry = factories.MunicipalityFactory(number=key, **ended)
    old = factories.MunicipalityFactory(county=entry.county, valid_until=dt.date(2018, 1, 1))
    old.successors.add(entry)
    return entry


MAKERS: dict[str, Callable[..., Any]] = {
    "service": service,
    "audience": factories.AudienceFactory,
    "sector": factories.SectorFactory,
    "entitlement": entitlement,
    "legal_basis": legal_basis,
    "county": county,
    "municipality": municipality,
    "centre": centre,
    "organisation": factories.OrganisationFactory,
    "definition": factories.DefinitionFactory,
    "framework": part,
    "milestone": milestone,
    "term": term,
    "mandate": factories.MandatePageFactory,
    "resource": resource,
    "role": role,
    "article": factories.ArticleFactory,
    "network": network,
    "meeting": meeting,
    "case": case,
    "cooperation": cooperation,
}


def documents(each: Searchable, language: str = "nb") -> dict[str, Document]:
    """Return the documents of a kind by the names of their entries."""
    found = {each.name(entry): each.document(entry, language) for entry in each.entries()}
    return {name: document for name, document in found.items() if document is not None}


def document_of(entry: Any, language: str = "nb") -> Document:
    each = next(each for each in KINDS.values() if each.model is type(entry))
    return documents(each, language)[each.name(entry)]


def everything_said(language: str = "nb") -> str:
    """Return all that documents say, in one."""
    return "\n".join(
        str(document) for each in KINDS.values() for document in documents(each, language).values()
    )


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class Reader:
    """Opens pages, each once, as their words and their ids."""

    def __init__(self) -> None:
        self.client, self.opened = Client(), {}

    def open(self, path: str) -> tuple[int, str, set[str]]:
        if path not in self.opened:
            response = self.client.get(path)
            tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
            ids = {element.get("id") for element in tree.iter() if element.get("id")}
            self.opened[path] = response.status_code, plain("".join(tree.itertext())), ids
        return self.opened[path]

    def faults(self, document: Document) -> list[str]:
        """Return what is wrong with where a document leads."""
        path, anchor = urldefrag(document.url)
        status, words, ids = self.open(path)
        called = any(plain(name) in words for name in document.names)  # in the page's language
        missing = [p for p in document.title.split(" – ") if plain(p) not in words and not called]
        found = [f"{status}"] if status != 200 else []
        found += [f"no title {missing}"] if missing else []
        found += [f"no anchor {anchor}"] if anchor and anchor not in ids else []
        found += ["other language"] if not path.startswith(f"/{document.language}/") else []
        return [f"{document.url}: {fault}" for fault in found]


def test_every_kind_of_page_is_searchable():
    assert set(PAGES) <= {each.model for each in KINDS.values()}
    assert MAKERS.keys() == KINDS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_entry_with_a_page_has_a_document_in_every_language(language):
    for each in KINDS.values():
        if each.model in PAGES:
            names = {each.name(entry) for entry in each.model._default_manager.published()}
            assert documents(each, language).keys() == names, each.kind
            assert names, each.kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_leads_to_a_page_that_has_its_title_and_its_place(language):
    case()
    reader, faults = Reader(), []
    for each in KINDS.values():
        found = sorted(documents(each, language).values(), key=lambda document: document.url)
        for document in random.Random(2026).sample(found, min(4, len(found))):
            faults += reader.faults(document)
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_portal_is_found_by_its_heading(language):
    reader, found = Reader(), list(page_documents(language))
    assert {name for name, _kind, _document in found} == {
        f"page:{name}" for name in LISTS if name not in {"home:front_page", "search:search"}
    }
    assert [fault for _name, _kind, document in found for fault in reader.faults(document)] == []
    assert all(kind == "page" and document.lead for _name, kind, document in found)


def test_the_worksheet_is_not_found_while_its_model_is_not_public():
    FrameworkElement.objects.filter(key="et-refleksjonsmodellen").update(state=State.DRAFT)
    assert "page:guidance:reflection_sheet" not in {n for n, _kind, _d in page_documents("nb")}


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_public_has_no_document(kind, hidden):
    each, shown, concealed = KINDS[kind], "x001", "x002"
    if kind != "municipality":
        shown, concealed = "shown", "concealed"
    MAKERS[kind](key=shown)
    MAKERS[kind](key=concealed, **HIDDEN[hidden])
    names = documents(each).keys()
    assert f"{each.label}:{shown}" in names
    assert f"{each.label}:{concealed}" not in names


def hide(make: Any, **values: Any) -> Any:
    """Return an entry that is not public and must be named nowhere."""
    return make(name_nb=SECRET, state=State.DRAFT, **values)


def test_a_service_names_nothing_that_is_not_public():
    entry = service(sector=hide(factories.SectorFactory))
    entry.providers.add(hide(factories.OrganisationFactory))
    entry.legal_bases.add(legal_basis("hidden", act_nb=SECRET, state=State.DRAFT))
    for values in ({"audience": hide(factories.AudienceFactory)}, {"state": State.DRAFT}):
        factories.EntitlementFactory(service=entry, conditions_nb=SECRET, **values)
    factories.ContactFactory(service=entry, value=SECRET, standing=ContactFact.Standing.STALE)
    assert SECRET not in everything_said()


def test_places_and_centres_name_nothing_that_is_not_public():
    hidden = hide(factories.CountyFactory)
    factories.MunicipalityFactory(county=hidden)
    entry = factories.CentreFactory(county=hidden)
    hide(factories.CentreFactory, successor=entry)
    hide(factories.CentreFactory, county=county())
    assert SECRET not in everything_said()
    assert document_of(entry).counties == ()


def test_guidance_names_nothing_that_is_not_public():
    library, job = resource(), role()
    library.roles.add(hide(factories.RoleFactory))
    library.terms.add(term("hidden", name_nb=SECRET, state=State.DRAFT))
    library.framework_elements.add(hide(factories.FrameworkElementFactory))
    job.situations.add(hide(factories.AudienceFactory))
    job.services.add(hide(factories.ServiceFactory))
    factories.SectorFactory().services.add(hide(factories.ServiceFactory))
    assert SECRET not in everything_said()


def test_networks_name_nothing_that_is_not_public():
    body, group = hide(factories.OrganisationFactory), network()
    group.conveners.add(body)
    group.roles.add(hide(factories.RoleFactory))
    group.services.add(hide(factories.ServiceFactory))
    group.counties.add(hide(factories.CountyFactory))
    hide(factories.NetworkFactory, successor=group)
    factories.MembershipFactory(network=group, organisation=body)
    gathering = factories.MeetingFactory(network=hide(factories.NetworkFactory))
    gathering.with_networks.add(hide(factories.NetworkFactory))
    gathering.with_organisations.add(body)
    factories.CaseFactory(meeting=gathering, responsible=body)
    abroad = factories.CooperationFactory(part_of=hide(factories.CooperationFactory))
    abroad.organisations.add(body)
    assert SECRET not in everything_said()


def test_a_part_is_not_found_while_what_is_above_it_is_hidden():
    entry = part()
    assert document_of(entry).url.endswith("#test-part")
    between = f"guidance.frameworkelement:{entry.parent.parent.key}"
    assert between in document_of(entry).of
    FrameworkElement.objects.filter(pk=entry.parent.parent_id).update(state=State.DRAFT)
    assert "guidance.frameworkelement:test-part" not in documents(KINDS["framework"])


def test_what_is_never_public_is_in_no_document():
    for make in (service, centre, network, milestone, factories.ArticleFactory):
        make(to_check=f"{SECRET} notat")
    factories.OrganisationFactory(mailbox="hemmelig@example.no")
    site = factories.SiteFactory()
    factories.ContactFactory(site=site, value=SECRET, standing="not_confirmed")
    assert "hemmelig" not in everything_said().lower()


@pytest.mark.parametrize("kind", KINDS)
def test_documents_of_a_kind_cost_the_same_for_ten_times_as_many(kind):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            documents(KINDS[kind], "nn")
        return len(captured)

    MAKERS[kind](key="x000")
    one = cost()
    for number in range(1, 10):
        MAKERS[kind](key=f"x00{number}")
    assert cost() == one


def test_the_pages_of_the_portal_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        list(page_documents("en"))


def test_a_reader_of_bokmaal_is_led_to_the_page_in_nynorsk():
    bodies = {"body_nn": "<p>Ei lita forteljing &amp; meir</p>", "body_en": "<p>A story</p>"}
    entry = factories.ArticleFactory(**bodies)
    found = document_of(entry, "nb")
    assert (found.language, found.title_language) == ("nn", "nb")
    assert (found.title, found.lead) == (entry.name_nb, "Et sammendrag.")
    assert found.url == f"/nn/artiklar/{entry.slug_nn}/"
    assert "Ei lita forteljing & meir" in found.text
    assert entry.name_nn in found.names
    assert document_of(entry, "en").language == "en"


def test_an_entry_without_a_body_is_in_the_readers_own_language():
    entry = factories.AudienceFactory()
    assert [document_of(entry, code).title for code in LANGUAGES] == [
        getattr(entry, f"name_{code}") for code in LANGUAGES
    ]
    assert "en gruppe" in document_of(entry).names
    assert document_of(entry).audiences == (entry.key,)


def test_a_section_of_law_is_found_by_every_way_to_refer_to_it():
    entry = legal_basis(act_number="LOV-2000-01-01-1", heading="Rett", in_force=False)
    found = document_of(entry)
    expected = {"prøvelova § 14 a", "Prøveloven § 14a", "§ 14 a", "LOV-2000-01-01-1", "Rett"}
    assert expected <= {plain(name) for name in found.names}
    assert found.over
    with override("nb"):
        assert found.url == f"{reverse('services:legal_basis_list')}#test-basis"


def test_a_name_with_a_short_form_in_parentheses_is_found_by_either():
    entry = service(name_nb="Oppfølgingstjenesten (OT)")
    assert {"Oppfølgingstjenesten", "OT"} <= set(document_of(entry).names)
    body = factories.OrganisationFactory(short_name_nb="HK-dir")
    assert "HK-dir" in document_of(body).names


def test_a_former_municipality_is_a_name_of_the_only_one_it_became():
    entry = municipality()
    old, divided = (
        entry.predecessors.get(),
        factories.MunicipalityFactory(valid_until=dt.date(2020, 1, 1)),
    )
    divided.successors.add(entry, factories.MunicipalityFactory())
    found = document_of(entry)
    assert old.name in found.names
    assert divided.name not in found.names
    assert divided.name in found.text
    assert found.counties == (entry.county.key,)


def test_a_municipality_is_found_by_its_sami_name_its_older_names_and_its_postal_codes():
    senja = document_of(Municipality.objects.get(number="5530"))
    assert {"Lenvik", "Berg"} <= set(senja.names)
    assert "9300" in senja.text
    karasjok = document_of(Municipality.objects.get(name="Karasjok"))
    assert {"Kárášjohka - Karasjok", "Kárášjohka"} <= set(karasjok.names)


def test_a_closed_centre_says_so_and_gives_no_way_to_reach_it():
    closed = centre(closed_on=dt.date(2025, 5, 3), website="https://gammel.example.no")
    telephone = closed.sites.get().contacts.get().value
    found = document_of(closed)
    assert found.over
    assert found.lead.endswith("3. mai 2025")
    assert telephone not in found.text
    assert "gammel" not in found.text
    successor = factories.CentreFactory()
    type(closed).objects.filter(pk=closed.pk).update(successor=successor)
    assert closed.name_nb in document_of(successor).names


def test_what_has_ended_is_over():
    assert document_of(network(standing="ended")).over
    cancelled = document_of(meeting(standing="cancelled"))
    assert cancelled.over
    assert cancelled.lead.startswith("Avlyst. ")


def test_a_meeting_is_over_at_its_end_or_with_its_year():
    at_ten = meeting("ten", starts_on=dt.date(2026, 3, 2), start_time=dt.time(10))
    assert document_of(at_ten).ends == at_ten.ends_at
    assert document_of(at_ten).date == dt.date(2026, 3, 2)
    sometime = document_of(meeting("sometime", year=2026))
    assert sometime.date is None
    assert timezone.localtime(sometime.ends).date() == dt.date(2027, 1, 1)


def test_a_meeting_and_its_case_are_found_by_the_words_of_the_latest_paper():
    entry = case()
    paper = entry.papers.get()
    factories.PaperVersionFactory(
        paper=paper, number=2, text="<p>Nytt &amp; <strong>fint</strong></p>"
    )
    factories.PaperFactory(meeting=entry.meeting, title="Utan fil")
    for found in (document_of(entry), document_of(entry.meeting)):
        assert "Nytt & fint" in found.text
        assert paper.title in found.text
        assert "Innhald" not in found.text
        assert "Utan fil" not in found.text
    assert document_of(entry).of == (f"networks.meeting:{entry.meeting.key}",)


def test_what_is_shown_for_a_shorter_time_than_its_own_closes_with_it():
    until = NOW + HOUR
    entry = entitlement(audience=factories.AudienceFactory(published_until=until))
    assert document_of(entry).closes == until
    assert document_of(case(published_until=until)).closes == until


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_kind_follows_can_be_asked_for(kind):
    each = KINDS[kind]
    for label in (each.label, *each.follows):
        assert list(each.changed(label, {"nothing-has-this-key"})) == []
    assert each.changed("no.model", {"x"}) is None


def test_a_change_renews_what_tells_of_it():
    entry, under = service(), part()
    for each, label, key, name in (
        (KINDS["service"], "services.sector", entry.sector.key, entry.key),
        (KINDS["service"], "services.service", entry.key, entry.key),
        (KINDS["framework"], under._meta.label_lower, under.parent.parent.key, under.key),
        (KINDS["framework"], under._meta.label_lower, under.key, under.key),
    ):
        assert name in {row.key for row in each.changed(label, {key})}
    body = Organisation.objects.get(services=entry)
    assert body.key in {
        row.key for row in KINDS["organisation"].changed("services.service", {entry.key})
    }
