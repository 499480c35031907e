"""Django's own forms on working copies: what is saved becomes a draft, and nothing public moves.

The form is shown, read, checked and saved inside `staged`, so inlines, files and every rule of the
kinds of content work as they always do; what the database then says is taken as a snapshot, rolled
back, and kept as a draft.
"""

from contextlib import AbstractContextManager
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IS_POPUP_VAR, ActionLocation
from django.contrib.admin.utils import unquote
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.base.accounts import rights
from portal.base.accounts.kinds import entries_of, entry_of
from portal.base.drafts import copies, snapshots
from portal.base.drafts.differences import differences
from portal.base.drafts.models import WorkingCopy
from portal.base.drafts.snapshots import Snapshot
from portal.base.drafts.stage import scratch, staged
from portal.base.drafts.written import show_written
from portal.base.files import StoredFile
from portal.base.publishing import Publishable, State

BASE = "_base"  # the field with what the editor saw, signed
SALT = "portal.base.drafts"
PUBLISH = "_publish"


def sign(entry: Publishable, snapshot: Snapshot) -> str:
    """Return what an editor sees as a text that comes back with the form."""
    return signing.dumps([entry._meta.label_lower, entry.key, snapshot], salt=SALT, compress=True)


def read_base(text: str, entry: Publishable) -> Snapshot | None:
    """Return what the editor saw when the form was opened, or None."""
    try:
        label, key, snapshot = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return snapshot if [label, key] == [entry._meta.label_lower, entry.key] else None


class DraftForms(ModelAdmin):
    """The change form of an entry, or of a part on a page of its own."""

    change_form_template = "admin/drafts/change_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save the form on the working copy."""
        if object_id is None and issubclass(self.model, Publishable):
            return super().changeform_view(request, object_id, form_url, extra_context)
        entry = self._entry(request, object_id) if object_id is not None else None
        if object_id is not None and entry is None:
            if BASE in request.POST:
                return show_written(self, request)
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            return self._save_draft(request, entry, object_id, form_url, extra_context)
        copy = copies.current(entry) if entry is not None else None
        context = (extra_context or {}) | self.copy_context(request, entry, copy)
        with self._on(entry, None):
            if entry is not None:
                context["base"] = sign(
                    entry, copies.latest(copy) if copy else snapshots.take(entry)
                )
            response = super().changeform_view(request, object_id, form_url, context)
            return _rendered(response)

    def _save_draft(
        self,
        request: Any,
        entry: Publishable | None,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        """Take what the form makes of what the editor saw, and keep it as a draft."""
        base = read_base(request.POST.get(BASE, ""), entry) if entry is not None else None
        copy = copies.current(entry) if entry is not None else None
        if entry is not None and base is None:
            base = copies.latest(copy) if copy else snapshots.take(entry)
        context = (extra_context or {}) | self.copy_context(request, entry, copy)
        request.taken = None
        request.known_files = snapshots.digests(base) if base else set()
        with self._on(entry, base):
            if entry is not None and base is not None:
                context["base"] = sign(entry, base)
            response = super().changeform_view(request, object_id, form_url, context)
            if request.taken is None:
                return _rendered(response)
        return self._keep(request, base)

    def _on(self, entry: Publishable | None, base: Snapshot | None) -> AbstractContextManager[Any]:
        return staged(entry, base) if entry is not None else scratch()

    def _keep(self, request: Any, base: Snapshot | None) -> HttpResponse:
        """Keep what was taken from the form, and tell the editor what became of it."""
        label, key, mine, files = request.taken
        with transaction.atomic():
            entry = label._base_manager.select_for_update().filter(key=key).first()
            if entry is None:
                return show_written(self, request)
            base = base if base is not None else snapshots.take(entry)
            saved = copies.save(entry, mine, user=request.user, base=base, files=files)
        if saved.conflicts and saved.draft is not None:
            return HttpResponseRedirect(self.address(entry, "choose", saved.draft.pk))
        self._tell(request, entry, saved, base)
        if PUBLISH in request.POST:
            return HttpResponseRedirect(self.address(entry, "publish"))
        if "_save" in request.POST:
            return HttpResponseRedirect(reverse(self._name("changelist")))
        if "_addanother" in request.POST:
            return HttpResponseRedirect(reverse(self._name("add")))
        return HttpResponseRedirect(request.get_full_path())

    def _tell(self, request: Any, entry: Publishable, saved: copies.Saved, base: Snapshot) -> None:
        """Say what was saved, and what others had saved meanwhile."""
        if saved.others is not None:
            names = [each.label for each in differences(type(entry), base, saved.others)]
            words = _("Somebody else saved at the same time: %(fields)s. Both changes are kept.")
            self.message_user(request, words % {"fields": ", ".join(names)}, messages.WARNING)
        if saved.draft is None:
            self.message_user(request, _("Nothing was changed."), messages.INFO)
            return
        words = _("The draft of “%(name)s” is saved.") % {"name": entry}
        if entry.state == State.PUBLISHED:
            words = f"{words} {_('What is public stays as it is until you publish.')}"
        self.message_user(request, words, messages.SUCCESS)
        if saved.reopened:
            words = _("It waited for approval, or had a time to be published. Do that again.")
            self.message_user(request, words, messages.WARNING)

    def _name(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"

    def address(self, entry: Publishable, page: str, *more: Any) -> str:
        """Return the address of one of an entry's pages in the admin."""
        meta = entry._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[entry.pk, *more])

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        """Take what the form has made, before it is rolled back."""
        request.taken = self._take(request, obj)
        return HttpResponseRedirect("")

    def response_add(self, request: Any, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """Take a new part; a new entry is a draft that nobody sees, and stays as it is."""
        if isinstance(obj, Publishable):
            copies.begin(obj, user=request.user)
            if PUBLISH in request.POST and IS_POPUP_VAR not in request.POST:
                return HttpResponseRedirect(self.address(obj, "publish"))
            return super().response_add(request, obj, post_url_continue)
        request.taken = self._take(request, obj)
        return HttpResponseRedirect("")

    def _take(self, request: Any, obj: Any) -> tuple[type[Any], str, Snapshot, copies.Files]:
        entry = entry_of(obj)
        if entry is None:
            raise ValidationError(_("A part has to belong to something."))
        snapshot = snapshots.take(entry)
        new = snapshots.digests(snapshot) - request.known_files
        stored = StoredFile.objects.filter(sha256__in=new)
        files = {each.sha256: (bytes(each.content), each.media_type) for each in stored}
        return type(entry), entry.key, snapshot, files

    def _entry(self, request: HttpRequest, object_id: str) -> Publishable | None:
        """Return the entry behind a form's number, if it is within somebody's reach.

        A part may be in a working copy only; its number is below zero then.
        """
        number = unquote(object_id)
        obj = self.get_object(request, number)
        if obj is not None:
            return entry_of(obj)
        if issubclass(self.model, Publishable) or not number.startswith("-"):
            return None
        try:
            wanted = int(number)
        except ValueError:
            raise Http404 from None
        model: Any = self.model
        kinds = [kind._meta.label_lower for _path, kind in entries_of(model)]
        for copy in WorkingCopy.objects.active().filter(model__in=kinds):
            if wanted in snapshots.staged_numbers(copies.latest(copy)):
                entry = copies.entry_of(copy)
                return entry if entry and rights.may(request.user, "view", entry) else None
        return None

    def copy_context(
        self, request: HttpRequest, entry: Publishable | None, copy: WorkingCopy | None
    ) -> dict[str, Any]:
        """Return what the form says about the working copy."""
        if entry is None:
            return {"drafts": True}
        last = copy.saves.filter(aside=False).select_related("saved_by").first() if copy else None
        return {
            "drafts": True,
            "entry": entry,
            "is_part": not isinstance(entry, self.model),
            "copy": copy,
            "last_save": last,
            "writers": copies.writers(copy) if copy else [],
            "is_public": entry.state == State.PUBLISHED,
            "publish_url": self.address(entry, "publish"),
            "history_url": self.address(entry, "history"),
            "discard_url": self.address(entry, "discard"),
            "take_off_url": self.address(entry, "take_off"),
            "may_publish": rights.may(request.user, "publish", entry),
        }

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the history of the entry, which is that of its parts as well."""
        entry = self._entry(request, object_id)
        if entry is None:
            return super().history_view(request, object_id, extra_context)
        return HttpResponseRedirect(self.address(entry, "history"))

    def delete_view(
        self, request: Any, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete a part in the working copy; an entry is deleted, and can be brought back."""
        entry = self._entry(request, object_id)
        if entry is None or isinstance(entry, self.model):
            return super().delete_view(request, object_id, extra_context)
        copy = copies.current(entry)
        base = copies.latest(copy) if copy else snapshots.take(entry)
        request.taken = None
        with staged(entry, base):
            response = super().delete_view(request, object_id, extra_context)
            if request.taken is None:
                return _rendered(response)
        self._keep(request, base)
        return HttpResponseRedirect(reverse(self._name("changelist")))

    def delete_model(self, request: Any, obj: Any) -> None:
        """Delete, and take what is left of a part's entry."""
        entry = entry_of(obj)
        super().delete_model(request, obj)
        if entry is not None and entry is not obj:
            request.taken = self._take_entry(entry)

    def _take_entry(self, entry: Publishable) -> Any:
        return type(entry), entry.key, snapshots.take(entry), {}

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Parts are deleted one by one, in the working copy of what they belong to."""
        actions = super().get_actions(request, action_location=action_location)
        if not issubclass(self.model, Publishable):
            actions.pop("delete_selected", None)
        return actions


def _rendered(response: HttpResponse) -> HttpResponse:
    """Render a page while the database still says what it is about."""
    if hasattr(response, "render"):
        response.render()
    return response
