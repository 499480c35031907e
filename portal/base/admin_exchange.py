"""Import and export of centres, sites, contacts and hours in the admin.

Between the check and the import nothing is kept on the server: the page carries the file itself,
signed, and the import refuses if the database is no longer what it was when the file was checked.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from services.exchange import (
    KINDS,
    BadFile,
    Kind,
    Outcome,
    Report,
    Table,
    import_tables,
    kind_named,
    read_table,
)
from services.exchange.files import MAX_BYTES, parse, too_big
from services.exchange.imports import export
from services.exchange.report import FileReport, spans
from services.exchange.words import counted, differing

SALT = "services.exchange"
MAX_AGE = 60 * 60  # seconds between the check and the import
MAX_TOKEN = 2_400_000  # characters; Django takes forms of up to 2.5 MB
MAX_LINES = 1000  # of each table on the page


class UploadForm(forms.Form):
    """A file, and what its rows are where the columns do not tell."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("At most 5 MB and 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What the rows are"),
        help_text=gettext_lazy("The names of the columns mostly tell."),
        required=False,
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("As the columns tell")),
            *[(kind.name, kind.label) for kind in kinds],
        ]

    def clean(self) -> dict[str, Any]:
        """Read the file."""
        cleaned = super().clean() or self.cleaned_data
        if not (file := cleaned.get("file")) or "kind" in self.errors:
            return cleaned
        try:
            if file.size > MAX_BYTES:
                raise BadFile(too_big())
            kind = kind_named(cleaned["kind"]) if cleaned["kind"] else None
            cleaned["table"] = read_table(file.read(), file.name, kind)
        except BadFile as error:
            self.add_error("file", str(error))
        return cleaned


class Exchange:
    """The pages, hung under the list of career centres."""

    def __init__(self, model_admin: admin.ModelAdmin) -> None:
        self.site = model_admin.admin_site
        self.opts = model_admin.opts

    @property
    def urls(self) -> list[URLPattern]:
        """Return the addresses, to stand before those of the entries."""
        view, name = self.site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("exchange/", view(self.page), name=f"{name}_exchange"),
            path("exchange/import/", view(self.confirm), name=f"{name}_import"),
            path("exchange/<slug:kind>.csv", view(self.download), name=f"{name}_export"),
        ]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Offer the files; take one in and say what it would do."""
        out, into = exportable(request), importable(request)
        if not out and not into:
            raise PermissionDenied
        posted = request.method == "POST"
        if posted and not into:
            raise PermissionDenied
        form = UploadForm(
            *((request.POST, request.FILES) if posted else ()), kinds=into, label_suffix=""
        )
        if posted and form.is_valid():
            return self._check(request, form.cleaned_data["table"])
        files = [(kind, kind.model._default_manager.count()) for kind in out]
        context = {"files": files, "form": form if into else None}
        return self._render(request, "exchange", _("Import and export"), context)

    def download(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Return the file of a kind."""
        found = next((each for each in KINDS if each.name == kind), None)
        if found is None:
            raise Http404
        if found not in exportable(request):
            raise PermissionDenied
        data, _number = export(found)
        headers = {"Content-Disposition": f'attachment; filename="{found.name}.csv"'}
        return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)

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
        kind = kind_named(token["kind"])
        table = parse(token["text"], token["name"], kind)
        self._require(request, kind)
        with transaction.atomic():
            report = import_tables([table], write=True, expected=token["digest"])
            if report.written:
                log(request, report)
        if not report.written:
            return self._report(request, table, report)
        number = report.to_write
        text = ngettext("%d row was imported.", "%d rows were imported.", number) % number
        messages.success(request, text)
        return self._back()

    def _check(self, request: HttpRequest, table: Table) -> HttpResponse:
        """Say what a file would do."""
        self._require(request, table.kind)
        return self._report(request, table, import_tables([table], write=False))

    def _report(self, request: HttpRequest, table: Table, report: Report) -> HttpResponse:
        """Show what becomes of the rows, and offer to import them if they are all well."""
        token = ""
        if report.to_write and not report.failed:
            content = {"user": request.user.pk, "kind": table.kind.name, "name": table.name}
            content |= {"text": table.text, "digest": report.digest}
            token = signing.dumps(content, salt=SALT, compress=True)
        context = {
            "report": report,
            "table": table,
            "token": token if len(token) <= MAX_TOKEN else "",
            "counts": [(each, counted(each, report.counts[each])) for each in Outcome],
            **lines_of(report.files[0]),
        }
        title = _("Checked file: %s") % table.kind.label
        return self._render(request, "exchange_report", title, context)

    def _render(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = {**self.site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/services/{template}.html", frame | context)

    def _require(self, request: HttpRequest, kind: Kind) -> None:
        if kind not in importable(request):
            raise PermissionDenied

    def _back(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:services_careercentre_exchange"))


def exportable(request: HttpRequest) -> list[Kind]:
    """Return the kinds that an editor may read."""
    return [kind for kind in KINDS if _may(request, kind, "view") or _may(request, kind, "change")]


def importable(request: HttpRequest) -> list[Kind]:
    """Return the kinds that an editor may both change and make."""
    return [kind for kind in KINDS if _may(request, kind, "change") and _may(request, kind, "add")]


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


def _may(request: HttpRequest, kind: Kind, action: str) -> bool:
    """Tell whether an editor may do something to the entries of a kind."""
    meta = kind.model._meta
    return request.user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")
