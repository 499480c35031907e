"""What the portal makes of an uploaded file, whatever its name and its sender say."""

import io
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from PIL import Image, ImageChops, ImageStat

from portal.base import packages
from portal.base.documents import FORMATS, PDF, examine
from portal.base.refused import Refused
from portal.base.uploads import DocumentField, safe_name
from tests.base import made_files as made

MB = 1024 * 1024
BOUNDARY = "----boundary"


def refusal(content: bytes) -> str:
    """Return in English why a file is not taken."""
    with override("en"), pytest.raises(Refused) as caught:
        examine(content)
    return str(caught.value)


class Endless:
    """A body of a request that is made while it is read, so that no memory holds it."""

    def __init__(self, before: bytes, size: int, after: bytes, folder: Path | None = None) -> None:
        self.parts = [before, size, after]
        self.length = len(before) + size + len(after)
        self.folder, self.most_on_disk = folder, 0

    def read(self, size: int = -1) -> bytes:
        if self.folder:
            on_disk = sum(path.stat().st_size for path in self.folder.iterdir())
            self.most_on_disk = max(self.most_on_disk, on_disk)
        while self.parts and not self.parts[0]:
            self.parts.pop(0)
        if not self.parts:
            return b""
        here = self.parts[0]
        if isinstance(here, int):
            taken = min(size, here)
            self.parts[0] = here - taken
            return b"a" * taken
        taken, self.parts[0] = here[:size], here[size:]
        return taken

    readline = read


def form_body(fields: dict[str, str], field: str, name: str) -> tuple[bytes, bytes]:
    """Return what stands before and after a file in the body of a form."""
    lines = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    lines.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return "".join(lines).encode(), f"\r\n--{BOUNDARY}--\r\n".encode()


def post(client: Client, path: str, body: Endless) -> Any:
    """Send a body that is read piece by piece."""
    return client.request(
        **{
            "PATH_INFO": path,
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )


# Formats


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (made.pdf(), "PDF"),
        (made.docx(), "DOCX"),
        (made.odt(), "ODT"),
        (made.pptx(), "PPTX"),
        (made.picture("PNG"), "PNG"),
        (made.picture("JPEG"), "JPEG"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_formats_of_the_portal_are_known_by_what_they_hold(content: bytes, label: str) -> None:
    document = examine(content)
    assert document.format.label == label
    if not document.format.is_picture:
        assert document.content == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (made.PROGRAM, "a program"),
        (made.ELF, "a program"),
        (b"#!/bin/sh\nrm -r /", "a program"),
        (made.SVG, "a drawing (SVG)"),
        (b"<?xml version='1.0'?><!-- x -->" + made.SVG, "a drawing (SVG)"),
        (made.HTML, "a web page (HTML)"),
        (b"\n <html><script>", "a web page (HTML)"),
        (made.zipped({"a.txt": "a"}), "a compressed file"),
        (made.zipped({"[Content_Types].xml": made.types("/xl/a.xml", "x")}), "a compressed file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an older Word"),
        (b"GIF89a" + bytes(20), "a picture (GIF)"),
        ("Møte tirsdag.".encode(), "plain text"),
        (b"\x00\x01\x02\xff\xfe", "something we do not recognise"),
        (b"%!PS\n%PDF-1.4", "plain text"),
        (b"  " + made.pdf(), "something we do not recognise"),
    ],
)
def test_what_is_not_taken_is_named(content: bytes, words: str) -> None:
    said = refusal(content)
    assert words in said
    assert said.endswith("Choose PDF, DOCX, ODT, PPTX, PNG or JPEG.")


def test_a_file_of_another_format_than_the_field_takes_is_refused() -> None:
    with override("en"), pytest.raises(Refused, match="is a PNG file. Here it has to be PDF"):
        examine(made.picture(), (PDF,))


# PDF


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (made.pdf(OpenAction=made.action(S="/JavaScript", JS="x")), "a script"),
        (made.pdf_with_hidden_script(), "a script"),
        (made.pdf(OpenAction=made.action(S="/Launch", F="a.exe")), "start programs"),
        (made.pdf_with_attachment(), "other files inside"),
        (made.pdf_without_pages(), "has no pages"),
        (made.locked_pdf(), "locked with a password"),
        (made.pdf() + made.zipped({"a": "b"}), "two files in one"),
        (b"%PDF-1.7\n" + bytes(500), "damaged"),
        (b"%PDF-1.7\n" + made.HTML, "damaged"),
    ],
)
def test_a_pdf_that_does_something_or_does_not_open_is_refused(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_pdf_locked_in_a_way_we_have_no_key_for_is_called_locked() -> None:
    lock = b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O (%b) /U (%b)" % (
        b"a" * 48,
        b"a" * 48,
    )
    lock += b" /OE (%b) /UE (%b) /Perms (%b) " % (b"a" * 32, b"a" * 32, b"a" * 16)
    lock += b"/CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>\n"
    content = made.pdf().replace(b"trailer\n<<\n", b"trailer\n<<\n" + lock)
    assert lock in content
    assert "locked" in refusal(content)


# Packages


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (made.docx(word__vbaProject_dot_bin=b"x"), "macros"),
        (made.docx(word__VBAPROJECT_dot_BIN=b"x"), "macros"),
        (made.docx(kind=made.MACRO_WORD), "macros"),
        (made.docx(kind=made.MACRO_WORD.replace("macro", "&#109;acro")), "macros"),
        (made.docx(word__embeddings__a_dot_exe=b"x"), "macros"),
        (made.odt(Basic__Standard__Module1="x"), "macros"),
        (
            made.odt("<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
            "locked",
        ),
        (made.zipped({"../../etc/passwd": "x"}), "damaged"),
        (made.zipped({"/etc/passwd": "x"}), "damaged"),
        (made.zipped({"a\\..\\b": "x"}), "damaged"),
        (made.zipped({"a": "x", "A": "y"}), "damaged"),
        (made.docx()[:-40], "damaged"),
        (made.docx()[:60], "damaged"),
        (made.zipped({"a": "x" * 100}, zipfile.ZIP_BZIP2), "damaged"),
        (made.zipped({str(n): "" for n in range(packages.MAX_PARTS + 1)}), "unpacks to far more"),
    ],
)
def test_a_package_with_tricks_is_refused(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_package_that_unpacks_to_very_much_is_refused_without_unpacking_it_all() -> None:
    content = made.bomb()
    assert len(content) < MB
    tracemalloc.start()
    try:
        assert "unpacks to far more" in refusal(content)
        assert tracemalloc.get_traced_memory()[1] < 20 * MB
    finally:
        tracemalloc.stop()


def test_the_directory_of_a_package_is_not_believed() -> None:
    bomb = made.bomb(30)
    assert "unpacks to far more" in refusal(made.lying_about_size(bomb, 10, 0))
    small = made.docx(word__a_dot_xml="a" * 1000)
    assert "damaged" in refusal(made.lying_about_size(small, 10, 0))


def test_a_locked_package_is_refused() -> None:
    content = bytearray(made.docx())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    assert "locked" in refusal(bytes(content))


def test_a_list_of_parts_that_defines_words_of_its_own_is_refused() -> None:
    listing = made.types("/word/document.xml", made.WORD).replace(
        "<Types", '<!DOCTYPE Types [<!ENTITY a "aaaa">]><Types'
    )
    parts = {"[Content_Types].xml": listing, "_rels/.rels": "<a/>", "word/document.xml": "<a/>"}
    assert "damaged" in refusal(made.zipped(parts))


@pytest.mark.parametrize("encoding", ["nosuch", "shift_jis", "idna"])
def test_a_list_of_parts_in_an_encoding_that_is_not_read_is_damaged(encoding: str) -> None:
    assert "damaged" in refusal(made.docx_in(encoding))


SETTINGS, SLIDE = "word/_rels/settings.xml.rels", "ppt/slides/_rels/a.xml.rels"


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "frame", "subDocument"])
def test_a_package_that_fetches_something_when_it_is_opened_is_refused(kind: str) -> None:
    fetching = made.relations(kind)
    words = "fetches a template or other content from elsewhere"
    assert words in refusal(made.docx(**{SETTINGS: fetching}))
    assert words in refusal(made.docx(**{SETTINGS.upper(): fetching}))
    assert words in refusal(made.pptx(**{SLIDE: fetching}))
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    old = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    assert words in refusal(made.docx(**{SETTINGS: fetching.replace(old, strict)}))
    escaped = fetching.replace("External", "&#69;xternal")
    assert words in refusal(made.docx(**{SETTINGS: escaped}))


def test_what_lies_within_a_package_and_links_to_follow_are_taken() -> None:
    for part in (
        made.relations("attachedTemplate", ""),
        made.relations("oleObject", 'TargetMode="Internal"'),
        made.relations("hyperlink"),
        made.relations("attachedTemplate").replace(
            "https://x.example/a", "file:///C:\\Maler\\a.dotx"
        ),
    ):
        assert examine(made.docx(**{SETTINGS: part})).format.label == "DOCX"
        assert examine(made.pptx(**{SLIDE: part})).format.label == "PPTX"


@pytest.mark.parametrize(
    "part",
    [
        "<Relationships>",
        '<!DOCTYPE r [<!ENTITY a "External">]><r/>',
        '<?xml version="1.0" encoding="nosuch"?><r/>',
    ],
)
def test_relations_that_cannot_be_read_safely_are_refused(part: str) -> None:
    assert "damaged" in refusal(made.docx(**{SETTINGS: part}))


# Pictures


def test_a_photograph_loses_what_the_camera_wrote_but_stands_upright() -> None:
    before = made.photograph()
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(0x8825)
    after = Image.open(io.BytesIO(examine(before).content))
    assert not dict(after.getexif())
    assert "comment" not in after.info
    assert after.size == (20, 30)


def test_a_picture_keeps_its_points_and_is_stored_once() -> None:
    for kind, most in (("PNG", 0), ("JPEG", 2)):  # a JPEG is rounded again where it is saved
        before = made.picture(kind)
        after = examine(before).content
        pictures = [Image.open(io.BytesIO(content)).convert("RGB") for content in (before, after)]
        difference = ImageStat.Stat(ImageChops.difference(*pictures)).mean
        assert max(difference) <= most, kind
        assert examine(before).content == after


def test_what_hides_behind_a_picture_is_taken_away() -> None:
    content = made.picture() + made.zipped({"a.exe": made.PROGRAM})
    assert b"a.exe" not in examine(content).content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (made.picture("PNG", (300, 200))[:5000], "damaged or not complete"),
        (made.picture("JPEG", (300, 200))[:5000], "damaged or not complete"),
        (made.huge_picture(), "at most 30 million pixels"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "damaged or not complete"),
    ],
)
def test_a_picture_that_is_broken_or_too_large_is_refused(content: bytes, words: str) -> None:
    assert words in refusal(content)


# Names


@pytest.mark.parametrize(
    ("uploaded", "stored"),
    [
        ("Ánot čoahkkin š đ ŋ ŧ ž.pdf", "anot-coahkkin-s-d-n-t-z.pdf"),
        ("Møtebok Åsnes æøå.docx", "motebok-asnes-aeoa.pdf"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.pdf"),
        ("C:\\Users\\Kari\\referat.odt", "referat.pdf"),
        ("faktura.pdf.exe", "faktura-pdf.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("Møte 12.03.2027", "mote-12-03-2027.pdf"),
        ("CON.pdf", "file-con.pdf"),
        ("lpt1", "file-lpt1.pdf"),
        ("-rf *.pdf", "rf.pdf"),
        ("протокол.pdf", "file.pdf"),
        ("a\u202egpj.pdf", "a-gpj.pdf"),
        ("A\u030asnes.pdf", "asnes.pdf"),
        ("<script>alert('x')</script>.pdf", "script.pdf"),
        ("a" * 300 + ".pdf", "a" * 80 + ".pdf"),
        ("sak_3-b.pdf", "sak_3-b.pdf"),
    ],
)
def test_a_name_is_made_plain(uploaded: str, stored: str) -> None:
    assert safe_name(uploaded, "pdf") == stored


# Size


def test_an_empty_file_is_refused() -> None:
    with override("en"), pytest.raises(ValidationError, match="The file is empty"):
        DocumentField().clean(SimpleUploadedFile("a.pdf", b""))


def test_the_type_that_the_browser_claims_means_nothing() -> None:
    file = SimpleUploadedFile("a.exe", made.pdf(), content_type="application/x-msdownload")
    upload = DocumentField(formats=FORMATS).clean(file)
    assert (upload.name, upload.document.format) == ("a.pdf", PDF)


@pytest.mark.django_db
def test_the_login_form_keeps_nothing_of_a_file_that_is_too_big(settings, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.PORTAL_MAX_UPLOAD = MB
    before, after = form_body({"login": "kari", "password": "x"}, "file", "big.pdf")
    body = Endless(before, 30 * MB, after, tmp_path)
    answer = post(Client(), "/en/admin/account/login/", body)
    assert answer.status_code == 200
    assert answer.context["form"]["login"].value() == "kari"
    assert 0 < body.most_on_disk <= MB
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_many_files_in_one_form_share_a_limit(settings, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.PORTAL_MAX_UPLOAD = MB
    before = b"".join(
        form_body({}, f"file{n}", "a.pdf")[0] + b"a" * (MB - 1) + b"\r\n" for n in range(20)
    )
    body = Endless(before, 0, f"--{BOUNDARY}--\r\n".encode(), tmp_path)
    assert post(Client(), "/en/admin/account/login/", body).status_code == 200
    assert 3 * MB < body.most_on_disk <= 4 * MB


def test_a_form_that_is_cut_off_leaves_no_file_behind(settings, tmp_path: Path, rf) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    before, _after = form_body({}, "file", "a.pdf")
    body = Endless(before, 200_000, b"")
    request = rf.generic(
        "POST",
        "/",
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(body.length)},
    )
    list(request.FILES.values())
    request.close()
    assert list(tmp_path.iterdir()) == []
