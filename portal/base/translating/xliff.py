"""Files of texts for translators: XLIFF 2.0, written and read with translate-toolkit.

One `<file>` for each entry, its id `services.service:key`; one `<unit>` for each text, its name
the path of the text and its id the same path with colons. Rich text stands as HTML in the text of
a unit, escaped, so that it comes back exactly as it went; the unit's type says so.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from lxml import etree
from translate.storage.xliff2 import Xliff2File

from portal.base.translating.following import fingerprint
from portal.base.translating.texts import BEHIND, CURRENT, EntryTexts, Text

MEDIA_TYPE = "application/xliff+xml"
NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
MAX_BYTES = 10 * 1024 * 1024
MAX_UNITS = 20_000
HTML = "portal:html"
TEXT = "portal:text"
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9._-]")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class BadFile(Exception):
    """Why a file can not be read, in the reader's language."""


@dataclass(frozen=True)
class Unit:
    """One text as a file has it."""

    file: str  # the id of the entry
    id: str
    source: str
    target: str
    digest: str
    codes: bool  # has inline codes, which we do not write


@dataclass(frozen=True)
class Document:
    """A file that has been read."""

    source: str
    target: str
    units: tuple[Unit, ...]


def file_id(label: str, key: str) -> str:
    """Return the id of an entry's part of a file."""
    return f"{label}:{key}"


def unit_id(path: str) -> str:
    """Return the id of a text: its path, as XML allows an id to be."""
    return ":".join(_NOT_IN_ID.sub("_", step) for step in path.split("/"))


def write(entries: Iterable[EntryTexts], source: str, target: str) -> bytes:
    """Return a file with the texts of entries."""
    store = Xliff2File()
    store.setsourcelanguage(source)
    store.settargetlanguage(target)
    root = store.document.getroot()
    empty = store.body
    for entry in entries:
        node = store.createfilenode(file_id(entry.label, entry.key))
        root.append(node)
        store.body = node
        for text in entry.texts:
            _add_unit(store, entry, text)
    if len(root) > 1:
        root.remove(empty)
    out = io.BytesIO()
    store.serialize(out)
    return out.getvalue()


def _add_unit(store: Any, entry: EntryTexts, text: Text) -> None:
    unit = store.UnitClass(text.source)
    if text.translation:
        unit.target = text.translation
    unit.setid(unit_id(text.path))
    store.addunit(unit)
    state = {CURRENT: "final", BEHIND: "initial"}.get(text.standing, "initial")
    unit.xmlelement.set("state", state)
    del unit.xmlelement.attrib[_XML_SPACE]  # which the standard has on the unit
    element = unit.getunitelement()
    element.set("name", text.path)
    element.set("type", HTML if text.is_html else TEXT)
    element.set(_XML_SPACE, "preserve")
    element.insert(0, _metadata(entry, text))
    element.insert(1, _notes(entry, text))


def _metadata(entry: EntryTexts, text: Text) -> etree._Element:
    """Return which text of the source a translation is made from."""
    metadata = etree.Element(f"{{{METADATA}}}metadata", nsmap={"mda": METADATA})
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", category="portal:source")
    values = {"digest": fingerprint(text.source)}
    if entry.version is not None:
        values["version"] = str(entry.version)
    for name, value in values.items():
        etree.SubElement(group, f"{{{METADATA}}}meta", type=name).text = value
    return metadata


def _notes(entry: EntryTexts, text: Text) -> etree._Element:
    """Return what a translator has to know of a text."""
    said = [f"{capfirst(entry.kind)} “{entry.name}”: {text.label}"]
    if text.max_length:
        said.append(_("At most %d characters.") % text.max_length)
    if text.standing == BEHIND:
        said.append(_("The source has changed since this translation was made."))
    if text.is_html:
        said.append(_("HTML: translate the words, and leave what stands between < and >."))
    notes = etree.Element(f"{{{NAMESPACE}}}notes")
    for words in said:
        etree.SubElement(notes, f"{{{NAMESPACE}}}note").text = words
    return notes


def read(data: bytes) -> Document:
    """Read a file; raises BadFile. Nothing outside the file is looked at, nothing is expanded."""
    if len(data) > MAX_BYTES:
        raise BadFile(too_big())
    try:
        defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise BadFile(
            _("The file declares entities or a document type, and is refused.")
        ) from error
    except (defusedxml.ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadFile(_("The file is not XML: %(error)s") % {"error": error}) from error
    store = _parsed(data)
    root = store.document.getroot()
    source, target = _primary(root.get("srcLang")), _primary(root.get("trgLang"))
    if not source or not target:
        raise BadFile(_("The file does not say which languages it is in (srcLang, trgLang)."))
    units = tuple(_units(root))
    if len(units) > MAX_UNITS:
        raise BadFile(_("There are too many texts in the file: at most %d.") % MAX_UNITS)
    return Document(source, target, units)


def too_big() -> str:
    """Say how big a file can be."""
    return _("The file is too big: at most %d MB.") % (MAX_BYTES // 1024**2)


def _parsed(data: bytes) -> Any:
    """Let the library read a file that holds no document type."""
    wrong = _("The file is not XLIFF 2.0. Choose that format when you save it.")
    try:
        store = Xliff2File.parsestring(data)
    except (etree.XMLSyntaxError, ValueError, AssertionError, AttributeError, TypeError) as error:
        raise BadFile(wrong) from error
    if store.document.getroot().tag != f"{{{NAMESPACE}}}xliff":
        raise BadFile(wrong)
    return store


def _units(root: Any) -> Iterator[Unit]:
    """Yield the units; a text that a program has divided into segments is whole again."""
    for element in root.iterdescendants(f"{{{NAMESPACE}}}unit"):
        file = next(element.iterancestors(f"{{{NAMESPACE}}}file"), None)
        pieces = [
            each
            for each in element
            if each.tag in (f"{{{NAMESPACE}}}segment", f"{{{NAMESPACE}}}ignorable")
        ]
        sources = [each.find(f"{{{NAMESPACE}}}source") for each in pieces]
        targets = [each.find(f"{{{NAMESPACE}}}target") for each in pieces]
        translated = any(_content(each) for each in targets)
        if translated:  # what stands between segments is the same in both, if nothing else is said
            ignorable = f"{{{NAMESPACE}}}ignorable"
            targets = [
                source if target is None and piece.tag == ignorable else target
                for piece, source, target in zip(pieces, sources, targets, strict=True)
            ]
        yield Unit(
            file=file.get("id", "") if file is not None else "",
            id=element.get("id", ""),
            source="".join(_content(each) for each in sources),
            target="".join(_content(each) for each in targets),
            digest=_digest(element),
            codes=any(_has_codes(each) for each in targets),
        )


def _content(node: Any) -> str:
    return "".join(node.itertext()) if node is not None else ""


def _has_codes(node: Any) -> bool:
    """Tell whether a text holds anything but text and marks of the translator's program."""
    marks = {f"{{{NAMESPACE}}}{name}" for name in ("mrk", "sm", "em")}
    return node is not None and any(each.tag not in marks for each in node.iterdescendants())


def _digest(unit: Any) -> str:
    for meta in unit.iterdescendants(f"{{{METADATA}}}meta"):
        if meta.get("type") == "digest":
            return (meta.text or "").strip()
    return ""


def _primary(tag: str | None) -> str:
    """Return the language of a tag such as en-GB."""
    return (tag or "").partition("-")[0].lower()
