"""The history of an entry in the admin: its versions, what differs, and what was deleted."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from portal.base.accounts import rights
from portal.base.accounts.audit import note
from portal.base.drafts import copies, history, snapshots, versions
from portal.base.drafts.differences import differences
from portal.base.drafts.models import Publication
from portal.base.drafts.paths import label
from portal.base.receipt.receipt import Receipt


class HistoryPages(ModelAdmin):
    """What was public, and what is no more."""

    find_entry: Any
    page: Any
    address: Any

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the versions, who made them and when, and the difference between any two."""
        entry = self.find_entry(request, object_id, "history")
        shown_versions = history.versions_shown(entry)
        older, newer = history.chosen(shown_versions, request.GET)
        found = history.between(type(entry), older, newer)
        return self.page(
            request, "history", entry, _("History: %(name)s") % {"name": entry},
            versions=shown_versions, older=older, newer=newer, differences=found,
            log=history.log_of(entry), may_change=rights.may(request.user, "change", entry),
        )  # fmt: skip

    def receipt_view(self, request: HttpRequest, object_id: str, version: int) -> HttpResponse:
        """Show the receipt that is kept with a version."""
        entry = self.find_entry(request, object_id, "history")
        kept = Publication.objects.filter(
            model=entry._meta.label_lower, object_key=entry.key, revision__version=version
        ).first()
        receipt = Receipt.from_data(kept.receipt) if kept else None
        if kept is None or receipt is None:
            raise Http404
        title = _("The receipt of “%(name)s”") % {"name": entry}
        return self.page(request, "receipt", entry, title, receipt=receipt, kept=kept)

    def restore_view(self, request: HttpRequest, object_id: str, version: int) -> HttpResponse:
        """Make an earlier version the draft; it is public when somebody publishes it."""
        entry = self.find_entry(request, object_id, "restore")
        found = versions.versions_of(type(entry), entry.key).filter(pk=version).first()
        if found is None:
            raise Http404
        if request.method == "POST":
            copies.restore(entry, versions.snapshot_of(found), user=request.user)
            note("restored a version", who=request.user, entry=entry, version=found.pk)
            words = _("The earlier version is the draft now. Check it, and publish it.")
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(self.address(entry, "publish"))
        now = snapshots.take(entry)
        return self.page(
            request, "restore", entry, _("Restore “%(name)s”?") % {"name": entry}, version=found,
            differences=differences(type(entry), now, versions.snapshot_of(found)),
        )  # fmt: skip

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """Show what was deleted, and bring it back as a draft."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        gone = [
            version
            for version in versions.deleted(self.model)
            if rights.may_bring_back(
                request.user, "delete", self.model, versions.snapshot_of(version)
            )
        ]
        if request.method == "POST":
            wanted = next((v for v in gone if str(v.pk) == request.POST.get("version")), None)
            if wanted is None:
                self.message_user(request, _("That is there already."), messages.INFO)
                return HttpResponseRedirect(request.path)
            try:
                entry = copies.bring_back(self.model, wanted, user=request.user)
            except (snapshots.Refused, ValidationError) as problem:
                words = _("It could not be brought back: %(why)s") % {
                    "why": " ".join(refusals(self.model, problem))
                }
                self.message_user(request, words, messages.ERROR)
                return HttpResponseRedirect(request.path)
            words = _("“%(name)s” is back, as a draft.") % {"name": entry}
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(self.address(entry, "change"))
        title = _("Deleted: %(kind)s") % {"kind": self.opts.verbose_name_plural}
        return self.page(request, "deleted", None, title, gone=gone)


def refusals(entry: Any, problem: Exception) -> list[str]:
    """Say what the rules of an entry refuse, each with the field it is about."""
    if isinstance(problem, snapshots.Refused):
        model = entry if isinstance(entry, type) else type(entry)
        told = []
        for where, message in problem.errors:
            name = label(model, where.rstrip("/")) if where.strip("/") else ""
            told.append(f"{name}: {message}" if name else message)
        return told
    return list(getattr(problem, "messages", [str(problem)]))
