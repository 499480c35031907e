"""Import and export of every kind of content in the admin.

Between the check and the import nothing is kept on the server: the page carries the tables
themselves, signed, and the import refuses if the database is no longer what it was when they were
checked.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.base.accounts import rights
from portal.base.accounts.kinds import entries_of
from portal.base.admin_exchange_forms import FORMATS, ExportForm, UploadForm
from portal.base.exchange import (
    BadFile,
    Kind,
    Outcome,
    Report,
    Table,
    all_kinds,
    csv_files,
    import_tables,
    kind_named,
    packed,
    sheet_of,
    workbook,
)
from portal.base.exchange.report import FileReport, spans
from portal.base.exchange.words import counted, differing

SALT = "portal.base.exchange"
MAX_AGE = 60 * 60  # seconds between the check and the import
MAX_TOKEN = 2_400_000  # characters; Django takes forms of up to 2.5 MB
MAX_LINES = 1000  # of each table on the page


class Exchange:
    """The pages of a site for import and export; the lists of content lead to them."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    @property
    def urls(self) -> list[URLPattern]:
        """Return the addresses."""
        view = self.site.admin_view
        return [
            path("exchange/", view(self.page), name="exchange"),
            path("exchange/export/", view(self.export), name="exchange_export"),
            path("exchange/import/", view(self.confirm), name="exchange_import"),
        ]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Offer every kind; take a file in and say what it would do."""
        form = None
        if request.method == "POST":
            if not (into := importable(request.user)):
                raise PermissionDenied
            form = UploadForm(request.POST, request.FILES, kinds=into, label_suffix="")
            if form.is_valid():
                return self._check(request, form.cleaned_data["tables"])
        return self._page(request, form)

    def export(self, request: HttpRequest) -> HttpResponse:
        """Return the chosen kinds: CSV, packed when there are several, or one workbook."""
        form = ExportForm(request.GET, kinds=exportable(request.user), label_suffix="")
        if not form.is_valid():
            return self._page(request, None, form)
        kinds = [kind_named(name) for name in form.cleaned_data["kinds"]]
        try:
            return _download(kinds, form.cleaned_data["format"], request.user)
        except BadFile as error:
            form.add_error("format", str(error))
            return self._page(request, None, form)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Import what was checked."""
        if request.method != "POST":
            return self._back()
        try:
            token = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=MAX_AGE)
            if token["user"] != request.user.pk:
                raise signing.BadSignature
        except signing.BadSignature:
            messages.error(request, _("It is too long since the file was checked. Check it again."))
            return self._back()
        tables = _tables(token["tables"])
        self._require(request, tables)
        with transaction.atomic():
            report = import_tables(tables, write=True, expected=token["digest"], user=request.user)
            if report.written:
                log(request, report)
        if not report.written:
            return self._report(request, tables, report)
        number = report.to_write
        text = ngettext("%d row was imported.", "%d rows were imported.", number) % number
        messages.success(request, text)
        return self._back()

    def _page(
        self, request: HttpRequest, upload: UploadForm | None, export: ExportForm | None = None
    ) -> HttpResponse:
        """Show both forms, as far as the reader may use them."""
        out, into = exportable(request.user), importable(request.user)
        if not out and not into:
            raise PermissionDenied
        chosen = [kind.name for kind in out if kind.name in request.GET.getlist("kinds")]
        initial = {"kinds": chosen, "format": FORMATS[0][0]}
        if out and export is None:
            export = ExportForm(initial=initial, kinds=out, label_suffix="")
        if into and upload is None:
            upload = UploadForm(kinds=into, label_suffix="")
        shown = [form for form in (export, upload) if form is not None]
        context = {"export_form": export if out else None, "form": upload, "shown_forms": shown}
        return self._render(request, "exchange", _("Import and export"), context)

    def _check(self, request: HttpRequest, tables: list[Table]) -> HttpResponse:
        """Say what a file would do."""
        self._require(request, tables)
        report = import_tables(tables, write=False, user=request.user)
        return self._report(request, tables, report)

    def _report(self, request: HttpRequest, tables: list[Table], report: Report) -> HttpResponse:
        """Show what becomes of the rows, and offer to import them if they are all well."""
        token = ""
        if report.to_write and not report.failed:
            content: dict[str, Any] = {"user": request.user.pk, "digest": report.digest}
            content["tables"] = [(t.kind.name, t.name, t.columns, t.rows) for t in tables]
            token = signing.dumps(content, salt=SALT, compress=True)
        context = {
            "report": report,
            "token": token if len(token) <= MAX_TOKEN else "",
            "counts": [(each, counted(each, report.counts[each])) for each in Outcome],
            "sheets": [{"file": file, **lines_of(file)} for file in report.files],
        }
        title = _("Checked file: %s") % ", ".join(file.kind.label for file in report.files)
        return self._render(request, "exchange_report", title, context)

    def _render(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = {**self.site.each_context(request), "title": title}
        return TemplateResponse(request, f"admin/{template}.html", frame | context)

    def _require(self, request: HttpRequest, tables: Iterable[Table]) -> None:
        if not {table.kind for table in tables} <= set(importable(request.user)):
            raise PermissionDenied

    def _back(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:exchange"))


def exportable(user: Any) -> list[Kind]:
    """Return the kinds of which an editor may read some."""
    return [kind for kind in all_kinds() if rights.may(user, "view", model=kind.model)]


def importable(user: Any) -> list[Kind]:
    """Return the kinds of which an editor may change some and make them public."""
    return [
        kind
        for kind in all_kinds()
        if rights.may(user, "change", model=kind.model)
        and (not entries_of(kind.model) or rights.may(user, "publish", model=kind.model))
    ]


def log(request: HttpRequest, report: Report) -> None:
    """Note in each entry's history who imported it."""
    for file in report.files:
        for outcome, flag in ((Outcome.CREATED, ADDITION), (Outcome.CHANGED, CHANGE)):
            if entries := [row.entry for row in file.of(outcome) if row.entry is not None]:
                who: Any = request.user.pk
                LogEntry.objects.log_actions(who, entries, flag, _("Imported from a file."))


def lines_of(file: FileReport) -> dict[str, Any]:
    """Return the lines of the tables on the page, and how many there was no room for."""
    wrong = [(row, problem) for row in file.of(Outcome.ERROR) for problem in row.problems]
    changed = [
        (row, change, *differing(change))
        for row in file.of(Outcome.CHANGED)
        for change in row.changes
    ]
    created = file.of(Outcome.CREATED)
    return {
        "wrong": wrong[:MAX_LINES],
        "changed": changed[:MAX_LINES],
        "created": created[:MAX_LINES],
        "left_out": sum(max(0, len(lines) - MAX_LINES) for lines in (wrong, changed, created)),
        "unchanged": spans([row.number for row in file.of(Outcome.UNCHANGED)]),
    }


def _download(kinds: list[Kind], form: str, user: Any) -> HttpResponse:
    """Return kinds as a file to keep; raises BadFile for what a format has no room for."""
    sheets = [sheet_of(kind, user) for kind in kinds]
    name = kinds[0].name if len(kinds) == 1 else "content"
    if form == "xlsx":
        data, ending = workbook(sheets), "xlsx"
    elif len(kinds) > 1:
        data, ending = packed(csv_files(sheets)), "zip"
    else:
        [data], ending = csv_files(sheets).values(), "csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(data, content_type=_MEDIA_TYPES[ending], headers=headers)


_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def _tables(carried: list[Any]) -> list[Table]:
    """Return the tables that a page carried from the check to the import."""
    return [
        Table(
            kind_named(kind),
            name,
            tuple(columns),
            tuple((number, tuple(cells)) for number, cells in rows),
        )
        for kind, name, columns, rows in carried
    ]
