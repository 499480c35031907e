"""What the public is told of a change: the editor's own line, or what changed, in plain words."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base import languages
from portal.base.drafts.models import PublicChange
from portal.base.drafts.paths import Flat, field_at, is_field

NEW = "new"
GROUPS: dict[str, Any] = {
    NEW: gettext_lazy("new"),
    "hours": gettext_lazy("opening hours"),
    "contacts": gettext_lazy("contact details"),
    "sites": gettext_lazy("sites"),
    "papers": gettext_lazy("papers"),
    "cases": gettext_lazy("cases"),
    "memberships": gettext_lazy("members"),
    "text": gettext_lazy("text"),
}
_OF_PART = {
    "schedules": "hours",
    "exceptions": "hours",
    "contacts": "contacts",
    "sites": "sites",
    "papers": "papers",
    "cases": "cases",
    "memberships": "memberships",
}
_UNSEEN = {
    *("key", "state", "published_from", "published_until", "owner", "to_check", "order"),
    *("checked_on", "checked_by", "next_check_on", "confirmation", "sources", "slug"),
    *("translated_names", "mailbox", "mail_language", "year_confirmed"),
}


@dataclass(frozen=True)
class Change:
    """A change as a page tells it."""

    at: Any
    text: str
    language: str


def groups_of(model: type[models.Model], before: Flat | None, after: Flat) -> list[str]:
    """Return what changed, in the order in which it is told; nothing that readers do not see."""
    if before is None:
        return [NEW]
    found: dict[str, None] = {}
    for path in before | after:
        if before.get(path) == after.get(path) and (path in before) == (path in after):
            continue
        if group := _group(model, path):
            found[group] = None
    return sorted(
        found,
        key=lambda group: (
            group not in GROUPS,
            list(GROUPS).index(group) if group in GROUPS else 0,
        ),
    )


def _group(model: type[models.Model], path: str) -> str:
    """Return the group of what a path leads to, or nothing if readers do not see it."""
    parts = [step for step in path.split("/")[0::2] if step in _OF_PART]
    if is_field(path):
        try:
            fld = field_at(model, path)
        except (KeyError, FieldDoesNotExist):
            return ""
        name = getattr(fld, "translated_field", fld).name
        if name in _UNSEEN:
            return ""
        if not parts:
            return "text" if name == "body" else f"field:{name}"
    return _OF_PART[parts[-1]] if parts else ""


def changes_of(entry: models.Model, number: int | None = None) -> list[Change]:
    """Return what readers are told of an entry's changes, the latest first; one query."""
    found = PublicChange.objects.filter(
        model=entry._meta.label_lower,
        object_key=entry.key,  # type: ignore[attr-defined]
    )
    return [tell(change) for change in found[:number]]


def tell(change: PublicChange) -> Change:
    """Return a change in the reader's language: the editor's line, or what changed."""
    here = languages.current_language()
    for code in languages.reading_order(here):
        if line := change.lines.get(code):
            return Change(timezone.localtime(change.at), line, code)
    names = [str(GROUPS[group]) for group in change.groups if group in GROUPS and group != NEW]
    model = apps.get_model(change.model)
    for group in change.groups:
        if group.startswith("field:"):
            try:
                names.append(str(model._meta.get_field(group.removeprefix("field:")).verbose_name))  # type: ignore[union-attr]
            except FieldDoesNotExist:
                continue
    if NEW in change.groups:
        return Change(timezone.localtime(change.at), _("New page"), here)
    text = _("Changed: %(what)s") % {"what": ", ".join(names)} if names else _("Changed")
    return Change(timezone.localtime(change.at), capfirst(text), here)
