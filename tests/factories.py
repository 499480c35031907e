"""Test data: entries with sensible defaults in every language."""

from typing import Any

import factory

from guidance import models as guidance
from networks import models as networks
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


class CentreFactory(PageFactory):
    class Meta:
        model = services.CareerCentre

    county = factory.SubFactory(CountyFactory)


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


class MeetingFactory(PageFactory):
    class Meta:
        model = networks.Meeting

    network = factory.SubFactory(NetworkFactory)
    year = 2026


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
)
