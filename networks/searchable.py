"""What readers search in: networks, meetings with their papers, minutes, cooperation abroad."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from guidance.models import Role
from networks import clock
from networks.meetings import times
from networks.models import Case, Cooperation, Meeting, Membership, Network, Paper
from networks.network_facts import countries_fact, years
from networks.papers import with_versions
from portal.base import languages
from portal.base.facts import shown_address
from portal.base.publishing import published_q
from portal.base.richtext import plain_text
from portal.base.searchable import (
    Document,
    Searchable,
    choice,
    closing,
    every_slot,
    names_besides,
    names_of,
    page_document,
    page_of,
    slots,
    words,
)
from services.models import County, Organisation, Service
from services.spoken import language_names


def _networks() -> Any:
    sits = Q(organisation__isnull=True) | published_q(timezone.now(), "organisation")
    seats = Membership.objects.filter(sits).select_related("organisation")
    return Network.objects.published().prefetch_related(
        Prefetch("conveners", Organisation.objects.published(), "public_conveners"),
        Prefetch("roles", Role.objects.published(), "public_roles"),
        Prefetch("services", Service.objects.published(), "public_services"),
        Prefetch("counties", County.objects.published(), "public_counties"),
        Prefetch("predecessors", Network.objects.published(), "public_predecessors"),
        Prefetch("memberships", seats, "public_seats"),
    )


def _network(network: Any, language: str) -> Document:
    """Return a network with what it is for, who sits in it, and what it took over from."""
    page = page_of(network, language)
    with override(page):
        from_to = years(network)
    related = (
        *network.public_conveners, *network.public_roles, *network.public_services,
        *network.public_counties,
    )  # fmt: skip
    text = words(
        choice(network, "standing", page), choice(network, "level", page), from_to,
        slots(network, page, "standing_note", "mandate", "members", "audience", "frequency"),
        names_of(related, page),
        *(slots(seat.organisation or seat, page, "name") for seat in network.public_seats),
        *(slots(seat, page, "note") for seat in network.public_seats),
        network.contact_email, shown_address(network.website),
    )  # fmt: skip
    return page_document(
        network, language, text=text,
        names=[name for old in network.public_predecessors for name in every_slot(old, "name")],
        counties=tuple(county.key for county in network.public_counties),
        over=network.standing == Network.Standing.ENDED,
    )  # fmt: skip


def _papers() -> Prefetch:
    return Prefetch("papers", Paper.objects.prefetch_related(with_versions()))


def _words_of(papers: Any) -> str:
    """Return the titles of papers that have a file, and what the latest of each says as text."""
    found = [(paper, list(paper.versions.all())) for paper in papers.all()]
    return words(
        *(
            words(paper.title, paper.alternative, plain_text(versions[0].text))
            for paper, versions in found
            if versions
        )
    )


def _meetings() -> Any:
    bodies = Organisation.objects.published()
    return Meeting.objects.published().select_related("network", "cooperation").prefetch_related(
        Prefetch("network__counties", County.objects.published(), "public_counties"),
        Prefetch("with_networks", Network.objects.published()),
        Prefetch("with_organisations", bodies),
        Prefetch("cases", Case.objects.order_by("number")),
        _papers(),
    )  # fmt: skip


def _conveners(meeting: Any) -> list[Any]:
    """Return the public networks, cooperations and organisations that convene a meeting."""
    bodies = [body for body in (meeting.network, meeting.cooperation) if body and body.is_public()]
    return [*bodies, *meeting.with_networks.all(), *meeting.with_organisations.all()]


def _meeting(meeting: Any, language: str) -> Document:
    """Return a meeting with when and where it is, what it is about, and the words of its papers."""
    with override(language):
        when = times.when(meeting)
        spoken = [name for _code, name in language_names(meeting.languages)]
    text = words(
        when, choice(meeting, "form", language), *spoken,
        slots(meeting, language, "place"), meeting.address,
        slots(meeting, language, "change_note", "participants", "themes", "outcome"),
        names_of(_conveners(meeting), language),
        names_of(meeting.cases.all(), language),
        _words_of(meeting.papers),
    )  # fmt: skip
    cancelled = meeting.standing == Meeting.Standing.CANCELLED
    summary = languages.slot(meeting, "summary", language).value
    standing = f"{choice(meeting, 'standing', language)}." if cancelled else ""
    network = meeting.network if meeting.network and meeting.network.is_public() else None
    return page_document(
        meeting, language, text=text,
        lead=" ".join(filter(None, [standing, summary or when])),
        counties=tuple(county.key for county in network.public_counties) if network else (),
        date=meeting.starts_on, ends=_ends(meeting), over=cancelled,
    )  # fmt: skip


def _ends(meeting: Meeting) -> dt.datetime:
    """Return when a meeting is over; without a day, when its year is."""
    return meeting.ends_at or clock.midnight(dt.date(meeting.year + 1, 1, 1))


def _cases() -> Any:
    return Case.objects.published().select_related("meeting", "responsible").prefetch_related(
        _papers()
    )  # fmt: skip


def _case(case: Any, language: str) -> Document:
    """Return a case with what was decided, what became of it, and the words of its papers."""
    name = languages.slot(case, "name", language)
    responsible = case.responsible if case.responsible and case.responsible.is_public() else None
    with override(language):
        numbered = _now("Case %(number)s") % {"number": case.shown_number}
    return Document(
        url=case.url_in(language),
        title=name.value,
        language=name.language,
        lead=slots(case, language, "decision") or slots(case, language, "background"),
        text=words(
            names_of([case.meeting], language), case.meeting.year,
            slots(case, language, "background", "decision", "follow_up_note"),
            choice(case, "follow_up", language),
            names_of([responsible] if responsible else [], language), _words_of(case.papers),
        ),
        names=names_besides(name.value, numbered, *every_slot(case, "name")),
        date=case.meeting.starts_on,
        closes=closing(case.meeting),
        of=(f"networks.meeting:{case.meeting.key}",),
    )  # fmt: skip


def _cooperations() -> Any:
    found: Any = Cooperation.objects.published()
    return found.select_related("part_of").prefetch_related(
        Prefetch("organisations", Organisation.objects.published(), "public_bodies")
    )  # fmt: skip


def _cooperation(cooperation: Any, language: str) -> Document:
    """Return a cooperation with who takes part, and what Norway does in it."""
    page = page_of(cooperation, language)
    whole = cooperation.part_of
    with override(page):
        countries = [item.text for item in countries_fact(cooperation.countries).items]
    text = words(
        choice(cooperation, "level", page),
        slots(cooperation, page, "run_by", "period", "participants"),
        slots(cooperation, page, "norwegian_role", "how_to_take_part"), *countries,
        names_of(cooperation.public_bodies, page),
        names_of([whole] if whole and whole.is_public() else [], page),
        shown_address(cooperation.website),
    )  # fmt: skip
    return page_document(cooperation, language, text=text)


SEARCHABLE: tuple[Searchable, ...] = (
    Searchable(
        "network", Network, _("Network"), _("Networks"), _networks, _network, 1.0,
        {
            "services.organisation": ("conveners__key", "memberships__organisation__key"),
            "services.service": "services__key",
            "services.county": "counties__key",
            "guidance.role": "roles__key",
            "networks.network": "predecessors__key",
        },
    ),
    Searchable(
        "meeting", Meeting, _("Meeting"), _("Meetings"), _meetings, _meeting, 0.7,
        {
            "networks.network": ("network__key", "with_networks__key"),
            "networks.cooperation": "cooperation__key",
            "services.organisation": "with_organisations__key",
            "services.county": "network__counties__key",
        },
    ),
    Searchable(
        "case", Case, _("Case of a meeting"), _("Minutes"), _cases, _case, 0.55,
        {"networks.meeting": "meeting__key", "services.organisation": "responsible__key"},
    ),
    Searchable(
        "cooperation", Cooperation, _("Cooperation abroad"), _("Cooperation abroad"),
        _cooperations, _cooperation, 1.0,
        {
            "services.organisation": "organisations__key",
            "networks.cooperation": "part_of__key",
        },
    ),
)  # fmt: skip
