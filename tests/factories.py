"""Test data: entries with sensible defaults in every language."""

import datetime as dt
from decimal import Decimal
from typing import Any

import factory

from guidance import models as guidance
from networks import models as networks
from portal.base.files import StoredFile
from portal.base.languages import all_languages
from portal.base.publishing import State
from services import models as services

BODY = {"body_nb": "<p>En tekst på bokmål.</p>", "body_en": "<p>A text in English.</p>"}


def slots(name: str, text: str) -> dict[str, Any]:
    """Return a slot's values in every language."""
    return {f"{name}_{language}": text for language in all_languages()}


class PageFactory(factory.django.DjangoModelFactory):
    """A published entry with name, address word and summary in every language."""

    class Meta:
        abstract = True

    class Params:
        nth = factory.Sequence(lambda n: n)

    key = factory.LazyAttribute(lambda o: f"test-{o.nth}")
    name_nb = factory.LazyAttribute(lambda o: f"Navn {o.nth}")
    name_nn = factory.LazyAttribute(lambda o: f"Namn {o.nth}")
    name_en = factory.LazyAttribute(lambda o: f"Name {o.nth}")
    slug_nb = factory.LazyAttribute(lambda o: f"navn-{o.nth}")
    slug_nn = factory.LazyAttribute(lambda o: f"namn-{o.nth}")
    slug_en = factory.LazyAttribute(lambda o: f"name-{o.nth}")
    summary_nb = "Et sammendrag."
    summary_nn = "Eit samandrag."
    summary_en = "A summary."
    state = State.PUBLISHED


class OrganisationFactory(PageFactory):
    class Meta:
        model = services.Organisation

    kind = "other"


class SectorFactory(PageFactory):
    class Meta:
        model = services.Sector


class AudienceFactory(PageFactory):
    class Meta:
        model = services.Audience

    group_nb = "en gruppe"
    group_nn = "ei gruppe"
    group_en = "a group"


class ServiceFactory(PageFactory):
    class Meta:
        model = services.Service

    sector = factory.SubFactory(SectorFactory)
    status = "statutory"


class LegalBasisFactory(factory.django.DjangoModelFactory):
    """A published section of an invented act."""

    class Meta:
        model = services.LegalBasis

    key = factory.Sequence(lambda n: f"test-law-{n}")
    act_nb = act_nn = act_en = "En lov"
    duty_nb = duty_nn = duty_en = "Noen skal gjøre noe."
    state = State.PUBLISHED


class EntitlementFactory(factory.django.DjangoModelFactory):
    """A published entitlement, of a service and an audience of its own unless given."""

    class Meta:
        model = services.Entitlement

    key = factory.Sequence(lambda n: f"test-entitlement-{n}")
    service = factory.SubFactory(ServiceFactory)
    audience = factory.SubFactory(AudienceFactory)
    standing = "right"
    given_by = "career_centre"
    state = State.PUBLISHED


class CountyFactory(PageFactory):
    class Meta:
        model = services.County

    number = factory.Sequence(lambda n: f"{chr(65 + n // 10 % 26)}{n % 10}")
    key = factory.Sequence(lambda n: f"test-county-{n}")
    name_nb = factory.Sequence(lambda n: f"Fylke {n}")
    name_nn = factory.SelfAttribute("name_nb")
    name_en = factory.SelfAttribute("name_nb")
    slug_nb = factory.Sequence(lambda n: f"fylke-{n}")
    slug_nn = factory.SelfAttribute("slug_nb")
    slug_en = factory.SelfAttribute("slug_nb")
    official_name = factory.SelfAttribute("name_nb")


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """A municipality of today, with an invented number and a point in a county of its own."""

    class Meta:
        model = services.Municipality

    number = factory.Sequence(
        lambda n: f"{chr(65 + n // 100 % 26)}{chr(65 + n // 2600)}{n % 100:02}"
    )
    name = factory.Sequence(lambda n: f"Kommune {n}")
    official_name = factory.SelfAttribute("name")
    county = factory.SubFactory(CountyFactory)
    latitude = Decimal("60.00000")
    longitude = Decimal("10.00000")
    population = 1000


class CentreFactory(PageFactory):
    class Meta:
        model = services.CareerCentre

    county = factory.SubFactory(CountyFactory)


class SiteFactory(factory.django.DjangoModelFactory):
    """A site in use; give it a municipality or a point where the place matters."""

    class Meta:
        model = services.Site

    centre = factory.SubFactory(CentreFactory)
    key = factory.Sequence(lambda n: f"test-site-{n}")
    name = factory.Sequence(lambda n: f"Sted {n}")
    place = "Byen"
    standing = services.Site.Standing.CURRENT


class ContactFactory(factory.django.DjangoModelFactory):
    """A confirmed telephone number; of a centre of its own unless an owner is given."""

    class Meta:
        model = services.ContactFact

    class Params:
        owned = factory.LazyAttribute(lambda o: o.site or o.service or o.organisation)

    key = factory.Sequence(lambda n: f"test-contact-{n}")
    kind = services.ContactFact.Kind.PHONE
    value = factory.Sequence(lambda n: f"55 00 {n // 100 % 100:02} {n % 100:02}")
    standing = services.ContactFact.Standing.CONFIRMED
    site = None
    service = None
    organisation = None
    centre = factory.Maybe("owned", None, factory.SubFactory(CentreFactory))


class ScheduleFactory(factory.django.DjangoModelFactory):
    """Confirmed hours on working days, of a site unless a contact is given."""

    class Meta:
        model = services.Schedule

    key = factory.Sequence(lambda n: f"test-schedule-{n}")
    kind = services.Schedule.Kind.WEEKLY
    monday = "09.00–15.30"
    tuesday = factory.SelfAttribute("monday")
    wednesday = factory.SelfAttribute("monday")
    thursday = factory.SelfAttribute("monday")
    friday = factory.SelfAttribute("monday")
    standing = services.ContactFact.Standing.CONFIRMED
    contact = None
    site = factory.Maybe("contact", None, factory.SubFactory(SiteFactory))


class HoursExceptionFactory(factory.django.DjangoModelFactory):
    """A day closed for a reason; of a site unless a contact is given."""

    class Meta:
        model = services.HoursException

    key = factory.Sequence(lambda n: f"test-exception-{n}")
    date = dt.date(2026, 9, 1)
    reason_nb = "Planleggingsdag"
    reason_nn = "Planleggingsdag"
    reason_en = "Planning day"
    contact = None
    site = factory.Maybe("contact", None, factory.SubFactory(SiteFactory))


class DefinitionFactory(PageFactory):
    class Meta:
        model = guidance.Definition

    by = "Noen"


class FrameworkElementFactory(PageFactory):
    class Meta:
        model = guidance.FrameworkElement

    kind = "item"
    parent = factory.LazyFunction(lambda: guidance.FrameworkElement.objects.get(kind="framework"))


class MandatePageFactory(PageFactory):
    class Meta:
        model = guidance.MandatePage


class RoleFactory(PageFactory):
    class Meta:
        model = guidance.Role


class ResourceFactory(PageFactory):
    class Meta:
        model = guidance.Resource

    kind = "tool"


class ArticleFactory(PageFactory):
    class Meta:
        model = guidance.Article

    section = "guidance"


class NetworkFactory(PageFactory):
    class Meta:
        model = networks.Network

    level = "national"


class CooperationFactory(PageFactory):
    class Meta:
        model = networks.Cooperation

    level = "european"


class MembershipFactory(factory.django.DjangoModelFactory):
    """A confirmed seat of an organisation in a network of its own unless given."""

    class Meta:
        model = networks.Membership

    key = factory.Sequence(lambda n: f"test-membership-{n}")
    network = factory.SubFactory(NetworkFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    confirmed = True


class MeetingFactory(PageFactory):
    """A meeting of a network of its own; of 2026, without a day unless `starts_on` is given."""

    class Meta:
        model = networks.Meeting

    network = factory.SubFactory(NetworkFactory)
    year = 2026


class CaseFactory(factory.django.DjangoModelFactory):
    """A case of a meeting of its own unless given."""

    class Meta:
        model = networks.Case

    class Params:
        nth = factory.Sequence(lambda n: n + 1)

    key = factory.LazyAttribute(lambda o: f"test-case-{o.nth}")
    meeting = factory.SubFactory(MeetingFactory)
    number = factory.SelfAttribute("nth")
    name_nb = factory.LazyAttribute(lambda o: f"Sak {o.nth}")
    name_nn = factory.SelfAttribute("name_nb")
    name_en = factory.LazyAttribute(lambda o: f"Case {o.nth}")


class SeriesFactory(factory.django.DjangoModelFactory):
    """A published series: the first Tuesday of every month of 2027, 10 to 12."""

    class Meta:
        model = networks.MeetingSeries

    key = factory.Sequence(lambda n: f"test-series-{n}")
    name_nb = factory.Sequence(lambda n: f"Serie {n}")
    name_nn = factory.SelfAttribute("name_nb")
    name_en = factory.Sequence(lambda n: f"Series {n}")
    network = factory.SubFactory(NetworkFactory)
    frequency = "weekday"
    starts_on = dt.date(2027, 1, 5)
    until = dt.date(2027, 12, 31)
    start_time = dt.time(10)
    end_time = dt.time(12)
    state = State.PUBLISHED


class PaperFactory(factory.django.DjangoModelFactory):
    """A paper in bokmål of a meeting of its own unless given; it has no file yet."""

    class Meta:
        model = networks.Paper

    key = factory.Sequence(lambda n: f"test-paper-{n}")
    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Papir {n}")
    language = "nb"


class PaperVersionFactory(factory.django.DjangoModelFactory):
    """A version of a paper with a small PDF."""

    class Meta:
        model = networks.PaperVersion

    paper = factory.SubFactory(PaperFactory)
    number = 1
    file = factory.LazyAttribute(
        lambda o: StoredFile.keep(f"%PDF-1.4 {o.paper.key} {o.number}".encode(), "application/pdf")
    )
    file_name = "papir.pdf"


PAGE_FACTORIES: tuple[type[PageFactory], ...] = (
    OrganisationFactory,
    SectorFactory,
    AudienceFactory,
    ServiceFactory,
    CountyFactory,
    CentreFactory,
    DefinitionFactory,
    FrameworkElementFactory,
    MandatePageFactory,
    ResourceFactory,
    ArticleFactory,
    NetworkFactory,
    CooperationFactory,
    MeetingFactory,
    RoleFactory,
)
