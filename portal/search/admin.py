"""What editors teach the search, and what people search for."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import F, QuerySet, Sum, Window
from django.db.models.functions import FirstValue, RowNumber
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base.accounts import rights
from portal.base.admin import PortalAdmin, ReadOnly
from portal.base.admin_forms import EntryForm
from portal.base.languages import current_language, language_name
from portal.base.todo.kinds import list_url
from portal.base.todo.overview import Count
from portal.search.learning import SHOWN_FROM
from portal.search.models import PinnedAnswer, QueryCount, Synonym
from portal.search.pinning import NoSuchPage, name_meant, pages_named

SHOWN = dt.timedelta(days=30)


@admin.register(Synonym)
class SynonymAdmin(PortalAdmin):
    """Words that find each other; what is saved counts from the next search on."""

    list_display = ["typed", "found", "note"]
    search_fields = ["typed", "found", "note"]
    fields = ["typed", "found", "note"]


class PinForm(EntryForm):
    """A pinned answer, whose page is written as an editor knows it."""

    entry = forms.CharField(
        label=gettext_lazy("page"),
        max_length=2000,
        help_text=gettext_lazy(
            "Paste the address of the page, or write its title. Only what is public is found."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    hosts: tuple[str, ...] = ()  # where the portal is; set by the admin

    def clean_entry(self) -> str:
        """Return the permanent name of the page that is meant."""
        text = self.cleaned_data["entry"]
        if self.instance.pk and text == self.instance.entry:
            return text  # another field is changed, also of a page that is no longer public
        try:
            return name_meant(text, current_language(), self.hosts)
        except NoSuchPage as problem:
            raise forms.ValidationError(_said(problem)) from None


def _said(problem: NoSuchPage) -> str:
    """Return why no page was found, with the addresses of those that may be meant."""
    if not problem.offered:
        return str(problem)
    pages = ((each.language, each.title, each.url) for each in problem.offered)
    listed = format_html_join("", '<li><span lang="{}">{}</span>: {}</li>', pages)
    return format_html("{}<ul>{}</ul>", str(problem), listed)


@admin.register(PinnedAnswer)
class PinnedAnswerAdmin(PortalAdmin):
    """Pages that come first for a query; what is saved counts from the next search on."""

    form = PinForm
    list_display = ["query", "page", "note"]
    search_fields = ["query", "entry", "note"]
    fields = ["query", "entry", "note"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """Tell the form where the portal is."""
        form = super().get_form(request, obj, change=change, **kwargs)
        own = settings.PORTAL_ADDRESS.partition("://")[2]
        form.hosts = tuple(host for host in (request.get_host(), own) if host)
        return form

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Read the pages of the whole list at once."""
        changes = super().get_changelist_instance(request)
        rows = list(changes.result_list)
        pages = pages_named([row.entry for row in rows], current_language())
        for row in rows:
            row.document = pages.get(row.entry)
        changes.result_list = rows
        return changes

    @admin.display(description=gettext_lazy("page"), ordering="entry")
    def page(self, obj: Any) -> str:
        """Return a link to the page, or say that readers no longer see it."""
        if (document := obj.document) is None:
            text = _("no longer public")
            return format_html('{} <strong class="overdue">{}</strong>', obj.entry, text)
        page = (document.url, document.language, document.title)
        return format_html('<a href="{}" lang="{}">{}</a>', *page)


class FoundFilter(admin.SimpleListFilter):
    """Shows what found nothing the last time that it was asked, or something."""

    title = gettext_lazy("results")
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer both."""
        return [("nothing", _("found nothing")), ("something", _("found something"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what found nothing, or something."""
        if self.value() == "nothing":
            return queryset.filter(last_found=0)
        return queryset.filter(last_found__gt=0) if self.value() == "something" else queryset


class LanguageFilter(admin.SimpleListFilter):
    """Shows what was asked in a language."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the languages of the portal."""
        return [(code, language_name(code)) for code, _name in settings.LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what was asked in the language."""
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.register(QueryCount)
class QueryCountAdmin(ReadOnly, PortalAdmin):
    """What people searched for lately, as far as several did, and what an editor can do for them.

    A row stands for all days of a query in a language: the last of them.
    """

    list_display = ["query", "asked_in", "number", "results", "last_asked", "to_do"]
    list_display_links = None
    list_filter = [FoundFilter, LanguageFilter]
    search_fields = ["query"]
    search_help_text = gettext_lazy(
        "The last 30 days: only what was asked five times or more. Nothing is kept of who asked."
    )
    fields = ["query", "asked_in", "number", "results", "last_asked"]
    readonly_fields = ["asked_in", "number", "results", "last_asked"]
    actions = None
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return each query once, with the sum of its days."""
        rows = rights.limit(QueryCount.objects.all(), request.user)
        return self.often(rows).order_by(*self.get_ordering(request))

    def get_ordering(self, request: HttpRequest) -> Any:
        """Begin with what most ask for."""
        return ["-number", "query"]

    @staticmethod
    def often(rows: QuerySet) -> QuerySet:
        """Return the last day of each query that was asked often enough to be shown."""
        same = {"partition_by": [F("language"), F("query")]}
        latest = {**same, "order_by": [F("day").desc(), F("pk").desc()]}
        return (
            rows.filter(day__gt=timezone.localdate() - SHOWN)
            .annotate(
                number=Window(Sum("times"), **same),
                last_found=Window(FirstValue("found"), **latest),
                place=Window(RowNumber(), **latest),
            )
            .filter(place=1, number__gte=SHOWN_FROM)
        )

    def todo_count(self, request: HttpRequest) -> Count | None:
        """Return how many queries found nothing, for who can do something about it."""
        if not self.has_view_permission(request):
            return None
        number = self.often(QueryCount.objects.order_by()).filter(last_found=0).count()
        if not number:
            return None
        label = _("Searches that found nothing in the last 30 days")
        return Count("searches", label, number, list_url(QueryCount, "?found=nothing"))

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def asked_in(self, obj: QueryCount) -> str:
        """Return the language of the page on which it was asked."""
        return language_name(obj.language)

    @admin.display(description=gettext_lazy("times"), ordering="number")
    def number(self, obj: Any) -> int:
        """Return how often it was asked."""
        return obj.number

    @admin.display(description=gettext_lazy("results, at the last time"), ordering="last_found")
    def results(self, obj: Any) -> str:
        """Return how much was found, in words if it was nothing."""
        if obj.last_found:
            return str(obj.last_found)
        return format_html('<strong class="overdue">{}</strong>', _("nothing"))

    @admin.display(description=gettext_lazy("last asked"), ordering="day")
    def last_asked(self, obj: QueryCount) -> str:
        """Return the last day on which it was asked."""
        return date_format(obj.day, "SHORT_DATE_FORMAT")

    @admin.display(description=gettext_lazy("help those who ask"))
    def to_do(self, obj: QueryCount) -> str:
        """Lead to a new synonym and a new pinned answer, with the query filled in."""
        ways = (
            (_way("synonym", typed=obj.query), _("Add a synonym"), obj.query),
            (_way("pinnedanswer", query=obj.query), _("Pin an answer"), obj.query),
        )
        link = '<a href="{}">{}<span class="visually-hidden"> ({})</span></a>'
        return format_html_join(", ", link, ways)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Leave out what somebody may not do."""
        columns = list(super().get_list_display(request))
        return columns if rights.may(request.user, "add", model=Synonym) else columns[:-1]


def _way(model: str, **filled_in: str) -> str:
    return f"{reverse(f'admin:search_{model}_add')}?{urlencode(filled_in)}"
