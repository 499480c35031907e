"""The shapes of what is answered, for the document of the API."""

from typing import Any

from networks.models import Membership, Paper
from portal.base.languages import all_languages
from portal.opendata.api.fields import (
    BOOLEAN,
    DATE,
    INTEGER,
    KEY,
    MOMENT,
    NUMBER,
    REF,
    STRING,
    TEXT,
    URI,
    Schema,
    list_of,
    maybe,
    named,
    one_of,
)
from portal.opendata.api.kinds import Kind
from services.hours import State
from services.models import Answer, ContactFact, Entitlement
from services.places import Outcome

MAYBE_ANSWER = one_of(Answer, known=False)
PLACE_KINDS = ["county", "municipality", "svalbard", "jan_mayen", "abroad", "anywhere"]


def closed(**properties: Schema) -> Schema:
    """Return an object of which everything is always given, unknown things as null."""
    return {"type": "object", "properties": properties, "required": [*properties]}


LANGUAGE: Schema = {"type": "string", "enum": all_languages()}
PAGING: dict[str, Schema] = {
    "count": INTEGER | {"description": "How many there are on all pages."},
    "page": INTEGER,
    "pages": INTEGER,
    "page_size": INTEGER,
    "lang": LANGUAGE | {"description": "The language that was asked for."},
    "license": URI,
    "links": {
        "type": "object",
        "description": "The addresses of other pages; the header Link says the same.",
        "properties": dict.fromkeys(("self", "first", "last", "prev", "next"), URI),
        "required": ["self", "first", "last"],
    },
}
PLACE: dict[str, Schema] = {
    "id": STRING | {"description": "Its word in addresses: its number, if it has one."},
    "kind": {"type": "string", "enum": PLACE_KINDS},
    "name": STRING,
    "official_name": maybe(STRING),
    "county": maybe(KEY),
    "county_name": maybe(STRING),
    "latitude": maybe(NUMBER),
    "longitude": maybe(NUMBER),
    "formerly": maybe(STRING) | {"description": "The older name that led here."},
    "until": maybe(INTEGER) | {"description": "The year from which that name was no more."},
    "found_by": maybe(STRING) | {"description": "The postal code or place that led here."},
    "page": maybe(URI),
    "url": URI,
}
SITE: dict[str, Schema] = {
    "key": KEY,
    "name": STRING,
    "place": STRING,
    "municipality": maybe(STRING),
    "latitude": maybe(NUMBER),
    "longitude": maybe(NUMBER),
    "step_free": MAYBE_ANSWER,
    "accessible_toilet": MAYBE_ANSWER,
    "hearing_loop": MAYBE_ANSWER,
    "access_note": maybe(TEXT),
    "opening": named("Opening"),
    "contacts": list_of(named("Contact")),
}
FILE = closed(url=URI, media_type=STRING, bytes=INTEGER)
SHARED: dict[str, Schema] = {
    "Text": closed(text=STRING, lang=STRING)
    | {"description": "A text, and the language it is really in."},
    "Ref": closed(key=KEY, name=maybe(TEXT))
    | {"description": "Another entry, by its permanent key."},
    "Source": closed(title=TEXT, publisher=maybe(STRING), url=maybe(URI)),
    "Law": closed(
        key=KEY,
        act=maybe(TEXT),
        section=maybe(TEXT),
        url=maybe(URI),
        in_force=BOOLEAN,
        confirmed=BOOLEAN,
    ),
    "Contact": closed(
        kind=one_of(ContactFact.Kind),
        value=STRING,
        note=maybe(TEXT),
        opening=maybe(STRING),
        checked_on=maybe(DATE),
    ),
    "Opening": closed(
        state={"enum": [state.value for state in State]},
        words=STRING | {"description": "The same in words."},
        closes=maybe(MOMENT),
        opens=maybe(MOMENT),
    ),
    "Site": closed(**SITE),
    "SiteAtDistance": closed(**SITE, kilometres=maybe(INTEGER)),
    "EntitlementRef": closed(key=KEY, situation=maybe(REF)),
    "CaseRef": closed(key=KEY, number=INTEGER, name=maybe(TEXT)),
    "Paper": closed(
        key=KEY,
        kind=one_of(Paper.Kind),
        title=TEXT,
        picture_shows=maybe(TEXT),
        case=maybe(named("CaseRef")),
        versions=list_of(
            closed(number=INTEGER, added_at=MOMENT, file=FILE, pdf=maybe(FILE), text=maybe(URI))
        )
        | {"description": "The newest first."},
    ),
    "Seat": closed(
        key=KEY,
        organisation=maybe(REF),
        name=maybe(TEXT),
        counties=list_of(REF),
        role=one_of(Membership.Role),
        from_year=maybe(INTEGER),
        to_year=maybe(INTEGER),
        confirmed=BOOLEAN,
    ),
    "Desk": closed(
        kind=STRING,
        name=TEXT,
        entry=maybe(closed(kind={"enum": ["careercentre", "county", "service"]}, key=KEY)),
        confirmed=BOOLEAN,
        page=maybe(URI),
        website=maybe(URI),
        website_confirmed=maybe(BOOLEAN),
        reachable=BOOLEAN | {"description": "Whether a confirmed way to reach it is known."},
        note=maybe(STRING),
        contacts=list_of(named("Contact")),
        sites=list_of(named("SiteAtDistance")),
    ),
    "OwedHere": closed(
        key=KEY,
        situation=REF,
        standing=one_of(Entitlement.Standing),
        age_from=maybe(INTEGER),
        age_to=maybe(INTEGER),
        confirmed=BOOLEAN,
    ),
    "Offer": closed(
        service=REF,
        given_by=one_of(Entitlement.GivenBy),
        entitlements=list_of(named("OwedHere")),
        desks=list_of(named("Desk")),
    ),
    "Place": closed(**PLACE),
    "PlaceAndDesks": closed(
        **PLACE,
        offers=list_of(named("Offer")),
        not_at_this_age=list_of(named("OwedHere")),
        ways_on=list_of(named("Desk")),
        lang=LANGUAGE,
        license=URI,
    ),
    "PlaceList": closed(
        items=list_of(named("Place")),
        outcome={"enum": [*(outcome.value for outcome in Outcome), None]},
        guessed=maybe(BOOLEAN),
        nearest=list_of(named("Place")),
        **PAGING,
    ),
    "Change": closed(
        kind=STRING,
        key=maybe(KEY) | {"description": "Null: something of this kind may be gone."},
        change={"enum": ["changed", "removed"]},
        at=MOMENT,
        url=maybe(URI),
    ),
    "ChangeList": closed(
        items=list_of(named("Change")),
        complete=BOOLEAN | {"description": "False: read the lists anew as well."},
        more=BOOLEAN | {"description": "Whether to go on at once."},
        cursor=STRING | {"description": "What to give as since, the next time."},
        lang=LANGUAGE,
        license=URI,
        links=closed(next=URI),
    ),
    "Problem": {
        "type": "object",
        "description": "What went wrong, in the language that was asked for (RFC 9457).",
        "properties": {
            "type": STRING,
            "title": STRING,
            "status": INTEGER,
            "detail": STRING,
            "errors": list_of(closed(parameter=STRING, message=STRING)),
        },
        "required": ["type", "title", "status", "detail"],
    },
}


def of_kind(kind: Kind) -> dict[str, Schema]:
    """Return the schemas of a kind: one entry, an entry in a list, and a page of the list."""
    name = kind.schema_name
    in_list = record(kind, details=False)
    page: dict[str, Any] = closed(items=list_of(named(f"{name}InList")), **PAGING)
    return {name: record(kind, details=True), f"{name}InList": in_list, f"{name}List": page}


def record(kind: Kind, *, details: bool) -> Schema:
    """Return the schema of an entry; all but the key is left out where fields are chosen."""
    told = kind.told(details=details)
    return {
        "type": "object",
        "description": kind.about,
        "properties": {name: field.described for name, field in told.items()},
        "required": ["key"],
    }
