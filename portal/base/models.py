"""What every app stands on: sources, old addresses, and what the content loader has loaded."""

import datetime as dt
import uuid

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# So that Django finds them
from portal.base.accounts.models import AuditEntry as AuditEntry
from portal.base.accounts.models import HeldForm as HeldForm
from portal.base.accounts.models import Responsibility as Responsibility
from portal.base.accounts.models import SignInAttempt as SignInAttempt
from portal.base.drafts.models import Draft as Draft
from portal.base.drafts.models import Publication as Publication
from portal.base.drafts.models import PublicChange as PublicChange
from portal.base.drafts.models import WorkingCopy as WorkingCopy
from portal.base.feedback import Feedback as Feedback
from portal.base.files import StoredFile as StoredFile
from portal.base.languages import all_languages
from portal.base.upkeep.models import ConfirmationRequest as ConfirmationRequest
from portal.base.upkeep.models import Link as Link
from portal.base.upkeep.models import LinkUse as LinkUse
from portal.base.upkeep.models import PeriodicRun as PeriodicRun
from portal.base.upkeep.models import Proposal as Proposal
from portal.base.upkeep.models import Reminder as Reminder


class Source(models.Model):
    """A public document or page that facts are taken from."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    title_language = models.CharField(
        _("language of the title"),
        max_length=5,
        default="nb",
        help_text=_("A language code, such as nb, nn, en, sv or da."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    page_date = models.CharField(
        _("date of the source"),
        max_length=100,
        blank=True,
        help_text=_("Such as 2024-04-22, 2024-04, 2024 or 2017–2021; empty if undated."),
    )
    read_on = models.DateField(_("read on"), null=True, blank=True)
    linkable = models.BooleanField(
        _("may be linked to"),
        default=True,
        help_text=_("Off for copies and technical mirrors that readers should not be sent to."),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["publisher", "title"]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.publisher else self.title


class OldAddress(models.Model):
    """A slug that an entry once had in a language; its address redirects for ever."""

    model = models.CharField(max_length=60)
    object_key = models.SlugField(max_length=80)
    language = models.CharField(max_length=5)
    slug = models.SlugField(max_length=120)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["model", "language", "slug"], name="base_oldaddress_leads_to_one_entry"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.slug} → {self.object_key}"

    @classmethod
    def remember(cls, before: models.Model, after: models.Model) -> None:
        """Keep the address words that an entry no longer has, and free those it has now."""
        label = after._meta.label_lower
        for language in all_languages():
            old, new = (getattr(entry, f"slug_{language}") for entry in (before, after))
            if old == new:
                continue
            cls.objects.filter(model=label, language=language, slug=new).delete()
            if old:
                cls.objects.update_or_create(
                    model=label,
                    language=language,
                    slug=old,
                    defaults={"object_key": after.key},  # type: ignore[attr-defined]
                )


class LoadedEntry(models.Model):
    """What the loader last wrote for an entry, so that an editor's change is never overwritten."""

    model = models.CharField(max_length=60)
    key = models.SlugField(max_length=80)
    file_digest = models.CharField(max_length=64)
    entry_digest = models.CharField(max_length=64)
    rows = models.JSONField(default=dict, help_text="For a table: a fingerprint of each row.")

    class Meta:
        verbose_name = _("loaded entry")
        verbose_name_plural = _("loaded entries")
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="base_loadedentry_once_per_entry")
        ]

    def __str__(self) -> str:
        return f"{self.model}/{self.key}"


class Edition(models.Model):
    """Which edition of a kind of data the database holds, so that a copy in memory knows its age.

    A token changes in the transaction that changes the data, and never comes back.
    """

    name = models.CharField(max_length=60, unique=True)
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return f"{self.name}: {self.token}"

    @classmethod
    def renew(cls, name: str) -> None:
        """Say that the data of a name have changed."""
        cls.objects.update_or_create(name=name, defaults={"token": uuid.uuid4()})

    @classmethod
    def of(cls, *names: str) -> tuple[uuid.UUID, ...]:
        """Return the tokens of several names, in the order of the names."""
        return tuple(
            cls.objects.filter(name__in=names).order_by("name").values_list("token", flat=True)
        )


CHANNEL = "portal_content"  # on which PostgreSQL tells other processes of a change


class ContentChange(models.Model):
    """That an entry changed in public, or, without a name, that anything may have.

    Rows are committed in the order of their numbers, because each waits for the edition's row.
    What is derived from the content remembers the last one it has seen, and looks for those after.
    """

    EDITION = "content"
    KEPT = dt.timedelta(days=30)

    token = models.UUIDField(
        default=uuid.uuid4
    )  # a number comes again after a restore, a token not
    model = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of content")
        verbose_name_plural = _("changes of content")

    def __str__(self) -> str:
        return f"{self.model}/{self.key}" if self.model else "*"

    @classmethod
    @transaction.atomic
    def tell(cls, *entries: models.Model) -> None:
        """Say that entries changed in public; without entries, that anything may have."""
        Edition.renew(cls.EDITION)
        told = [cls(model=e._meta.label_lower, key=content_name(e)) for e in entries] or [cls()]
        cls._default_manager.bulk_create(told)
        if connection.vendor == "postgresql":  # whoever listens hears of it when it is committed
            with connection.cursor() as cursor:
                cursor.execute(f"NOTIFY {CHANNEL}")

    @classmethod
    def prune(cls, now: dt.datetime) -> int:
        """Delete old rows but the last one, and return how many."""
        last = cls.objects.order_by("-pk").values_list("pk", flat=True).first()
        return cls.objects.filter(at__lt=now - cls.KEPT).exclude(pk=last).delete()[0]


def content_name(entry: models.Model) -> str:
    """Return the permanent name of an entry, or of a row of a register."""
    return str(getattr(entry, getattr(entry, "content_key", "key")))
