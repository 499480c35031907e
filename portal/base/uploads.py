"""Files on their way in: how much of them is kept, what they are called, the field that takes them.

Nothing that a browser says of a file is believed: neither its size, nor its type, nor its name.
"""

import os
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.base.documents import FORMATS, Document, Format, examine
from portal.base.refused import Refused
from portal.base.text import plain_letters

TOGETHER = 4  # all files of a form may be this many times as big as one
STEM_LENGTH = 80
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_NOT_PLAIN = re.compile(r"[^a-z0-9_]+")
_DEVICES = re.compile(r"(con|prn|aux|nul|clock|conin|conout|com\d|lpt\d)$")  # reserved by Windows


class TooBig(UploadedFile):
    """Stands for a file of which nothing was kept; it knows how big the file was."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(ContentFile(b""), name, size=size)
        self.limit = limit


class LimitedUpload(TemporaryFileUploadHandler):
    """Keeps a file on disk while the form is read, and nothing of one that is too big.

    Every form of the portal goes through here before any view does, the login form too. Bytes past
    the limit are read and let go, so that the rest of the form still arrives: the form then answers
    with a message, and what else was written is kept. The files of one form share a limit as well.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.limit: int = settings.PORTAL_MAX_UPLOAD
        self.kept = 0  # of the whole form
        self.is_over = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.size = 0
        self.is_over = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece of a file, or let go of all of it once it is too big."""
        self.size += len(raw_data)
        if self.is_over:
            return
        if self.size > self.limit or self.kept + self.size > TOGETHER * self.limit:
            self.is_over = True
            self.file.close()  # which removes it from the disk
        else:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Return the file, or what stands for it."""
        if self.is_over:
            return TooBig(self.file_name or "", self.size, self.limit)
        self.kept += self.size
        return super().file_complete(file_size)

    def upload_interrupted(self) -> None:
        """Remove what was kept of a file whose end never came."""
        if hasattr(self, "file") and not self.is_over:
            super().upload_interrupted()


@dataclass(frozen=True)
class Upload:
    """A file that has been looked through, with the name it is to have."""

    document: Document
    name: str


def safe_name(uploaded: str, extension: str) -> str:
    """Return a file name of plain letters, digits, hyphens and underscores, with a true extension.

    Whatever looks like a folder, a hidden file, a second extension or a device of Windows goes.
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", uploaded))[-1]
    stem = _NOT_PLAIN.sub("-", plain_letters(_SUFFIX.sub("", name)))
    stem = stem.strip("-_")[:STEM_LENGTH].strip("-_")
    if not stem:
        stem = "file"
    elif _DEVICES.match(stem):
        stem = f"file-{stem}"
    return f"{stem}.{extension}"


def too_big(file: UploadedFile) -> str:
    """Say how big a file is, and how big it may be."""
    limit = settings.PORTAL_MAX_UPLOAD
    sizes = {"size": filesizeformat(file.size or 0), "limit": filesizeformat(limit)}
    if (file.size or 0) > limit:
        return (
            _(
                "The file is too big: %(size)s. A file can be at most %(limit)s. Make it "
                "smaller, for example with smaller pictures, or divide it."
            )
            % sizes
        )
    sizes["limit"] = filesizeformat(TOGETHER * limit)
    return (
        _(
            "The files are too big together. All files of one form can be at most %(limit)s. "
            "Save with some of them first, and then add the rest."
        )
        % sizes
    )


class AgainInput(forms.FileInput):
    """A field for a file that says which one was chosen, when the form comes back.

    A browser never sends a file again by itself: the editor has to choose it once more.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the field, below it the file that was chosen before."""
        field = super().render(name, None, attrs, renderer)
        if not isinstance(value, UploadedFile):
            return field
        said = _("You chose “%(name)s”. Choose the file again before you save.")
        return format_html('{}<p class="help">{}</p>', field, said % {"name": value.name})


class DocumentField(forms.FileField):
    """Takes a file of some formats; what it is, is seen from what it holds."""

    def __init__(self, *, formats: tuple[Format, ...] = FORMATS, **kwargs: Any) -> None:
        self.formats = formats
        accepted = ",".join(f".{each}" for form in formats for each in form.extensions)
        kwargs.setdefault("widget", AgainInput(attrs={"accept": accepted}))
        super().__init__(**kwargs)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return the file that was chosen, for the field to name it when the form comes back."""
        return data or initial

    def to_python(self, data: Any) -> Any:
        """Return the file and the name it is to have.

        Raises ValidationError with what is wrong and what to do, in the reader's language.
        """
        if data is None or not data.name:
            return None
        if isinstance(data, TooBig) or (data.size or 0) > settings.PORTAL_MAX_UPLOAD:
            raise ValidationError(too_big(data), code="too_big")
        if not data.size:
            raise ValidationError(
                _("The file is empty (0 bytes). Open it and save it once more, or choose another."),
                code="empty",
            )
        data.seek(0, os.SEEK_SET)
        try:
            document = examine(data.read(), self.formats)
        except Refused as refused:
            raise ValidationError(str(refused), code="refused") from refused
        return Upload(document, safe_name(data.name, document.format.extensions[0]))
