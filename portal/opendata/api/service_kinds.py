"""Who offers what to whom, by which law: services, situations, entitlements, organisations."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q

from portal.base import languages
from portal.opendata.api.desks import contact_told
from portal.opendata.api.fields import (
    BOOLEAN,
    CHECKS,
    ENTRY_KEY,
    INTEGER,
    REF,
    SOURCES,
    STRING,
    TEXT,
    URI,
    Field,
    Saying,
    Words,
    body,
    list_of,
    maybe,
    named,
    of_page,
    one_of,
    plain,
    ref,
    refs,
    text,
)
from portal.opendata.api.kinds import Filter, Kind, of_sources, one_of_few
from portal.opendata.api.values import AgeValue, KeyValue, value_of
from services.models import (
    Audience,
    ContactFact,
    Entitlement,
    LegalBasis,
    Organisation,
    Sector,
    Service,
)

TERMS = {
    "cost": "What it costs.",
    "referral": "Whether one must be referred.",
    "how_to_get_it": "How to get it.",
    "if_refused": "What to do if one is refused.",
    "spoken_languages": "Languages and interpreter.",
    "your_name": "Whether one must give one's name.",
    "written_down": "What is written down.",
    "confidentiality": "Who sees what one says.",
    "who_learns": "Whether Nav or an employer learns of it.",
}


def contacts_of(attribute: str) -> Field:
    """Return the confirmed ways to reach someone, those prefetched into an attribute."""
    return Field(
        "contacts",
        list_of(named("Contact")),
        "The ways to make contact that are confirmed, and no others.",
        lambda entry, say: [contact_told(contact, say) for contact in getattr(entry, attribute)],
        in_lists=False,
    )


def confirmed_contacts() -> Prefetch:
    """Return the contact facts that may be shown as current."""
    return Prefetch("contacts", ContactFact.objects.current(), "current_contacts")


def _term(name: str, about: str) -> Field:
    """Return a term of an entitlement: its own, or else its service's."""

    def read(entry: Entitlement, say: Saying) -> Words | None:
        return say.text(entry, name) or say.text(entry.service, name)

    return Field(name, maybe(TEXT), about, read)


def law_told(basis: LegalBasis, say: Saying) -> dict[str, Any]:
    """Return a section of law as an entry that rests on it tells of it."""
    return {
        "key": basis.key,
        "act": say.text(basis, "act"),
        "section": say.text(basis, "section"),
        "url": basis.lovdata_url or None,
        "in_force": basis.in_force,
        "confirmed": basis.is_confirmed,
    }


LAW = Field(
    "legal_bases",
    list_of(named("Law")),
    "The law behind it.",
    lambda entry, say: [law_told(basis, say) for basis in entry.public_legal_bases],
)


def _few(model: Any, name: str, field: str) -> Any:
    """Return what narrows a list to what belongs to an entry of a kind of which there are few."""
    return lambda found, key: found.filter(**{field: one_of_few(model, key, name)})


def _for_situation(found: Any, key: str) -> Any:
    audience = one_of_few(Audience, key, "situation")
    owed = Entitlement.objects.published().filter(audience=audience)
    return found.filter(pk__in=owed.order_by().values("service"))


def _of_age(found: Any, age: int) -> Any:
    young = Q(age_from__isnull=True) | Q(age_from__lte=age)
    return found.filter(young, Q(age_to__isnull=True) | Q(age_to__gte=age))


def _of_service() -> Iterable[Any]:
    owed = Entitlement.objects.published().select_related("service", "audience")
    return "sources", confirmed_contacts(), Prefetch("entitlements", owed, "public_entitlements")


SERVICES = Kind(
    name="services",
    schema_name="Service",
    model=Service,
    about="Guidance services, and services in which guidance is a part.",
    fields=of_page(
        plain("status", one_of(Service.Status), "What the service is in law."),
        text("status_note", "Who says so."),
        ref("sector", "The part of society it belongs to."),
        refs("providers", "The organisations that are responsible."),
        plain("in_every_county", BOOLEAN, "Whether a career centre in every county gives it."),
        text("for_whom", "For whom it is."),
        *(text(name, about) for name, about in TERMS.items()),
        plain("website", maybe(URI), "The service's own website."),
        LAW,
        Field(
            "entitlements",
            list_of(named("EntitlementRef")),
            "Who is owed the service.",
            lambda entry, say: [
                {"key": each.key, "situation": say.ref(each.audience)}
                for each in entry.public_entitlements
            ],
            in_lists=False,
        ),
        contacts_of("current_contacts"),
        body(),
    ),
    filters=(
        Filter("status", value_of(Service.Status), "What the service is in law.",
               lambda found, value: found.filter(status=value)),
        Filter("sector", KeyValue, "The key of a sector.", _few(Sector, "sector", "sector")),
        Filter("situation", KeyValue, "The key of a situation in which one is owed the service.",
               _for_situation),
    ),
    joined=("sector",),
    related=("legal_bases", "providers"),
    only_in_details=_of_service,
)  # fmt: skip

SITUATIONS = Kind(
    name="situations",
    schema_name="Situation",
    model=Audience,
    about="The situations that people are in, as the finder asks about them.",
    fields=of_page(
        plain("stage", one_of(Audience.Stage), "Under which heading the finder lists it."),
        text("group", "What others call the group."),
        plain("works_with_guidance", BOOLEAN, "Whether they give guidance themselves."),
    ),
    filters=(
        Filter("stage", value_of(Audience.Stage), "Under which heading the finder lists it.",
               lambda found, value: found.filter(stage=value)),
    ),
    only_in_details=of_sources,
)  # fmt: skip

ENTITLEMENTS = Kind(
    name="entitlements",
    schema_name="Entitlement",
    model=Entitlement,
    about="What someone in a situation is owed of a service, and on what terms.",
    fields=(
        ENTRY_KEY,
        Field("service", REF, "The service.", lambda entry, say: say.ref(entry.service)),
        Field("situation", REF, "The situation.", lambda entry, say: say.ref(entry.audience)),
        plain("standing", one_of(Entitlement.Standing), "Whether it is a right, a duty or other."),
        plain("given_by", one_of(Entitlement.GivenBy), "Which kind of desk gives it."),
        plain("age_from", maybe(INTEGER), "From which age; null: no lower bound."),
        plain("age_to", maybe(INTEGER), "Up to and including which age; null: no upper bound."),
        text("conditions", "Who is covered and when, in words."),
        *(_term(name, about) for name, about in TERMS.items()),
        LAW,
        *CHECKS,
        SOURCES,
    ),
    filters=(
        Filter("service", KeyValue, "The key of a service.", _few(Service, "service", "service")),
        Filter("situation", KeyValue, "The key of a situation.",
               _few(Audience, "situation", "audience")),
        Filter("standing", value_of(Entitlement.Standing), "A right, a duty or other.",
               lambda found, value: found.filter(standing=value)),
        Filter("given_by", value_of(Entitlement.GivenBy), "Which kind of desk gives it.",
               lambda found, value: found.filter(given_by=value)),
        Filter("age", AgeValue, "An age in years that is to be covered.", _of_age),
    ),
    joined=("service", "audience"),
    related=("legal_bases",),
    only_in_details=of_sources,
)  # fmt: skip

LEGAL_BASES = Kind(
    name="legal-bases",
    schema_name="LegalBasis",
    model=LegalBasis,
    about="The sections of acts and regulations that services rest on.",
    fields=(
        ENTRY_KEY,
        text("act", "The act or regulation."),
        plain("act_number", maybe(STRING), "Its number."),
        text("section", "The section."),
        Field("heading", maybe(TEXT), "The heading as it stands in the act.",
              lambda entry, say: _as_written(entry, "heading")),
        text("duty", "Who must do what, or may claim what, in plain words."),
        Field("quotation", maybe(TEXT), "Words of the act.",
              lambda entry, say: _as_written(entry, "quotation")),
        plain("url", maybe(URI), "The section at Lovdata.", of="lovdata_url"),
        plain("in_force", BOOLEAN, "Whether it is in force."),
        *CHECKS,
        SOURCES,
    ),
    filters=(
        Filter("in_force", bool, "Whether it is in force.",
               lambda found, value: found.filter(in_force=value)),
    ),
    only_in_details=of_sources,
)  # fmt: skip

ORGANISATIONS = Kind(
    name="organisations",
    schema_name="Organisation",
    model=Organisation,
    about="The bodies that have a part in the guidance system.",
    fields=of_page(
        plain("kind", one_of(Organisation.Kind), "Which kind of body it is."),
        text("short_name", "What it is called for short."),
        text("role", "Its role in the guidance system."),
        plain("organisation_number", maybe(STRING), "Its number in Enhetsregisteret."),
        plain("website", maybe(URI), "Its website."),
        contacts_of("current_contacts"),
    ),
    filters=(
        Filter("kind", value_of(Organisation.Kind), "Which kind of body it is.",
               lambda found, value: found.filter(kind=value)),
    ),
    only_in_details=lambda: ("sources", confirmed_contacts()),
)  # fmt: skip


def _as_written(basis: LegalBasis, name: str) -> Words | None:
    """Return words of an act in the language they are written in."""
    value = getattr(basis, name)
    language = getattr(basis, f"{name}_language") or languages.NORWEGIAN[0]
    return {"text": value, "lang": language} if value else None
