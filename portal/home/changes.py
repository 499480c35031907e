"""What is new and changed on the portal: a page for people, and Atom for programs."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.db.models import QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guidance.models import FrameworkElement
from portal.base.drafts.public_changes import changes_of
from portal.base.feeds import Entry, answers_for, atom, changed_at, changed_expression
from portal.base.http import public_page, show
from portal.base.languages import slot
from portal.base.pages import Page
from portal.home.listings import PAGES
from services.models import Organisation

NEWEST = 50
_MODELS: dict[str, Any] = {model._meta.label_lower: model for model in PAGES}


@public_page()
def changes(request: HttpRequest) -> HttpResponse:
    """The pages that changed last, by day."""
    days = [
        {"day": day, "entries": list(entries)}
        for day, entries in groupby(latest_changes(), key=_day)
    ]
    return show(request, "home/changes.html", {"days": days, "newest": NEWEST})


@public_page()
def entry_changes(request: HttpRequest, label: str, key: str) -> HttpResponse:
    """What has changed on one page since the portal began to tell, the latest first."""
    model = _MODELS.get(label)
    entry = model and model.objects.published().filter(key=key).first()
    if not entry:
        raise Http404
    context = {"about": entry, "changes": changes_of(entry)}
    return show(request, "home/entry_changes.html", context)


@public_page()
def changes_atom(request: HttpRequest) -> HttpResponse:
    """The pages that changed last."""
    return atom(
        request,
        [_entry(page) for page in latest_changes()],
        key="changes",
        title=_("Changes"),
        about=_("Pages of the portal that are new or changed, the latest first."),
        page=reverse("home:changes"),
    )


def latest_changes() -> list[Any]:
    """Return the public pages that changed last, latest first.

    Costs one query for all kinds of page, one for each kind that is among them, and one for the
    organisations that own them.
    """
    of_each = [_moments(model) for model in PAGES]
    found = of_each[0].union(*of_each[1:], all=True).order_by("-changed", "label", "key")
    order = [(label, key) for _changed, label, key in found[:NEWEST]]
    pages = {}
    for label in {label for label, _key in order}:
        keys = [key for found, key in order if found == label]
        for page in _MODELS[label].objects.filter(key__in=keys):
            pages[label, page.key] = page
    shown = [pages[place] for place in order if place in pages]
    owners = Organisation.objects.in_bulk({page.owner_id for page in shown if page.owner_id})
    for page in shown:
        page.owner = owners.get(page.owner_id)
        page.kind_of_page = capfirst(page._meta.verbose_name)
    return shown


def _moments(model: type[Page]) -> QuerySet[Any, Any]:
    """Return when each public page of a kind changed, with what it is found by."""
    public: Any = model._default_manager.published()  # type: ignore[attr-defined]
    if model is FrameworkElement:
        public = public.with_own_page()  # the others change with the page they are read on
    told = public.order_by().annotate(
        changed=changed_expression(), label=Value(model._meta.label_lower)
    )
    return told.values_list("changed", "label", "key")


def _day(page: Page) -> dt.date:
    return timezone.localdate(changed_at(page))


def _entry(page: Any) -> Entry:
    """Return the change of a page."""
    return Entry(
        urn=f"{page._meta.label_lower}/{page.key}",
        title=slot(page, "name"),
        path=page.get_absolute_url(),
        changed=changed_at(page),
        summary=slot(page, "summary"),
        author=answers_for(page),
        kind=page.kind_of_page,
    )
