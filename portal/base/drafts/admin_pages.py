"""The admin pages around a working copy: receipt and publish, choosing, throwing away."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.base.accounts import rights
from portal.base.drafts import copies, previews, publication, snapshots, versions, withdrawing
from portal.base.drafts.admin_history import HistoryPages, refusals
from portal.base.drafts.differences import differences
from portal.base.drafts.forms import ChoiceForm, PublishForm
from portal.base.drafts.merging import Merge, merge, take
from portal.base.drafts.models import Draft, WorkingCopy
from portal.base.drafts.paths import flat, label, shown, whole
from portal.base.drafts.stage import staged
from portal.base.publishing import Publishable, State
from portal.base.receipt.examine import examine

# Who only translates writes in the draft and shows it around, but does not decide over all of it.
TAKES = {"write": ("change", "translate"), "discard": ("change",), "restore": ("change",)}


class DraftPages(HistoryPages, ModelAdmin):
    """What an entry's admin has besides its form."""

    def get_urls(self) -> list[Any]:
        """Add the pages before Django's own, which take any address."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        ways: dict[str, tuple[str, Any]] = {
            "deleted": ("deleted/", self.deleted_view),
            "publish": ("<path:object_id>/publish/", self.publish_view),
            "discard": ("<path:object_id>/discard/", self.discard_view),
            "take_off": ("<path:object_id>/take-off/", self.take_off_view),
            "choose": ("<path:object_id>/choose/<int:draft>/", self.choose_view),
            "receipt": ("<path:object_id>/receipt/<int:version>/", self.receipt_view),
            "restore": ("<path:object_id>/restore/<int:version>/", self.restore_view),
        }
        pages: list[Any] = [
            path(address, self.admin_site.admin_view(view), name=f"{name}_{page}")
            for page, (address, view) in ways.items()
        ]
        return [*pages, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say whether somebody may see what was deleted."""
        may = {"has_delete_permission": self.has_delete_permission(request)}
        return super().changelist_view(request, may | (extra_context or {}))

    def find_entry(self, request: HttpRequest, object_id: str, action: str) -> Any:
        """Return the entry of an address; raises Http404 and PermissionDenied."""
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404
        if not any(rights.may(request.user, each, entry) for each in TAKES.get(action, (action,))):
            raise PermissionDenied
        return entry

    def page(
        self,
        request: HttpRequest,
        name: str,
        entry: Any,
        title: str,
        status: int = 200,
        **more: Any,
    ) -> TemplateResponse:
        """Render one of the pages, at once: what it shows may be about to be rolled back."""
        context = self.admin_site.each_context(request) | {
            "title": title,
            "opts": self.opts,
            "entry": entry,
            "original": entry,
            "media": self.media,
            **more,
        }
        response = TemplateResponse(request, f"admin/drafts/{name}.html", context, status=status)
        response.render()
        return response

    # Publish

    def publish_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the receipt; publish now, at a time, or ask somebody else to."""
        entry = self.find_entry(request, object_id, "write")
        copy = copies.current(entry)
        if copy is None and entry.state == State.DRAFT:
            copy = copies.begin(entry, user=request.user)
        if copy is None:
            return self._nothing_to_publish(request, entry)
        merged = _with_what_is_public(entry, copy)
        if merged.conflicts:
            draft: Any = copy.saves.filter(aside=False).first()
            return HttpResponseRedirect(self.address(entry, "choose", draft.pk))
        form = PublishForm(
            request.POST or None, copy=copy, initial={"number": publication.number_of(copy)}
        )
        if request.method == "POST" and form.is_valid():
            response = self._act(request, entry, copy, form)
            if response is not None:
                return response
        return self._receipt(request, entry, copy, merged, form)

    def _act(
        self, request: HttpRequest, entry: Any, copy: WorkingCopy, form: PublishForm
    ) -> HttpResponse | None:
        """Do what the button says; None when the page is to be shown again."""
        number, moment = form.cleaned_data["number"], form.cleaned_data["publish_at"]
        if "_ask" not in request.POST and not rights.may(request.user, "publish", entry):
            raise PermissionDenied
        form.keep(copy)
        try:
            if "_ask" in request.POST:
                publication.ask_for_approval(copy, user=request.user)
                words = _("“%(name)s” waits for somebody else to publish it.")
            elif moment is not None:
                publication.schedule(copy, moment, user=request.user, number=number)
                words = _("“%(name)s” will be published at %(moment)s.")
            else:
                publication.publish(copy, user=request.user, number=number)
                words = _("“%(name)s” is published.")
        except publication.AlreadyDone:
            return self._nothing_to_publish(request, entry)
        except publication.Changed:
            words = _("The draft was changed after you saw the receipt. This is the new receipt.")
            self.message_user(request, words, messages.WARNING)
            return HttpResponseRedirect(request.get_full_path())
        except publication.Crossed:
            return HttpResponseRedirect(request.get_full_path())
        except publication.NeedsSecondPerson as problem:
            form.add_error(None, str(problem))
            return None
        except publication.Blocked:
            form.add_error(None, _("The receipt has errors. Mend them, and publish then."))
            return None
        except (snapshots.Refused, ValidationError) as problem:
            for message in refusals(entry, problem):
                form.add_error(None, message)
            return None
        told = date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""
        entry = type(entry)._base_manager.get(pk=entry.pk)
        self.message_user(request, words % {"name": entry, "moment": told}, messages.SUCCESS)
        return HttpResponseRedirect(self.address(entry, "change"))

    def _nothing_to_publish(self, request: HttpRequest, entry: Any) -> HttpResponse:
        """Say that nothing is left to publish, perhaps because of the same person's first click."""
        last = versions.latest(type(entry), entry.key)
        words = _("There is no draft of “%(name)s” to publish.") % {"name": entry}
        if last is not None:
            moment = date_format(timezone.localtime(last.revision.date_created), "DATETIME_FORMAT")
            who = last.revision.user or _("the portal itself")
            more = _("It was last published at %(moment)s by %(who)s.")
            words = f"{words} {more % {'moment': moment, 'who': who}}"
        self.message_user(request, words, messages.INFO)
        return HttpResponseRedirect(self.address(entry, "change"))

    def _receipt(
        self, request: HttpRequest, entry: Any, copy: WorkingCopy, merged: Merge, form: PublishForm
    ) -> HttpResponse:
        """Show what would be published, and what is to be said about it."""
        live = snapshots.take(entry)
        before = live if entry.state == State.PUBLISHED else None
        after = whole(merged.merged, type(entry))
        problems: list[str] = []
        receipt, told = None, []
        why_not = publication.stops(request.user, copy, entry)
        try:
            with staged(entry, after, public=True) as draft:
                told = publication.tell_what_follows(draft, before)
                receipt = examine(draft, before, now=timezone.now())
                return self.page(
                    request, "publish", entry, _("Check and publish: %(name)s") % {"name": draft},
                    status=400 if form.errors else 200,
                    copy=copy, form=form, receipt=receipt, told=told, problems=problems,
                    is_public=before is not None,
                    differences=differences(type(entry), live, after) if before else [],
                    may_publish=rights.may(request.user, "publish", entry) and not why_not,
                    why_not=why_not, writers=copies.writers(copy),
                    previews=previews.addresses(entry),
                )  # fmt: skip
        except (snapshots.Refused, ValidationError) as problem:
            problems = refusals(entry, problem)
        return self.page(
            request, "publish", entry, _("Check and publish: %(name)s") % {"name": entry},
            status=400, copy=copy, form=form, receipt=receipt, told=told, problems=problems,
        )  # fmt: skip

    # Choosing between two people's changes

    def choose_view(self, request: HttpRequest, object_id: str, draft: int) -> HttpResponse:
        """Let an editor choose where two people have changed the same; all three texts are kept."""
        entry = self.find_entry(request, object_id, "write")
        found = Draft.objects.filter(pk=draft, copy__in=WorkingCopy.objects.of(entry).active())
        kept = found.select_related("copy").first()
        if kept is None:
            self.message_user(request, _("There is nothing left to choose."), messages.INFO)
            return HttpResponseRedirect(self.address(entry, "change"))
        base, mine, theirs = copies.sides(entry, kept)
        merged = merge(flat(base), flat(mine), flat(theirs))
        form = ChoiceForm(request.POST or None, conflicts=merged.conflicts)
        if not merged.conflicts or (request.method == "POST" and form.is_valid()):
            chosen = dict(merged.merged)
            for number, conflict in enumerate(merged.conflicts):
                side = mine if form.cleaned_data[f"choice_{number}"] == "mine" else theirs
                take(chosen, conflict.path, flat(side))
            copies.settle(entry, kept, chosen, user=request.user)
            self.message_user(request, _("What you chose is saved as a draft."), messages.SUCCESS)
            return HttpResponseRedirect(self.address(entry, "change"))
        model = type(entry)
        rows = [
            {
                "label": label(model, conflict.path, flat(mine), flat(theirs)),
                "was": shown(model, conflict.path, conflict.base),
                "mine": shown(model, conflict.path, conflict.mine),
                "theirs": shown(model, conflict.path, conflict.theirs),
                "field": form[f"choice_{number}"],
            }
            for number, conflict in enumerate(merged.conflicts)
        ]
        return self.page(
            request, "choose", entry, _("Two people changed “%(name)s”") % {"name": entry},
            status=400 if form.errors else 200, form=form, rows=rows, aside=kept.aside,
        )  # fmt: skip

    def discard_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and throw the working copy away."""
        entry = self.find_entry(request, object_id, "discard")
        copy = copies.current(entry)
        if copy is None or entry.state == State.DRAFT:
            return HttpResponseRedirect(self.address(entry, "change"))
        if request.method == "POST":
            copies.discard(copy, user=request.user)
            words = _("The draft of “%(name)s” is thrown away.") % {"name": entry}
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(self.address(entry, "change"))
        found = differences(type(entry), snapshots.take(entry), copies.latest(copy))
        title = _("Throw the draft of “%(name)s” away?") % {"name": entry}
        return self.page(
            request, "discard", entry, title, differences=found, writers=copies.writers(copy)
        )

    def take_off_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and take an entry off the portal."""
        entry = self.find_entry(request, object_id, "publish")
        if request.method == "POST":
            withdrawing.take_off(entry, user=request.user)
            words = _("“%(name)s” is off the portal, and a draft again.") % {"name": entry}
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(self.address(entry, "change"))
        title = _("Take “%(name)s” off the portal?") % {"name": entry}
        return self.page(request, "take_off", entry, title, copy=copies.current(entry))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete an entry, its last version kept."""
        if isinstance(obj, Publishable):
            withdrawing.delete(obj, user=request.user)
        else:
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete entries, the last version of each kept."""
        for entry in queryset:
            withdrawing.delete(entry, user=request.user)


def _with_what_is_public(entry: Publishable, copy: WorkingCopy) -> Merge:
    """Return the draft put together with what became public after it was begun."""
    return merge(flat(copy.base), flat(copies.latest(copy)), flat(snapshots.take(entry)))
