"""What the audit log says, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTIONS: dict[str, Any] = {
    "signed in": _("signed in"),
    "failed to sign in": _("failed to sign in"),
    "was refused after failing too often": _("was refused after failing too often"),
    "was refused: no account": _("was refused: no account"),
    "signed out": _("signed out"),
    "signed out everywhere": _("signed out everywhere"),
    "added a second step": _("added a second step"),
    "removed a second step": _("removed a second step"),
    "made new recovery codes": _("made new recovery codes"),
    "connected a provider": _("connected a provider"),
    "disconnected a provider": _("disconnected a provider"),
    "made a person": _("made a person"),
    "changed a person": _("changed a person"),
    "deleted a person": _("deleted a person"),
    "gave rights": _("gave rights"),
    "took rights": _("took rights"),
    "took all rights": _("took all rights"),
    "asked for approval": _("asked for approval"),
    "brought back": _("brought back"),
    "chose between two changes": _("chose between two changes"),
    "confirmed": pgettext_lazy("act", "confirmed"),
    "could not be published in time": _("could not be published in time"),
    "deleted": pgettext_lazy("act", "deleted"),
    "imported translations": _("imported translations"),
    "imported": pgettext_lazy("act", "imported"),
    "proposed": pgettext_lazy("act", "proposed"),
    "published": pgettext_lazy("act", "published"),
    "reminded": _("reminded"),
    "restored a version": _("restored a version"),
    "said a translation is right": _("said a translation is right"),
    "scheduled": pgettext_lazy("act", "scheduled"),
    "checked": pgettext_lazy("act", "checked"),
    "link_mended": _("mended a link"),
    "took off the portal": _("took off the portal"),
    "withdrew a question": _("withdrew a question"),
    "saved a draft": _("saved a draft"),
    "roles changed": _("roles changed"),
    "threw a draft away": _("threw a draft away"),
}
DETAILS: dict[str, Any] = {
    "by": _("by"),
    "kind": _("kind"),
    "name": _("name"),
    "changed": _("changed"),
    "rights": _("rights"),
    "provider": _("provider"),
    "sessions": _("sessions"),
    "number": _("number"),
    "before": _("before"),
    "after": _("after"),
}
