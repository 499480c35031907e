"""Files to upload, made where they are needed: good ones, odd ones and hostile ones."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
ODT = "application/vnd.oasis.opendocument.text"

PROGRAM = b"MZ\x90\x00\x03" + bytes(300)
ELF = b"\x7fELF\x02\x01\x01" + bytes(300)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


def pdf(text: str = "", **catalogue: Any) -> bytes:
    """Return a PDF with a page; a text makes it another file, and more goes into its catalogue."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": text})
    for key, value in catalogue.items():
        writer.root_object[NameObject(f"/{key}")] = value
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def action(**entries: str) -> DictionaryObject:
    """Return an action of a PDF, such as running a script."""
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(value)
            if value.startswith("/")
            else TextStringObject(value)
            for key, value in entries.items()
        }
    )


def pdf_with_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("inside.txt", b"hidden")
    return written(writer)


def pdf_without_pages() -> bytes:
    return written(PdfWriter())


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def pdf_with_hidden_script() -> bytes:
    """Return a PDF whose script stands in an object of its own, under an escaped name."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    script = DecodedStreamObject()
    script.set_data(b"app.alert(1)")
    act = action(S="/JavaScript")
    act[NameObject("/JS")] = writer._add_object(script)
    note = action(Subtype="/Link")
    note[NameObject("/A")] = writer._add_object(act)
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return written(writer).replace(b"/JavaScript", b"/Java#53cript").replace(b"/JS", b"/J#53")


def zipped(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def types(path: str, kind: str, more: str = "") -> str:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Default Extension="xml" ContentType="application/xml"/>{more}'
        f'<Override PartName="{path}" ContentType="{kind}"/></Types>'
    )


def docx(text: str = "Hei", kind: str = WORD, **parts: bytes | str) -> bytes:
    """Return a DOCX; more parts are named with __ for / and _dot_ for a full stop."""
    more = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    return zipped(
        {
            "[Content_Types].xml": types("/word/document.xml", kind),
            "_rels/.rels": "<Relationships/>",
            "word/document.xml": f"<w>{text}</w>",
            **more,
        }
    )


def docx_in(encoding: str) -> bytes:
    """Return a DOCX whose list of parts claims to be in an encoding."""
    listing = types("/word/document.xml", WORD).replace("?>", f' encoding="{encoding}"?>', 1)
    return docx(**{"[Content_Types].xml": listing})


def relations(kind: str, mode: str = 'TargetMode="External"') -> str:
    """Return a part that refers to something elsewhere, as a DOCX and a PPTX do."""
    start = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{start}/{kind}" Target="https://x.example/a" {mode}/>'
        "</Relationships>"
    )


def pptx(**parts: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": types("/ppt/presentation.xml", SLIDES),
            "_rels/.rels": "<Relationships/>",
            "ppt/presentation.xml": "<p/>",
            **parts,
        }
    )


def odt(manifest: str = "", **parts: str) -> bytes:
    more = {name.replace("__", "/"): part for name, part in parts.items()}
    name = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listing = (
        f'<manifest:manifest xmlns:manifest="{name}"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{ODT}"/>{manifest}</manifest:manifest>'
    )
    return zipped(
        {"mimetype": ODT, "content.xml": "<o/>", "META-INF/manifest.xml": listing, **more}
    )


def bomb(megabytes: int = 300) -> bytes:
    """Return a DOCX with a part that unpacks to very much."""
    return docx(word__big_dot_xml=bytes(megabytes * 1024 * 1024))


def lying_about_size(content: bytes, size: int, check: int) -> bytes:
    """Return a ZIP whose directory claims another size for its last part."""
    at = content.rfind(b"PK\x01\x02")
    return (
        content[: at + 16]
        + struct.pack("<L", check)
        + content[at + 20 : at + 24]
        + (struct.pack("<L", size) + content[at + 28 :])
    )


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20), **how: Any) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(out, kind, **how)
    return out.getvalue()


def photograph() -> bytes:
    """Return a JPEG as a telephone makes it: on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Telefon"
    exif.get_ifd(0x8825)[2] = (59.0, 54.0, 0.0)
    return picture("JPEG", exif=exif)


def huge_picture() -> bytes:
    """Return a small PNG that says it is 60,000 by 60,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", check)

    head = struct.pack(">LLBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
