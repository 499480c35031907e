"""What an uploaded file really is: told by its content, and opened to see that it is whole."""

from collections.abc import Callable
from dataclasses import dataclass

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base import packages, pdfs, pictures
from portal.base.refused import Refused

_PDF, _PNG, _JPEG = "application/pdf", "image/png", "image/jpeg"


@dataclass(frozen=True)
class Format:
    """A kind of file that the portal takes."""

    label: str
    media_type: str
    extensions: tuple[str, ...]  # the first is given to what is stored
    is_picture: bool = False
    is_office: bool = False


PDF = Format("PDF", _PDF, ("pdf",))
FORMATS = (
    PDF,
    *(
        Format(kind.upper(), media_type, (kind,), is_office=True)
        for kind, media_type in packages.MEDIA_TYPES.items()
    ),
    Format("PNG", _PNG, ("png",), is_picture=True),
    Format("JPEG", _JPEG, ("jpg", "jpeg"), is_picture=True),
)
OF_TYPE = {form.media_type: form for form in FORMATS}


@dataclass(frozen=True)
class Document:
    """A file as it is stored: what it is, and its bytes."""

    format: Format
    content: bytes


# What a file that is not taken may look like, and by which types and beginnings it is known.
_LOOKS: tuple[tuple[set[str], tuple[bytes, ...], Promise | str], ...] = (
    (
        {"application/vnd.microsoft.portable-executable"},
        (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!"),
        gettext_lazy("a program"),
    ),
    ({"image/svg+xml"}, (b"<svg",), gettext_lazy("a drawing (SVG)")),
    ({"text/html"}, (b"<!doctype html", b"<html"), gettext_lazy("a web page (HTML)")),
    (
        {"application/msword"},
        (b"\xd0\xcf\x11\xe0",),
        gettext_lazy("a file from an older Word, Excel or PowerPoint, or one with a password"),
    ),
    ({"application/rtf"}, (b"{\\rtf",), gettext_lazy("a rich text file (RTF)")),
    ({"image/gif"}, (), gettext_lazy("a picture (GIF)")),
    ({"image/webp"}, (), gettext_lazy("a picture (WebP)")),
    ({"image/heif", "image/heic"}, (), gettext_lazy("a picture (HEIC)")),
    ({"image/tiff"}, (), gettext_lazy("a picture (TIFF)")),
    (
        {"application/x-7z-compressed", "application/x-gzip", "application/vnd.rar"},
        (b"PK", b"Rar!", b"\x1f\x8b"),
        gettext_lazy("a compressed file"),
    ),
)


def examine(content: bytes, formats: tuple[Format, ...] = FORMATS) -> Document:
    """Return what a file is, ready to be stored. Raises Refused, saying what to do about it."""
    media_type = _media_type(content)
    form = OF_TYPE.get(media_type)
    if form is None:
        raise Refused(
            _("The file looks like %(what)s, and cannot be added here. Choose %(formats)s.")
            % {"what": looks_like(content), "formats": listed(formats)}
        )
    if form not in formats:
        raise Refused(
            _("The file is a %(what)s file. Here it has to be %(formats)s.")
            % {"what": form.label, "formats": listed(formats)}
        )
    return Document(form, _OPEN.get(media_type, _unchanged)(content))


def listed(formats: tuple[Format, ...]) -> str:
    """Return the names of formats as one reads them out."""
    *first, last = [form.label for form in formats]
    if not first:
        return last
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last}


def looks_like(content: bytes) -> str:
    """Return in words what a file that is not taken seems to be."""
    types = _possible_types(content)
    beginning = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for known, beginnings, words in _LOOKS:
        if known & types or beginning.startswith(tuple(each.lower() for each in beginnings)):
            return str(words)
    if b"<svg" in content[:4096].lower():  # behind a declaration or a comment
        return _("a drawing (SVG)")
    try:
        content[:4096].decode()
    except UnicodeDecodeError as error:
        if error.start < len(content[:4096]) - 3:  # not just a letter cut in two
            return _("something we do not recognise")
    return _("plain text") if b"\0" not in content[:4096] else _("something we do not recognise")


def _possible_types(content: bytes) -> set[str]:
    """Return the media types that the bytes of a file may belong to."""
    try:
        return {match.mime_type for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return set()


def _media_type(content: bytes) -> str:
    """Return the one type a file claims to be by its first bytes, or nothing for any other."""
    if content.startswith(packages.SIGNATURE):
        return packages.media_type(content)
    signatures = {_PDF: b"%PDF-", _PNG: b"\x89PNG\r\n\x1a\n", _JPEG: b"\xff\xd8\xff"}
    possible = _possible_types(content)
    for media_type, signature in signatures.items():
        if media_type in possible and content.startswith(signature):
            return media_type
    return ""


def _unchanged(content: bytes) -> bytes:
    return content


_OPEN: dict[str, Callable[[bytes], bytes]] = {
    _PDF: pdfs.checked,
    _PNG: pictures.saved_anew,
    _JPEG: pictures.saved_anew,
}
