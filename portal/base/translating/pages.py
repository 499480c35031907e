"""The admin's pages about languages: the mix, what is outdated or missing, files for translators.

Between the check of a file and its import nothing is kept on the server: the page carries what the
file says, signed, and nothing is written if the entries are no longer what they were.
"""

import dataclasses
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.base.accounts import rights
from portal.base.accounts.audit import note
from portal.base.content import entry_named
from portal.base.languages import language_name
from portal.base.models import ContentChange
from portal.base.publishing import Publishable
from portal.base.translating import importing, standing, texts, xliff
from portal.base.translating.forms import ExportForm, UploadForm
from portal.base.translating.mix import mix
from portal.base.translating.what_changed import what_changed

SALT = "portal.base.translating"
MAX_AGE = 60 * 60  # seconds between the check and the import
MAX_TOKEN = 2_400_000  # characters; Django takes forms of up to 2.5 MB
MAX_LINES = 500  # of each table on the page
MAX_MISSING = 100  # entries of each kind on the page


class LanguagePages:
    """The pages of a site about languages."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    @property
    def urls(self) -> list[URLPattern]:
        """Return the addresses."""
        view = self.site.admin_view
        entry = "languages/<str:label>/<slug:key>/"
        return [
            path("languages/", view(self.page), name="languages"),
            path("languages/export/", view(self.export), name="languages_export"),
            path("languages/import/", view(self.confirm), name="languages_import"),
            path(entry, view(self.entry), name="languages_entry"),
            path(f"{entry}right/", view(self.right), name="languages_right"),
        ]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Show how the languages stand; take a file in and say what it would do."""
        upload = None
        if request.method == "POST":
            if not translatable(request.user):
                raise PermissionDenied
            upload = UploadForm(request.POST, request.FILES, label_suffix="")
            if upload.is_valid():
                return self._check(request, upload)
        return self._page(request, upload=upload)

    def export(self, request: HttpRequest) -> HttpResponse:
        """Return the chosen texts as one file."""
        kinds = visible(request.user)
        if not kinds:
            raise PermissionDenied
        form = ExportForm(request.GET, kinds=kinds, label_suffix="")
        if not form.is_valid():
            return self._page(request, export=form)
        choice = form.choice(lambda rows: rights.limit(rows, request.user))
        found = list(texts.entries(choice))
        if not found:
            messages.info(request, _("There is nothing to translate in what you chose."))
            return self._back()
        data = xliff.write(found, choice.source, choice.target)
        name = f"{choice.source}-{choice.target}-{timezone.localdate():%Y-%m-%d}.xlf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(data, content_type=xliff.MEDIA_TYPE, headers=headers)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Put what was checked into working copies."""
        if request.method != "POST":
            return self._back()
        try:
            token = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=MAX_AGE)
            if token["user"] != request.user.pk:
                raise signing.BadSignature
        except signing.BadSignature:
            messages.error(request, _("It is too long since the file was checked. Check it again."))
            return self._back()
        units = tuple(xliff.Unit(*values) for values in token["units"])
        document = xliff.Document(token["source"], token["target"], units)
        report = importing.write(document, user=request.user, expected=token["digest"])
        if not report.written:
            return self._report(request, report, moved_on=True)
        words = ngettext(
            "%d translation was put into a working copy. Publish it when it is right.",
            "%d translations were put into working copies. Publish them when they are right.",
            report.written,
        )
        messages.success(request, words % report.written)
        return self._back()

    def entry(self, request: HttpRequest, label: str, key: str) -> HttpResponse:
        """Show what has changed in the source of an entry's translations."""
        entry = find(label, key)
        if not rights.may(request.user, "view", entry):
            raise PermissionDenied
        right = rights.may(request.user, "publish", entry)
        context = {
            "entry": entry,
            "left": what_changed(entry),
            "change_url": self._change_url(entry),
            "right_url": reverse("admin:languages_right", args=[label, key]) if right else "",
        }
        return self._render(request, "entry", str(entry), context)

    def right(self, request: HttpRequest, label: str, key: str) -> HttpResponse:
        """Note that a translation is right as it is, although its source has changed."""
        entry = find(label, key)
        if request.method != "POST" or not rights.may(request.user, "publish", entry):
            raise PermissionDenied
        language, slot = request.POST.get("language", ""), request.POST.get("path", "")
        with transaction.atomic():
            row = type(entry)._base_manager.select_for_update().get(pk=entry.pk)
            if row.behind.get(language, {}).pop(slot, None) is not None:
                behind = {code: left for code, left in row.behind.items() if left}
                type(entry)._base_manager.filter(pk=entry.pk).update(behind=behind)
                note("said a translation is right", who=request.user, entry=entry,
                     language=language, path=slot)  # fmt: skip
                ContentChange.tell(row)
                messages.success(request, _("The translation stands as right as it is."))
        return HttpResponseRedirect(reverse("admin:languages_entry", args=[label, key]))

    def _page(
        self, request: HttpRequest, *, upload: Any = None, export: Any = None
    ) -> HttpResponse:
        """Show the whole page, perhaps with a form that has errors."""
        kinds = visible(request.user)
        if not kinds:
            raise PermissionDenied
        if upload is None and translatable(request.user):
            upload = UploadForm(label_suffix="")

        def within(rows: models.QuerySet) -> models.QuerySet:
            return rights.limit(rows, request.user)

        outdated = standing.outdated(kinds, within)
        missing = standing.missing(kinds, within)
        context = {
            "mix": mix(),
            "outdated": [(each, self._change_url(each.entry)) for each in outdated[:MAX_LINES]],
            "outdated_more": max(0, len(outdated) - MAX_LINES),
            "missing": [self._shown(kind) for kind in missing],
            "export": export or ExportForm(kinds=kinds, label_suffix=""),
            "upload": upload,
        }
        return self._render(request, "page", _("Languages"), context)

    def _shown(self, kind: standing.Missing) -> tuple[standing.Missing, list[Any], int]:
        """Return the entries of a kind there is room for, with their forms, and how many more."""
        entries = [(each, self._change_url(each.entry)) for each in kind.entries[:MAX_MISSING]]
        return kind, entries, max(0, len(kind.entries) - MAX_MISSING)

    def _check(self, request: HttpRequest, upload: Any) -> HttpResponse:
        """Say what a file would do."""
        try:
            report = importing.check(upload.cleaned_data["file"], user=request.user)
        except xliff.BadFile as error:
            upload.add_error("file", str(error))
            return self._page(request, upload=upload)
        return self._report(request, report)

    def _report(
        self, request: HttpRequest, report: importing.Report, *, moved_on: bool = False
    ) -> HttpResponse:
        """Show what becomes of each text, and offer to write if they are all well."""
        token = ""
        if report.to_write and not report.failed:
            document = report.document
            content = {
                "user": request.user.pk,
                "digest": report.digest,
                "source": document.source,
                "target": document.target,
                "units": [dataclasses.astuple(verdict.unit) for verdict in report.verdicts],
            }
            token = signing.dumps(content, salt=SALT, compress=True)
        refused = report.of(importing.Outcome.REFUSED)
        context = {
            "report": report,
            "moved_on": moved_on,
            "token": token if len(token) <= MAX_TOKEN else "",
            "target": report.document.target,
            "language": language_name(report.document.target),
            "refused": refused[:MAX_LINES],
            "warned": report.warned[:MAX_LINES],
            "written": report.to_write[:MAX_LINES],
            "left_out": max(0, len(report.to_write) - MAX_LINES) + max(0, len(refused) - MAX_LINES),
        }
        return self._render(request, "report", _("Checked translations"), context)

    def _render(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = {**self.site.each_context(request), "title": title}
        return TemplateResponse(request, f"admin/languages/{template}.html", frame | context)

    def _change_url(self, entry: models.Model) -> str:
        """Return the address of an entry's form."""
        if not self.site.is_registered(type(entry)):
            return ""
        meta = entry._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])

    def _back(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:languages"))


def visible(user: Any) -> list[type[models.Model]]:
    """Return the kinds of content that somebody may see some of."""
    return [model for model in standing.kinds() if rights.may(user, "view", model=model)]


def translatable(user: Any) -> list[type[models.Model]]:
    """Return the kinds of content that somebody may translate some of."""
    return [model for model in standing.kinds() if rights.may(user, "translate", model=model)]


def find(label: str, key: str) -> Any:
    """Return the entry of an address; raises Http404."""
    entry = entry_named(label, key)
    if not isinstance(entry, Publishable) or entry._meta.label_lower != label:
        raise Http404
    return entry
