"""When what linked data says of a subject last changed.

A page that is asked for writes nothing. What is said now is held against what was recorded: the
same, and it is as old as its record; other, and it changed today. Periodic work records it.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, RDF

from portal.base.models import ContentChange
from portal.opendata.models import LinkedEdition


def changed(graph: Graph, subjects: Iterable[URIRef], day: dt.date) -> dict[URIRef, dt.date]:
    """Return the day on which what a graph says of each subject last changed, as seen on a day.

    `graph` says none of these days itself. Of what was never recorded, nothing is known but when
    the content as a whole changed.
    """
    return {subject: each.day for subject, each in _now(graph, subjects, day).items()}


def record(graph: Graph, subjects: Iterable[URIRef], day: dt.date) -> int:
    """Write down what is said of each subject, and since when; return how many were other."""
    other = [each for each in _now(graph, subjects, day).values() if each.pk is None]
    LinkedEdition.objects.bulk_create(
        other,
        update_conflicts=True,
        unique_fields=["subject"],
        update_fields=["digest", "day"],
    )
    return len(other)


def _now(graph: Graph, subjects: Iterable[URIRef], day: dt.date) -> dict[URIRef, LinkedEdition]:
    """Return the edition that each subject is in: the one recorded, or a new one."""
    recorded = {each.subject: each for each in LinkedEdition.objects.all()}
    first, editions = _content_changed(day), {}
    for subject, digest in digests(graph, subjects).items():
        known = recorded.get(_short(subject))
        if known is None or known.digest != digest:
            since = first if known is None else day
            known = LinkedEdition(subject=_short(subject), digest=digest, day=since)
        editions[subject] = known
    return editions


def digests(graph: Graph, subjects: Iterable[URIRef]) -> dict[URIRef, str]:
    """Return a mark of what a graph says of each subject and its parts; a catalogue says it all."""
    lines: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, value in graph:
        line = f"{subject.n3()} {predicate.n3()} {value.n3()}"
        lines[str(subject).partition("#")[0]].append(line)
    everything = [line for each in lines.values() for line in each]
    wholes = set(graph.subjects(RDF.type, DCAT.Catalog))
    return {
        subject: _mark(everything if subject in wholes else lines[str(subject)])
        for subject in subjects
    }


def _mark(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _short(subject: URIRef) -> str:
    """Return a name without the portal's address, which may be another tomorrow."""
    return "/" + str(subject).split("/", 3)[3]


def _content_changed(day: dt.date) -> dt.date:
    """Return the day on which any content last changed in public."""
    last = ContentChange.objects.order_by("-pk").values_list("at", flat=True).first()
    return timezone.localdate(last, timezone.get_default_timezone()) if last else day
