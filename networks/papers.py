"""The papers of a meeting as a page lists them, new versions of them, and what is left behind."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from networks.models import Case, Meeting, Paper, PaperVersion
from portal.base.documents import OF_TYPE
from portal.base.files import StoredFile
from portal.base.uploads import Upload
from services.spoken import language_name


@dataclass(frozen=True)
class PaperFile:
    """A file to fetch: its address, its format and its size in the reader's language."""

    url: str
    format: str
    size: str
    media_type: str


@dataclass(frozen=True)
class Version:
    """One version of a paper, with the same as PDF and as text where there is one."""

    number: int
    added_at: dt.datetime
    file: PaperFile
    pdf: PaperFile | None
    text_url: str


@dataclass(frozen=True)
class ShownPaper:
    """A paper with what is current and what was there before, the latest first."""

    paper: Paper
    current: Version
    earlier: tuple[Version, ...]

    @property
    def language_name(self) -> str:
        """Return what the reader calls the language of the paper."""
        return language_name(self.paper.language)


def papers_of(meeting: Meeting, case: Case | None = None) -> list[ShownPaper]:
    """Return the papers of a meeting, or of one of its cases, each with all its versions.

    One query, whatever the number of papers; it reads no file.
    """
    kept = stored_versions().filter(paper__meeting=meeting)
    if case is not None:
        kept = kept.filter(paper__case=case)
    kept = kept.defer("text", "file__content", "pdf__content").select_related("paper__case")
    shown = []
    for _number, found in groupby(kept, key=lambda version: version.paper_id):
        versions = list(found)
        paper = versions[0].paper
        if paper.case is not None:
            paper.case.meeting = meeting
        current, *earlier = (shown_version(version) for version in versions)
        shown.append(ShownPaper(paper, current, tuple(earlier)))
    return shown


def stored_versions() -> QuerySet[PaperVersion]:
    """Return versions of papers, the latest first, without the bytes of their files."""
    versions = PaperVersion.objects.select_related("file", "pdf")
    return versions.defer("file__content", "pdf__content").annotate(has_text=~Q(text=""))


def with_versions() -> Prefetch:
    """Return what a list of papers has to fetch, in one query."""
    return Prefetch("versions", stored_versions())


def shown_version(version: Any) -> Version:
    """Return a version as a page shows it; it has to come from stored_versions."""
    file = _file(version.file, version.get_absolute_url())
    pdf = version.pdf and _file(version.pdf, version.get_pdf_url())
    text_url = text_address(version) if version.has_text else ""
    return Version(version.number, version.added_at, file, pdf, text_url)


def _file(stored: StoredFile, url: str) -> PaperFile:
    form = OF_TYPE.get(stored.media_type)
    label = form.label if form else stored.media_type
    return PaperFile(url, label, filesizeformat(stored.size), stored.media_type)


def text_name(version: PaperVersion) -> str:
    """Return the name under which the same as text is read."""
    return f"{version.file_name.rpartition('.')[0]}.html"


def text_address(version: PaperVersion) -> str:
    """Return the address of the same as text."""
    return reverse(
        "networks:paper_file", args=[version.paper.key, version.number, text_name(version)]
    )


@transaction.atomic
def add_version(
    paper: Paper, *, file: Upload | None = None, pdf: Upload | None = None, text: str = ""
) -> PaperVersion:
    """Store a new version of a paper and return it; what came before is kept.

    Without a new file the one there is, and its PDF unless that is new, go on in the new version; a
    new file does not take over the PDF of the old one. What changes nothing is no new version.
    """
    Paper.objects.select_for_update().get(pk=paper.pk)  # two editors count one after the other
    last = PaperVersion.objects.filter(paper=paper).order_by("-number").first()
    new = PaperVersion(paper=paper, number=last.number + 1 if last else 1, text=text)
    if file is not None:
        new.file, new.file_name = _keep(file), file.name
    elif last is not None:
        new.file_id, new.file_name, new.pdf_id = last.file_id, last.file_name, last.pdf_id
    else:
        raise ValueError("The first version of a paper needs a file.")
    if pdf is not None:
        new.pdf = _keep(pdf)
    same = ("file_id", "file_name", "pdf_id", "text")
    if last is not None and all(getattr(new, name) == getattr(last, name) for name in same):
        return last
    new.save()
    return new


def _keep(upload: Upload) -> StoredFile:
    return StoredFile.keep(upload.document.content, upload.document.format.media_type)


@receiver(post_delete, sender=PaperVersion)
def _forget_files(instance: PaperVersion, **_more: Any) -> None:
    """Delete the files of a deleted version in the same transaction, unless another has them.

    So also when a paper is deleted, or a whole meeting: what an editor deletes is gone, and no
    command has to be run. The admin, which imports this module, is loaded wherever models are.
    """
    StoredFile.drop_unused([instance.file_id, instance.pdf_id])
