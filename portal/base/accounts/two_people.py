"""Kinds of content that one person writes and another one publishes: PORTAL_TWO_PEOPLE."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.base.accounts.kinds import Model, content, entries_of
from portal.base.accounts.rights import may
from portal.base.content import entry_named
from portal.base.drafts.models import WorkingCopy


def _named() -> set[str]:
    return {label.strip().lower() for label in settings.PORTAL_TWO_PEOPLE if label.strip()}


def needs_two(model: Model) -> bool:
    """Tell whether a change to a kind of content is published by another than its writers."""
    named = _named()
    return any(
        not named.isdisjoint({"*", f"{meta.app_label}.*", meta.label_lower})
        for meta in (entry._meta for _path, entry in entries_of(model))
    )


def unknown_labels() -> list[str]:
    """Return what the setting names that is no kind of content."""
    known = {"*"}
    for model in content():
        known |= {model._meta.label_lower, f"{model._meta.app_label}.*"}
    return sorted(_named() - known)


def may_approve(user: Any, copy: WorkingCopy) -> tuple[bool, str]:
    """Tell whether somebody may publish a change as the second person; if not, say why."""
    entry = entry_named(copy.model, copy.object_key)
    if entry is None or not may(user, "approve", entry):
        return False, _("You may not publish this.")
    if copy.saves.filter(saved_by=user.pk).exists():
        return False, _("You have written some of this. It has to be published by somebody else.")
    return True, ""
