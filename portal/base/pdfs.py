"""PDFs that editors upload: they open, have a page, no password, and do nothing by themselves.

Looked through is every object that the file's own table of objects reaches. What cannot be seen:
code that waits in an object too damaged to be read, or in the data of a stream (a font, a picture).
That is why papers are handed out to be saved, and never opened inside the portal.
"""

import io
import zipfile
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from portal.base.refused import Refused

MAX_OBJECTS = 200_000

_SCRIPT = gettext_lazy(
    "The PDF contains a script. Print it to a new PDF, which leaves the script out, and choose "
    "that."
)
_LAUNCH = gettext_lazy(
    "The PDF can start programs or open other files. Print it to a new PDF, and choose that."
)
_ATTACHED = gettext_lazy(
    "The PDF has other files inside it. Take them out, or print it to a new PDF, and add each file "
    "as a paper of its own."
)
# What does something by itself: as a key of any object, or as its kind of action or annotation.
_ACTIVE: dict[str, Promise] = {
    **dict.fromkeys(("/JavaScript", "/JS", "/XFA"), _SCRIPT),
    **dict.fromkeys(("/Launch", "/GoToE", "/ImportData", "/RichMedia", "/Rendition"), _LAUNCH),
    **dict.fromkeys(("/EmbeddedFile", "/EmbeddedFiles", "/EF", "/FileAttachment"), _ATTACHED),
}
_KINDS = ("/S", "/Type", "/Subtype")


def checked(content: bytes) -> bytes:
    """Return a PDF that has a page and does nothing by itself."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused(
            _("The file is two files in one: a PDF and a ZIP. Print it to a new PDF.")
        )  # which it is depends on who opens it
    try:
        reader = PdfReader(io.BytesIO(content))
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else len(reader.pages)
        found = None if encrypted else _active(reader)
    except Refused:
        raise
    except (DependencyError, FileNotDecryptedError) as error:  # a lock the library has no key for
        raise _locked() from error
    except Exception as error:  # whatever a damaged file makes the library trip over
        raise Refused(
            _("The PDF cannot be opened; it seems to be damaged. Make it again, and choose that.")
        ) from error
    if encrypted:
        raise _locked()
    if not pages:
        raise Refused(_("The PDF has no pages. Make it again, and choose that."))
    if found is not None:
        raise Refused(str(found))
    return content


def _locked() -> Refused:
    return Refused(
        _("The PDF is locked with a password or against copying. Save it without protection.")
    )


def _active(reader: PdfReader) -> Promise | None:
    """Return what is wrong with the first object that does something by itself, if any does."""
    numbers = {(number, gen) for gen, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MAX_OBJECTS:
        raise Refused(_("The PDF has too many parts to be looked through. Print it to a new PDF."))
    if found := _active_in(reader.trailer):
        return found
    for number, generation in sorted(numbers):
        try:
            found = _active_in(reader.get_object(IndirectObject(number, generation, reader)))
        except Refused:
            raise
        except Exception:  # noqa: S112 - an object that cannot be read cannot be run either
            continue
        if found:
            return found
    return None


def _active_in(top: Any) -> Promise | None:
    """Look through an object and all it holds itself; what it refers to has its own turn."""
    waiting = [top]
    while waiting:
        here = waiting.pop()
        if isinstance(here, DictionaryObject):
            names = {str(key) for key in here}
            names |= {_name(dict.get(here, kind)) for kind in _KINDS}
            for name in names & _ACTIVE.keys():
                return _ACTIVE[name]
            waiting += [dict.__getitem__(here, key) for key in here]
        elif isinstance(here, ArrayObject):
            waiting += list.__iter__(here)
    return None


def _name(value: Any) -> str:
    """Return what a kind is called, also when it is only referred to."""
    return str(value.get_object() if isinstance(value, IndirectObject) else value)
