"""The papers of meetings: what they are, and where each version of them is fetched."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from networks.models import Case, Paper
from networks.papers import text_address, with_versions
from portal.base.files import StoredFile
from portal.opendata.api.fields import Field, Saying, list_of, named

PAPERS = Field(
    "papers",
    list_of(named("Paper")),
    "The papers, each with all its versions.",
    lambda entry, say: [_paper(paper, say) for paper in entry.papers.all() if _versions(paper)],
    in_lists=False,
)


def of_papers() -> Iterable[Any]:
    """Return what the papers of an entry are read with; no file is."""
    papers = Paper.objects.select_related("case").prefetch_related(with_versions())
    return (Prefetch("papers", papers),)


def short_case(case: Case, say: Saying) -> dict[str, Any]:
    """Return a case as it is told where something names it."""
    return {"key": case.key, "number": case.number, "name": say.text(case, "name")}


def _versions(paper: Any) -> list[Any]:
    return list(paper.versions.all())


def _paper(paper: Any, say: Saying) -> dict[str, Any]:
    return {
        "key": paper.key,
        "kind": paper.kind,
        "title": {"text": paper.title, "lang": paper.language},
        "picture_shows": _in_its_language(paper.alternative, paper),
        "case": paper.case and short_case(paper.case, say),
        "versions": [_version(version, say) for version in _versions(paper)],
    }


def _in_its_language(text: str, paper: Paper) -> dict[str, str] | None:
    return {"text": text, "lang": paper.language} if text else None


def _version(version: Any, say: Saying) -> dict[str, Any]:
    """Return a version that comes from stored_versions."""
    return {
        "number": version.number,
        "added_at": version.added_at.isoformat(),
        "file": _file(version.file, version.get_absolute_url(), say),
        "pdf": version.pdf and _file(version.pdf, version.get_pdf_url(), say),
        "text": say.address(text_address(version)) if version.has_text else None,
    }


def _file(stored: StoredFile, url: str, say: Saying) -> dict[str, Any]:
    return {"url": say.address(url), "media_type": stored.media_type, "bytes": stored.size}
