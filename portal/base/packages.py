"""Documents that are ZIP files: DOCX, PPTX and ODT, looked through part by part.

The directory of a ZIP file only says what its parts are and how big they become. Here each part is
unpacked in small pieces and counted, and the directory has to have told the truth.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from portal.base.refused import Refused

SIGNATURE = b"PK\x03\x04"
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100  # times the size of the file
ALWAYS_ALLOWED = 10 * 1024 * 1024  # unpacked, whatever the ratio
MAX_PARTS = 5000
MAX_DIRECTORY = 1024 * 1024
MAX_LISTING = 4 * 1024 * 1024  # of a part that lists the others
PIECE = 64 * 1024

_TYPES, _MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
_ENCRYPTED = 0x1 | 0x40
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MAIN = {f"{MEDIA_TYPES[kind]}.main+xml": kind for kind in ("docx", "pptx")} | {_WORKBOOK: "xlsx"}
_MACRO_PART = re.compile(
    r"(^|/)(vbaproject[^/]*\.bin|vbadata\.xml)$|(^|/)activex/"
    r"|\.(docm|dotm|xlsm|xltm|xlam|xlsb|pptm|potm|ppsm|exe|dll|js|vbs|cmd|bat|ps1|hta|lnk)$"
)
_ON_A_DRIVE = re.compile(r"(file:///)?[a-z]:[\\/]", re.IGNORECASE)
_FETCHED = {"attachedtemplate", "frame", "oleobject", "subdocument"}  # as the file is opened
_MACRO_FOLDERS = ("basic/", "scripts/")  # of OpenDocument


@dataclass
class _Listing:
    """What a part that lists the others says of them: types by path, and what else is in it."""

    types: dict[str, str] = field(default_factory=dict)
    elements: set[str] = field(default_factory=set)


def media_type(content: bytes) -> str:
    """Return the type of a ZIP file that is a document, or nothing for any other.

    Raises Refused for one that is damaged, locked, carries macros or unpacks to too much.
    """
    parts = _parts(content)
    _check_parts(content, parts)
    kind = ""
    if _TYPES in parts:
        kind = _office_kind(content, parts)
    elif "mimetype" in parts:
        kind = _open_kind(content, parts)
    return MEDIA_TYPES.get(kind, "")


def is_workbook(content: bytes, *, most: int) -> bool:
    """Tell whether a ZIP file is an XLSX workbook; raises Refused as `media_type` does.

    Raises it also for more bytes than the most, and for a document type, which can define entities.
    """
    parts = _parts(content)
    _check_parts(content, parts)
    if sum(part.file_size for part in parts.values()) > most:
        raise _too_much()
    for part in parts.values():
        last = b""
        packed = memoryview(content)[_start(content, part) :][: part.compress_size]
        for piece in _pieces(packed, part.compress_type):
            last = last[-9:] + bytes(piece).replace(b"\0", b"")
            if b"<!DOCTYPE" in last:  # in a text the sign that begins it is escaped
                raise _damaged()
    return _TYPES in parts and _office_kind(content, parts) == "xlsx"


def _damaged() -> Refused:
    return Refused(
        _("The file is damaged or put together wrongly. Open it, save it anew and choose that.")
    )


def _macros() -> Refused:
    return Refused(
        _("The file contains macros or programs. Save it without them, and choose that.")
    )


def _too_much() -> Refused:
    return Refused(
        _("The file unpacks to far more than a document does. Save it anew, with smaller pictures.")
    )


def _locked() -> Refused:
    return Refused(_("The file is locked with a password. Save it without, and choose that."))


def _fetches() -> Refused:
    return Refused(
        _(
            "The file fetches a template or other content from elsewhere when it is opened. "
            "Remove the links to it, or save the file as PDF, and choose that."
        )
    )


def _parts(content: bytes) -> dict[str, zipfile.ZipInfo]:
    """Return the parts by name, from a directory of reasonable length with honest names."""
    end = content.rfind(_END, max(0, len(content) - 65_557))
    if end < 0 or len(content) < end + 22 or content[end - 20 : end - 16] == _END_64:
        raise _damaged()
    number, length = struct.unpack_from("<HL", content, end + 10)
    if number > MAX_PARTS or length > MAX_DIRECTORY:
        raise _too_much()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise _damaged() from error
    if len(found) > MAX_PARTS:
        raise _too_much()
    for part in found:
        path = part.orig_filename
        odd = "\\" in path or ":" in path or "\0" in path or path.startswith("/")
        if odd or ".." in path.split("/") or stat.S_ISLNK(part.external_attr >> 16):
            raise _damaged()
        if part.flag_bits & _ENCRYPTED:
            raise _locked()
    if len({part.filename.casefold() for part in found}) < len(found):
        raise _damaged()
    return {part.filename: part for part in found}


def _check_parts(content: bytes, parts: dict[str, zipfile.ZipInfo]) -> None:
    """Unpack every part, counting; refuse macros, lies, parts inside parts, and too much."""
    total, reached = 0, 0
    bound = min(MAX_UNPACKED, max(ALWAYS_ALLOWED, MAX_RATIO * len(content)))
    for part in sorted(parts.values(), key=lambda part: part.header_offset):
        if _MACRO_PART.search(part.filename.lower()):
            raise _macros()
        if part.header_offset < reached:  # two parts share their bytes
            raise _damaged()
        start = _start(content, part)
        reached = start + part.compress_size
        total += _unpacked_size(content, part, start, bound - total)


def _start(content: bytes, part: zipfile.ZipInfo) -> int:
    """Return where the bytes of a part begin; the part has to say what the directory says."""
    try:
        head = struct.unpack_from("<4s22xHH", content, part.header_offset)
    except struct.error as error:
        raise _damaged() from error
    signature, name_length, extra_length = head
    name_at = part.header_offset + 30
    name = content[name_at : name_at + name_length]
    encoded = part.orig_filename.encode("utf-8" if part.flag_bits & 0x800 else "cp437", "replace")
    start = name_at + name_length + extra_length
    if signature != SIGNATURE or name != encoded or start + part.compress_size > len(content):
        raise _damaged()
    return start


def _unpacked_size(content: bytes, part: zipfile.ZipInfo, start: int, left: int) -> int:
    """Return how big a part really is, unpacking a piece at a time and stopping in time."""
    packed = memoryview(content)[start : start + part.compress_size]
    size, check = 0, 0
    for piece in _pieces(packed, part.compress_type):
        size += len(piece)
        if size > left:
            raise _too_much()
        check = zlib.crc32(piece, check)
    if size != part.file_size or check != part.CRC:
        raise _damaged()
    return size


def _pieces(packed: memoryview, method: int) -> Iterator[bytes | memoryview]:
    """Yield what bytes unpack to, a piece at a time."""
    if method == zipfile.ZIP_STORED:
        for at in range(0, len(packed), PIECE):
            yield packed[at : at + PIECE]
        return
    if method != zipfile.ZIP_DEFLATED:
        raise _damaged()
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), PIECE):
            waiting: bytes | memoryview = packed[at : at + PIECE]
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, PIECE)
                waiting = unpacker.unconsumed_tail
        while not unpacker.eof:
            piece = unpacker.decompress(b"", PIECE)
            if not piece:
                break
            yield piece
    except zlib.error as error:
        raise _damaged() from error
    if not unpacker.eof:
        raise _damaged()


def _read(content: bytes, part: zipfile.ZipInfo) -> bytes:
    """Return a small part; its size has been counted by now."""
    if part.file_size > MAX_LISTING:
        raise _too_much()
    packed = memoryview(content)[_start(content, part) :][: part.compress_size]
    return b"".join(_pieces(packed, part.compress_type))


def _office_kind(content: bytes, parts: dict[str, zipfile.ZipInfo]) -> str:
    """Return which format of Office a file is, or nothing for none of ours."""
    listing = _listing(_read(content, parts[_TYPES]), "PartName", "ContentType")
    kinds = set()
    for path, kind in listing.types.items():
        if "macroenabled" in kind.lower() or "vbaproject" in kind.lower():
            raise _macros()
        if kind in _MAIN and path.lstrip("/") in parts:
            kinds.add(_MAIN[kind])
    for path, part in parts.items():
        if path.lower().endswith(".rels"):
            _check_relations(_read(content, part))
    return kinds.pop() if len(kinds) == 1 and "_rels/.rels" in parts else ""


def _check_relations(xml: bytes) -> None:
    """Refuse relations that fetch something from elsewhere unasked; links to follow are fine.

    So is a template on the writer's own machine, as Word notes for every document made from one.
    """

    def begin(_name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").strip().rpartition("/")[2].lower()
        mode = attributes.get("TargetMode", "").strip().lower()
        is_local = _ON_A_DRIVE.match(attributes.get("Target", "").strip())
        if kind in _FETCHED and mode == "external" and not is_local:
            raise _fetches()

    _read_xml(xml, begin)


def _open_kind(content: bytes, parts: dict[str, zipfile.ZipInfo]) -> str:
    """Return whether a file is an OpenDocument text."""
    named = _read(content, parts["mimetype"]).decode("ascii", "replace").strip()
    if named != MEDIA_TYPES["odt"] or not {_MANIFEST, "content.xml"} <= parts.keys():
        return ""
    listing = _listing(_read(content, parts[_MANIFEST]), "full-path", "media-type")
    if "encryption-data" in listing.elements:
        raise _locked()
    if any(path.lower().startswith(_MACRO_FOLDERS) for path in parts):
        raise _macros()
    return "odt" if listing.types.get("/", named) == named else ""


def _listing(xml: bytes, path: str, kind: str) -> _Listing:
    """Read a part that lists the others."""
    listing = _Listing()

    def begin(name: str, attributes: dict[str, str]) -> None:
        listing.elements.add(name.rpartition(":")[2])
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        listing.types[plain.get(path) or f"*.{plain.get('Extension')}"] = plain.get(kind, "")

    _read_xml(xml, begin)
    return listing


def _read_xml(xml: bytes, begin: Callable[[str, dict[str, str]], None]) -> None:
    """Read a part, element by element; one that defines entities of its own is refused.

    So is one in an encoding that does not exist or that the reader does not know.
    """

    def refuse(*_entity: object) -> None:
        raise _damaged()

    reader = expat.ParserCreate()
    reader.StartElementHandler = begin
    reader.EntityDeclHandler = refuse
    try:
        reader.Parse(xml, True)  # noqa: FBT003 - expat's
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise _damaged() from error
