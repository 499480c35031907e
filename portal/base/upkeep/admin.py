"""The links that the portal sends readers to, broken ones first, and how one is replaced."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, QuerySet, Value, When
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.base.admin import PortalAdmin, ReadOnly
from portal.base.admin_lists import ToCheckFilter
from portal.base.content import entry_named
from portal.base.drafts import paths, snapshots
from portal.base.drafts.publication import NotPublished
from portal.base.upkeep import periodic
from portal.base.upkeep.checking import check
from portal.base.upkeep.findings import in_words
from portal.base.upkeep.models import Link, PeriodicRun
from portal.base.upkeep.replacing import plan, replace
from portal.base.upkeep.replacing_form import NewAddressForm

AT_ONCE = 10  # links that are checked while an editor waits
SECONDS_AT_ONCE = 20


@admin.register(Link)
class LinkAdmin(ReadOnly, PortalAdmin):
    """What leads nowhere, with every page that holds it; nobody edits what a check found."""

    change_form_template = "admin/link_change_form.html"
    list_display = ["address", "kind", "state", "found", "broken_since", "pages"]
    list_filter = [ToCheckFilter, "state", "kind"]
    search_fields = ["address", "moved_to", "uses__object_key"]
    search_help_text = gettext_lazy("Address, or the key of an entry, for its links.")
    fields = [
        *("address", "kind", "state", "found", "moved_to", "broken_since", "failures"),
        *("checked_at", "next_check_at", "held_by"),
    ]
    readonly_fields = ["found", "held_by"]
    actions = ["check_again"]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Begin with what leads nowhere, the oldest first, then what has moved."""
        order = [Link.State.BROKEN, Link.State.MOVED, Link.State.UNSURE]
        rank = Case(
            *[When(state=state, then=Value(number)) for number, state in enumerate(order)],
            default=Value(len(order)),
        )
        return [rank.asc(), "broken_since", "address"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the links with the number of entries that hold each."""
        entry = Concat("uses__model", Value("/"), "uses__object_key")
        return super().get_queryset(request).annotate(number=Count(entry, distinct=True))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search without counting a link for every use that matches."""
        found, _duplicates = super().get_search_results(request, queryset, search_term)
        return queryset.filter(pk__in=found.order_by().values("pk")), False

    @admin.display(description=gettext_lazy("what was found"))
    def found(self, obj: Link) -> str:
        """Say in words what the last check found."""
        return in_words(obj)

    @admin.display(description=gettext_lazy("entries that hold it"), ordering="number")
    def pages(self, obj: Any) -> int:
        """Return the number of entries that hold the link."""
        return obj.number

    @admin.display(description=gettext_lazy("stands in"))
    def held_by(self, obj: Link) -> str:
        """Return every place that holds the link: where it is edited, and its public page."""
        entries: dict[tuple[str, str], Any] = {}
        rows = []
        for use in obj.uses.all():
            known = (use.model, use.object_key)
            if known not in entries:
                entries[known] = entry_named(*known)
            if (entry := entries[known]) is not None:
                rows.append((self._entry(entry), _field(entry, use.path), _public(entry)))
        if not rows:
            return _("nothing")
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} – {} {}</li>", rows))

    def _entry(self, entry: Any) -> str:
        meta = entry._meta
        shown = format_html("{}: {}", meta.verbose_name, entry)
        if not self.admin_site.is_registered(type(entry)):
            return shown
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
        return format_html('<a href="{}">{}</a>', url, shown)

    @admin.action(permissions=["view"], description=gettext_lazy("Check again now"))
    def check_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Check a few links while the editor waits; the rest are checked by the timer."""
        links = list(Link.objects.filter(pk__in=queryset.values("pk"))[: AT_ONCE + 1])
        if len(links) > AT_ONCE:
            text = _("Choose at most %(number)d links; the others are checked in their turn.")
            self.message_user(request, text % {"number": AT_ONCE}, messages.WARNING)
            return
        report = check(links, now=timezone.now(), seconds=SECONDS_AT_ONCE)
        text = ngettext("%(number)d link checked.", "%(number)d links checked.", report.checked)
        self.message_user(request, text % {"number": report.checked}, messages.SUCCESS)
        if not report.online:
            text = _("Nobody answered, so this machine seems to have no network.")
            self.message_user(request, text, messages.WARNING)

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which a link is replaced."""
        view = self.admin_site.admin_view(self.replace_view)
        return [path("<int:pk>/replace/", view, name="base_link_replace"), *super().get_urls()]

    def replace_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the new address, show what will change, and change it all in one step."""
        link = get_object_or_404(Link, pk=pk)
        if not request.user.has_perm("base.change_link"):
            raise PermissionDenied
        data = request.POST or request.GET
        asked = data if "new" in data else None
        form = NewAddressForm(asked, link=link, initial={"new": link.moved_to})
        shown = plan(link, form.cleaned_data["new"], user=request.user) if form.is_valid() else None
        is_decided = request.method == "POST" and shown is not None and shown.changes
        if is_decided and self._replace(request, link, form.cleaned_data["new"]):
            return HttpResponseRedirect(reverse("admin:base_link_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Replace everywhere"),
            "opts": self.opts,
            "link": link,
            "form": form,
            "plan": shown,
        }
        return TemplateResponse(request, "admin/link_replace.html", context)

    def _replace(self, request: HttpRequest, link: Link, new: str) -> bool:
        """Replace a link, and say what was done or why nothing was."""
        try:
            done = replace(link, new, user=request.user)
        except snapshots.Refused as refused:
            for _path, message in refused.errors:
                self.message_user(request, message, messages.ERROR)
        except NotPublished as problem:
            self.message_user(request, str(problem), messages.ERROR)
        else:
            number = len({change.entry for change in done.changes})
            text = ngettext(
                "The link was replaced in %(number)d entry.",
                "The link was replaced in %(number)d entries.",
                number,
            )
            self.message_user(request, text % {"number": number}, messages.SUCCESS)
            return True
        text = _("Nothing was changed.")
        self.message_user(request, text, messages.ERROR)
        return False


def _field(entry: Any, use_path: str) -> str:
    try:
        return paths.label(type(entry), use_path)
    except LookupError:  # a part there no longer is
        return use_path


def _public(entry: Any) -> str:
    """Return a link to the public page of an entry that has one."""
    if not getattr(entry, "url_name", "") or not entry.is_public():
        return ""
    return format_html('(<a href="{}">{}</a>)', entry.get_absolute_url(), _("public page"))


@admin.register(PeriodicRun)
class PeriodicRunAdmin(ReadOnly, PortalAdmin):
    """When each piece of periodic work last ran, and what it said."""

    list_display = ["name", "started_at", "ended_at", "went_well_at", "said"]
    search_fields = ["name", "said"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Leave out the row by which one run keeps others away."""
        return super().get_queryset(request).exclude(name=periodic.LOCK)
