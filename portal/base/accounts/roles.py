"""The roles of those who edit, as data; each is a group in the database, kept as it is here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.base.accounts.kinds import content, parts

Labels = tuple[str, ...]

ENTRIES, PARTS = "every kind of entry", "every kind of part"  # instead of naming them all
LOOK = ("view",)
WRITE = ("view", "add", "change", "delete")
REGISTERS = ("services.municipality", "services.postalcode", "services.formercounty")
UPKEEP = ("base.link", "base.linkuse", "base.reminder")
TAUGHT = ("search.synonym", "search.pinnedanswer")
QUESTIONS = ("base.confirmationrequest", "base.proposal")
CENTRE_PARTS = (
    *("services.site", "services.contactfact"),
    *("services.schedule", "services.hoursexception"),
)
MEETINGS = ("networks.meeting", "networks.meetingseries")
MEETING_PARTS = (
    *("networks.case", "networks.paper", "networks.paperversion"),
    "networks.seriesexception",
)


@dataclass(frozen=True)
class Grant:
    """What a role may do to some kinds of content."""

    labels: Labels
    actions: tuple[str, ...]

    def models(self) -> Iterator[Any]:
        """Yield the kinds of content."""
        for label in self.labels:
            if label in {ENTRIES, PARTS}:
                yield from content() if label == ENTRIES else parts()
            else:
                yield apps.get_model(label)


@dataclass(frozen=True)
class Role:
    """A part somebody has in keeping the portal: what it may do, and how that is limited."""

    code: str  # the name of the group; never changes
    label: str | Promise
    about: str | Promise
    grants: tuple[Grant, ...]
    scope: str = ""  # "county" or "network": only what belongs to one's own

    def permissions(self) -> set[tuple[str, str]]:
        """Return the app and the name of every permission of the role."""
        return {
            (model._meta.app_label, get_permission_codename(action, model._meta))
            for grant in self.grants
            for model in grant.models()
            for action in grant.actions
        }


EDITS = (
    Grant((ENTRIES,), (*WRITE, "translate")),
    Grant((PARTS,), WRITE),
    Grant(("base.source",), ("view", "add", "change")),
    Grant((*REGISTERS, *UPKEEP, "base.oldaddress"), LOOK),
    Grant((*TAUGHT, "search.querycount"), LOOK),
    Grant((*QUESTIONS, "base.feedback"), ("view", "add", "change")),
)
PUBLISHES = (
    *EDITS,
    Grant((ENTRIES,), ("publish",)),
    Grant(("base.source", *REGISTERS, *TAUGHT), WRITE),
    Grant(("base.link",), ("view", "change")),
)
ADMINISTERS = (
    *PUBLISHES,
    Grant(("auth.user", "base.responsibility", "base.feedback"), WRITE),
    Grant(("socialaccount.socialaccount",), WRITE),  # who somebody is at a provider
    Grant(("base.periodicrun", *UPKEEP), ("view", "change")),
    Grant(("auth.group", "base.auditentry", "admin.logentry"), LOOK),
    Grant(("base.workingcopy", "base.draft", "base.publication", "base.publicchange"), LOOK),
)

ROLES: tuple[Role, ...] = (
    Role(
        "editor",
        _("Editor"),
        _("Writes and changes all content. What is public changes when a publisher says so."),
        EDITS,
    ),
    Role(
        "publisher",
        _("Publisher"),
        _("Does all that an editor does, publishes it, and takes it off the portal or deletes it."),
        PUBLISHES,
    ),
    Role(
        "county_editor",
        _("County editor"),
        _(
            "Changes and publishes the career centres of the counties chosen below, with their "
            "sites, opening hours and contacts, and nothing else."
        ),
        (
            Grant(("services.careercentre",), ("view", "change", "publish", "translate")),
            Grant(CENTRE_PARTS, WRITE),
            Grant(("services.county", "services.municipality", "services.organisation"), LOOK),
            Grant(("base.source",), ("view", "add")),
        ),
        scope="county",
    ),
    Role(
        "network_secretary",
        _("Network secretary"),
        _(
            "Writes and publishes the meetings and series of meetings of the networks chosen "
            "below, with their cases and papers, and nothing else."
        ),
        (
            Grant(MEETINGS, (*WRITE, "publish", "translate")),
            Grant(MEETING_PARTS, WRITE),
            Grant(("networks.network", "services.organisation"), LOOK),
            Grant(("base.source",), ("view", "add")),
        ),
        scope="network",
    ),
    Role(
        "translator",
        _("Translator"),
        _(
            "Sees all content, and writes it in the other languages than the one it was first "
            "written in. Publishes nothing."
        ),
        (
            Grant((ENTRIES,), ("view", "translate")),
            Grant((PARTS, "base.source"), LOOK),
        ),
    ),
    Role(
        "administrator",
        _("Administrator"),
        _(
            "Does all that a publisher does, looks after users, their roles and responsibilities, "
            "and sees who did what, the links and the periodic work."
        ),
        ADMINISTERS,
    ),
)
BY_CODE = {role.code: role for role in ROLES}


def name_of(group: Group) -> str:
    """Return what a group is called in the admin: a role in the reader's language."""
    role = BY_CODE.get(group.name)
    return str(role.label) if role else group.name


def make_roles(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Make the groups of the roles, or set right what they may; other groups are left alone."""
    if "apps" in kwargs and "auth" not in kwargs["apps"].all_models:  # migrated back to nothing
        return
    for config in apps.get_app_configs():  # this may run before other apps have theirs
        create_permissions(config, verbosity=0, using=using)
    stored = {
        (app, codename): pk
        for pk, app, codename in Permission.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    for role in ROLES:
        group, _made = Group.objects.using(using).get_or_create(name=role.code)
        group.permissions.set([stored[permission] for permission in role.permissions()])
