"""Files that editors have uploaded, kept in the database: saved with the entry or not at all.

They are few and small, and every machine that serves the portal has the database but no disk in
common with the others; a file that is saved in the same transaction can never be half there.
"""

import hashlib
from collections.abc import Iterable

from django.db import models
from django.db.models import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file by its content; never changed, and kept once however often it is uploaded."""

    content_key = "sha256"

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    content = models.BinaryField()
    stored_at = models.DateTimeField(_("stored"), default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return f"{self.media_type}, {self.size} B"

    @classmethod
    def keep(cls, content: bytes, media_type: str) -> "StoredFile":
        """Return the stored file with a content, storing it if it is new."""
        digest = hashlib.sha256(content).hexdigest()
        kept, _is_new = cls.objects.defer("content").get_or_create(
            sha256=digest,
            defaults={"media_type": media_type, "size": len(content), "content": content},
        )
        return kept

    @classmethod
    def drop_unused(cls, numbers: Iterable[int | None]) -> None:
        """Delete those of some files that nothing refers to any more, whatever referred to them.

        What an editor deletes is gone: it may have been published by mistake.
        """
        unused = cls.objects.filter(pk__in={number for number in numbers if number})
        for relation in cls._meta.get_fields(include_hidden=True):
            if not relation.auto_created or not isinstance(relation, ForeignObjectRel):
                continue
            field = relation.field.name
            users = relation.related_model._base_manager.filter(**{f"{field}__isnull": False})  # type: ignore[union-attr]
            unused = unused.exclude(pk__in=users.order_by().values(field))
        unused.defer("content").delete()
