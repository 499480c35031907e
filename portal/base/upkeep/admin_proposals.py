"""Questions to owners in the admin: asking, the link to copy, and what owners propose."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.base.accounts import rights
from portal.base.admin_lists import FoldedSearch, ToCheckFilter
from portal.base.content import content_key, entry_named
from portal.base.http import absolute_url
from portal.base.publishing import Publishable
from portal.base.upkeep import proposals, reminders
from portal.base.upkeep.asked import owners_of
from portal.base.upkeep.confirming import ask, entry_of, path_of, withdraw
from portal.base.upkeep.freshness import DueEntry
from portal.base.upkeep.models import ConfirmationRequest, Proposal

ACCEPT, REFUSE = "accept", "refuse"


class DecisionForm(forms.Form):
    """Accept, refuse or leave each proposal that nobody has decided."""

    def __init__(self, rows: list[proposals.Row], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            if row.proposal.state != Proposal.State.NEW:
                continue
            accept = _("Dealt with") if row.is_message else _("Accept")
            choices = [(ACCEPT, accept), (REFUSE, _("Refuse")), ("", _("Decide later"))]
            self.fields[f"proposal-{row.proposal.pk}"] = forms.ChoiceField(
                label=row.label,
                choices=choices[1:] if row.problem else choices,
                required=False,
                widget=forms.RadioSelect,
            )

    def with_fields(self) -> list[tuple[proposals.Row, forms.BoundField | None]]:
        """Return each proposal with its field, if it is still to be decided."""
        names = [f"proposal-{row.proposal.pk}" for row in self.rows]
        return [
            (row, self[name] if name in self.fields else None)
            for row, name in zip(self.rows, names, strict=True)
        ]

    def chosen(self, decision: str) -> set[int]:
        """Return the numbers of the proposals that were decided in a way."""
        found = self.cleaned_data.items()
        return {int(name.partition("-")[2]) for name, value in found if value == decision}


class AskForm(forms.Form):
    """Which of the organisations that answer for an entry to ask."""

    owner: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("Who answers for the facts"), empty_label=None
    )

    def __init__(self, owners: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = type(owners[0]).objects.filter(pk__in=[owner.pk for owner in owners])
        field.initial = owners[0].pk


@admin.register(ConfirmationRequest)
class QuestionAdmin(FoldedSearch, admin.ModelAdmin):
    """What owners were asked and what they answered, for those who may change the entry."""

    list_display = ["about", "owner", "progress", "undecided", "made_at", "expires_at", "sent_to"]
    list_filter = [ToCheckFilter, "answer", "withdrawn"]
    list_select_related = ["owner"]
    list_per_page = 50
    search_fields = ["object_key", "owner__key"]
    search_help_text = gettext_lazy("Key of an entry, or of its owner.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A question is asked from its entry."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes what was asked."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may change the entry decides what is proposed about it."""
        return _may_decide(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may change the entry sees what was asked about it."""
        return _may_decide(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the list to whoever may change some entry."""
        return _may_decide(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the questions about what one may change, with how much there is to decide."""
        new = Count("proposals", filter=Q(proposals__state=Proposal.State.NEW))
        found = super().get_queryset(request).filter(_within_reach(request.user))
        return found.annotate(new=new).order_by("-pk")

    def get_urls(self) -> list[Any]:
        """Add the page where an owner is asked."""
        view = self.admin_site.admin_view(self.ask_view)
        name = "base_confirmationrequest_ask"
        return [path("ask/<str:model>/<slug:key>/", view, name=name), *super().get_urls()]

    @admin.display(description=gettext_lazy("entry"), ordering="object_key")
    def about(self, obj: ConfirmationRequest) -> str:
        """Return the kind and the key of the entry, which cost no query."""
        try:
            kind = apps.get_model(obj.model)._meta.verbose_name
        except (LookupError, ValueError):  # of a kind there no longer is
            kind = obj.model
        return f"{kind}: {obj.object_key}"

    @admin.display(description=gettext_lazy("progress"))
    def progress(self, obj: ConfirmationRequest) -> str:
        """Return what has become of a question."""
        if obj.answered_at:
            return obj.get_answer_display()
        if obj.withdrawn:
            return _("withdrawn")
        return _("expired") if obj.expires_at <= timezone.now() else _("not answered")

    @admin.display(description=gettext_lazy("to decide"), ordering="new")
    def undecided(self, obj: Any) -> int:
        """Return the number of proposals that nobody has decided."""
        return obj.new

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a question: its link as long as it is open, and what the owner proposes."""
        question = self.get_object(request, object_id)
        if question is None:
            raise Http404
        if not self.has_change_permission(request, question):
            raise PermissionDenied
        entry = entry_of(question)
        rows = proposals.rows_of(question, entry) if entry is not None else []
        form = DecisionForm(rows, request.POST or None)
        if request.method == "POST" and entry is not None:
            if "_withdraw" in request.POST:
                return self._withdraw(request, question)
            if form.is_valid():
                return self._decide(request, question, entry, form)
        language = question.owner.mail_language
        context = {
            "question": question,
            "entry": entry,
            "entry_url": _change_url(entry) if entry is not None else "",
            "form": form,
            "progress": self.progress(question),
            "link": absolute_url(request, path_of(question, language)) if _open(question) else "",
        }
        return self._page(request, "question", _("Question to %s") % question.owner, context)

    def _withdraw(self, request: HttpRequest, question: ConfirmationRequest) -> HttpResponse:
        if withdraw(question, user=request.user):
            self.message_user(request, _("The link is withdrawn."), messages.SUCCESS)
        else:
            words = _("The link was answered or withdrawn before.")
            self.message_user(request, words, messages.WARNING)
        return HttpResponseRedirect(request.path)

    def _decide(
        self, request: HttpRequest, question: ConfirmationRequest, entry: Any, form: DecisionForm
    ) -> HttpResponse:
        """Keep the decisions, and lead to the entry if there is a draft to publish now."""
        accepted, refused = form.chosen(ACCEPT), form.chosen(REFUSE)
        changed = proposals.decide(
            question, entry, accepted=accepted, refused=refused,
            user=request.user, now=timezone.now(),
        )  # fmt: skip
        if not changed:
            self.message_user(request, _("What you decided is kept."), messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        text = ngettext(
            "%(number)d change is in the draft now. Look through it and publish it.",
            "%(number)d changes are in the draft now. Look through it and publish it.",
            changed,
        )
        self.message_user(request, text % {"number": changed}, messages.SUCCESS)
        return HttpResponseRedirect(_change_url(entry))

    def ask_view(self, request: HttpRequest, model: str, key: str) -> HttpResponse:
        """Make a link for an entry's owner, to copy or to send at once; what was asked before."""
        entry = _find(request, model, key)
        now = timezone.now()
        is_public = type(entry)._default_manager.published(now=now).filter(pk=entry.pk).exists()
        owners = owners_of(entry, on=timezone.localdate(now)) if is_public else []
        form = AskForm(owners, request.POST or None) if owners else None
        if request.method == "POST" and form is not None and form.is_valid():
            return self._ask(request, entry, form.cleaned_data["owner"])
        earlier = self.get_queryset(request).filter(model=model, object_key=key)
        context = {
            "entry": entry,
            "entry_url": _change_url(entry),
            "is_public": is_public,
            "form": form,
            "owners": owners,
            "earlier": [(each, self.progress(each)) for each in earlier.select_related("owner")],
        }
        return self._page(request, "ask_owner", _("Ask the owner"), context)

    def _ask(self, request: HttpRequest, entry: Any, owner: Any) -> HttpResponse:
        """Make the link and show it, or send it."""
        now = timezone.now()
        if "_send" in request.POST and owner.mailbox:
            day = entry.next_check_on or timezone.localdate(now)
            try:
                reminders.send(owner, [DueEntry(entry, day)], now=now)
            except (OSError, ValueError, ImproperlyConfigured) as problem:
                words = _("The mail was not sent: %(why)s") % {"why": problem}
                self.message_user(request, words, messages.ERROR)
                return HttpResponseRedirect(request.path)
            words = _("A mail was sent to %(mailbox)s.") % {"mailbox": owner.mailbox}
            self.message_user(request, words, messages.SUCCESS)
        question = ask(entry, owner, now=now)
        name = "admin:base_confirmationrequest_change"
        return HttpResponseRedirect(reverse(name, args=[question.pk]))

    def _page(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        common = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/upkeep/{template}.html", common | context)


def _open(question: ConfirmationRequest) -> bool:
    """Tell whether somebody can still answer."""
    closed = question.withdrawn or question.answered_at is not None
    return not closed and question.expires_at > timezone.now()


def _find(request: HttpRequest, label: str, key: str) -> Any:
    """Return an entry that somebody may change; raises Http404 and PermissionDenied."""
    entry = entry_named(label, key)
    if not isinstance(entry, Publishable):
        raise Http404
    if not rights.may(request.user, "change", entry):
        raise PermissionDenied
    return entry


def _kinds() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def _may_decide(request: HttpRequest, question: ConfirmationRequest | None = None) -> bool:
    """Tell whether somebody may change the entry that a question is about, or any entry."""
    if question is None:
        return any(rights.may(request.user, "change", model=model) for model in _kinds())
    entry = entry_of(question)
    if entry is None:
        return bool(request.user.is_superuser)  # type: ignore[union-attr]
    return rights.may(request.user, "change", entry)


def _within_reach(user: Any) -> Q:
    """Return the condition that a question is about an entry that somebody may change."""
    if user.is_superuser:
        return Q()
    found = Q(pk__in=[])
    for model in _kinds():
        if limits := rights.limits(user, "change", model):
            own = Q(model=model._meta.label_lower)
            if rights.Limit("") not in limits:
                rows = rights.limit(model._base_manager.all(), user, "change").order_by()
                own &= Q(object_key__in=rows.values(content_key(model)))
            found |= own
    return found


def _change_url(entry: Any) -> str:
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
