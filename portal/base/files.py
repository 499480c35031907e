"""Files that editors have uploaded, kept in the database: saved with the entry or not at all.

They are few and small, and every machine that serves the portal has the database but no disk in
common with the others; a file that is saved in the same transaction can never be half there.
"""

import hashlib

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file by its content; never changed, and kept once however often it is uploaded."""

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
        kept, _is_new = cls.objects.get_or_create(
            sha256=digest,
            defaults={"media_type": media_type, "size": len(content), "content": content},
        )
        return kept
