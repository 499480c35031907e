"""The papers of meetings: uploaded by editors, listed with their versions, handed out safely."""

import datetime as dt
import tracemalloc
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from networks.models import Meeting, Paper, PaperVersion
from networks.papers import papers_of
from portal.base.files import StoredFile
from tests.base import made_files as made
from tests.base.test_uploads import MB, Endless, form_body, post
from tests.drafts.forms import publish_now
from tests.factories import CaseFactory, MeetingFactory, PaperFactory, PaperVersionFactory

pytestmark = pytest.mark.django_db

PDF_TYPE = "application/pdf"
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@pytest.fixture
def editor(client: Client) -> Client:
    """A client signed in as someone who may do everything."""
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def page_of(meeting: Meeting, language: str = "en") -> str:
    """Return the address of a meeting's page in the admin."""
    with override(language):
        return reverse("admin:networks_meeting_change", args=[meeting.pk])


def untouched(client: Client, url: str) -> dict[str, Any]:
    """Return what a browser would send back if the page were saved as it is."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    return {
        n: value if isinstance(value, list) else str(value)
        for n, value in values.items()
        if value is not None and value is not False
    }


def save(client: Client, meeting: Meeting, language: str = "en", **changes: Any) -> Any:
    """Save a meeting with changes to its papers, and publish it; return the response."""
    url = page_of(meeting, language)
    data = untouched(client, url)
    kept = int(data["papers-INITIAL_FORMS"])
    rows = {int(name.split("-")[1]) for name in changes if name.startswith("papers-")}
    data["papers-TOTAL_FORMS"] = str(max(kept, *(row + 1 for row in rows), 0) if rows else kept)
    answer = client.post(url, data | changes)
    publish_now(meeting)
    return answer


def row(number: int = 0, **values: Any) -> dict[str, Any]:
    """Return the fields of a row for a paper."""
    given = {"title": "Referat", "language": "nb", "kind": "minutes", "order": "1"} | values
    return {f"papers-{number}-{name}": value for name, value in given.items()}


def file(content: bytes, name: str = "Møtebok Åsnes.pdf", kind: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind or PDF_TYPE)


def errors_of(answer: Any, number: int = 0) -> dict[str, list[str]]:
    """Return the messages at the fields of a paper."""
    assert answer.status_code == 200, "it was saved"
    formsets = [inline.formset for inline in answer.context["inline_admin_formsets"]]
    return next(formset.errors for formset in formsets if formset.prefix == "papers")[number]


def counts() -> tuple[int, int, int]:
    return Paper.objects.count(), PaperVersion.objects.count(), StoredFile.objects.count()


def url_of(version: Any, language: str = "nb") -> str:
    with override(language):
        return version.get_absolute_url()


# Uploading


def test_a_paper_is_added_on_the_page_of_its_meeting(editor: Client) -> None:
    meeting = MeetingFactory()
    Meeting.objects.update(updated_at=timezone.now() - dt.timedelta(days=9))
    case = CaseFactory(meeting=meeting)
    new = row(file=file(made.pdf()), case=str(case.pk))
    answer = save(editor, meeting, **new)
    assert answer.status_code == 302, answer.context["errors"]
    paper = meeting.papers.get()
    assert (paper.title, paper.kind, paper.case) == ("Referat", "minutes", case)
    assert paper.key.endswith("referat")
    version = paper.versions.get()
    assert (version.number, version.file_name) == (1, "motebok-asnes.pdf")
    assert bytes(version.file.content) == made.pdf()
    assert version.file.media_type == PDF_TYPE
    meeting.refresh_from_db()
    assert timezone.now() - meeting.updated_at < dt.timedelta(minutes=1)


def test_a_new_meeting_is_saved_with_its_papers(editor: Client) -> None:
    with override("en"):
        url = reverse("admin:networks_meeting_add")
    network = MeetingFactory().network
    data = untouched(editor, url) | row(file=file(made.pdf())) | {"papers-TOTAL_FORMS": "1"}
    data |= {f"{field}_{code}": "Nytt" for code in ("nb", "nn", "en") for field in ("name",)}
    data |= {"network": str(network.pk), "year": "2027"}
    answer = editor.post(url, data)
    assert answer.status_code == 302, answer.context["errors"]
    assert PaperVersion.objects.get().paper.meeting.name_nb == "Nytt"


def test_a_docx_stands_beside_the_same_as_pdf_or_as_text(editor: Client) -> None:
    meeting = MeetingFactory()
    lone = row(file=file(made.docx(), "sak.docx"))
    assert list(errors_of(save(editor, meeting, **lone))) == ["pdf"]
    empty = row(file=file(made.docx(), "sak.docx"), text="<p> </p>")
    assert list(errors_of(save(editor, meeting, **empty))) == ["pdf"]
    with_pdf = row(file=file(made.docx(), "sak.docx"), pdf=file(made.pdf("sak")))
    text = '<p onclick="x()">Vi <strong>vedtok</strong></p><script>alert(1)</script>'
    with_text = row(1, file=file(made.odt(), "sak.odt"), text=text)
    answer = save(editor, meeting, **with_pdf, **with_text)
    assert answer.status_code == 302, [errors_of(answer, 0), errors_of(answer, 1)]
    first, second = PaperVersion.objects.order_by("pk")
    assert (first.file_name, first.pdf.media_type, first.text) == ("sak.docx", PDF_TYPE, "")
    assert (second.pdf, second.text) == (None, "<p>Vi <strong>vedtok</strong></p>")


def test_the_second_file_has_to_be_a_pdf_and_only_beside_another_format(editor: Client) -> None:
    meeting = MeetingFactory()
    wrong = row(file=file(made.docx()), pdf=file(made.docx(), "sak.pdf"))
    (message,) = errors_of(save(editor, meeting, **wrong))["pdf"]
    assert message == "The file is a DOCX file. Here it has to be PDF."
    twice = row(file=file(made.pdf()), pdf=file(made.pdf("b")))
    assert "PDF already" in errors_of(save(editor, meeting, **twice))["pdf"][0]


def test_a_picture_needs_words_for_what_it_shows(editor: Client) -> None:
    meeting = MeetingFactory()
    bare = row(file=file(made.picture(), "kart.png"))
    assert list(errors_of(save(editor, meeting, **bare))) == ["alternative"]
    told = row(file=file(made.picture(), "kart.png"), alternative="Et kart.")
    save(editor, meeting, **told)
    assert meeting.papers.first().alternative == "Et kart."


def test_title_language_and_file_are_asked_for(editor: Client) -> None:
    meeting = MeetingFactory()
    errors = errors_of(save(editor, meeting, **row(title="", language="")))
    assert set(errors) == {"title", "language", "file"}
    errors = errors_of(save(editor, meeting, **row(language="norsk", file=file(made.pdf()))))
    assert list(errors) == ["language"]
    assert "norsk" in errors["language"][0]


def test_a_paper_belongs_to_a_case_of_its_own_meeting_only(editor: Client) -> None:
    meeting, other = CaseFactory().meeting, CaseFactory()
    wrong = row(file=file(made.pdf()), case=str(other.pk))
    assert list(errors_of(save(editor, meeting, **wrong))) == ["case"]
    page = editor.get(page_of(meeting)).text
    select = page[page.index('name="papers-__prefix__-case"') :].partition("</select>")[0]
    assert str(meeting.cases.get()) in select
    assert str(other) not in select


HOSTILE = [
    (made.PROGRAM, "sak.pdf", "a program"),
    (made.ELF, "sak.pdf", "a program"),
    (made.SVG, "sak.png", "SVG"),
    (made.SVG, "sak.svg", "SVG"),
    (made.HTML, "sak.pdf", "HTML"),
    (made.bomb(250), "sak.docx", "unpacks to far more"),
    (made.docx(word__vbaProject_dot_bin=b"x"), "sak.docx", "macros"),
    (made.docx_in("nosuch"), "sak.docx", "damaged"),
    (made.docx_in("shift_jis"), "sak.docx", "damaged"),
    (b"", "sak.pdf", "empty"),
    (made.picture("PNG", (300, 200))[:4000], "kart.png", "damaged"),
    (made.huge_picture(), "kart.png", "million pixels"),
    (made.locked_pdf(), "sak.pdf", "locked"),
    (made.pdf_with_hidden_script(), "sak.pdf", "script"),
    (made.pdf() + made.zipped({"a": "b"}), "sak.pdf", "two files in one"),
]


@pytest.mark.parametrize(("content", "name", "words"), HOSTILE)
def test_a_file_that_is_not_taken_saves_nothing_and_loses_nothing(
    editor: Client, content: bytes, name: str, words: str
) -> None:
    meeting = MeetingFactory()
    before = counts()
    good = row(0, title="Innkalling", file=file(made.pdf("innkalling")))
    bad = row(1, file=file(content, name), alternative="Noe", text="<p>Skrevet.</p>")
    answer = save(editor, meeting, **good, **bad, name_nb="Nytt navn")
    errors = errors_of(answer, 1)
    assert list(errors) == ["file"]
    assert words in errors["file"][0]
    assert counts() == before
    meeting.refresh_from_db()
    assert meeting.name_nb != "Nytt navn"
    page = answer.text
    for written in ("Nytt navn", "Innkalling", "Referat", "Noe", "Skrevet."):
        assert written in page
    assert "Choose the file again before you save" in page


def test_a_file_with_the_wrong_ending_is_taken_for_what_it_is(editor: Client) -> None:
    meeting = MeetingFactory()
    odd = file(made.pdf(), "../../Ánot čoahkkin š đ ŋ ŧ ž.exe", "application/x-msdownload")
    assert save(editor, meeting, **row(file=odd)).status_code == 302
    version = PaperVersion.objects.get()
    assert version.file_name == "anot-coahkkin-s-d-n-t-z.pdf"
    answer = editor.get(url_of(version))
    assert answer["Content-Type"] == PDF_TYPE


def test_a_file_of_200_megabytes_takes_no_memory_and_loses_nothing(
    editor: Client, settings, tmp_path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    meeting = MeetingFactory()
    data = untouched(editor, page_of(meeting)) | row() | {"papers-TOTAL_FORMS": "1"}
    data = {name: value for name, value in data.items() if not isinstance(value, list)}
    fields, after = form_body(data | {"name_nb": "Nytt navn"}, "papers-0-file", "big.pdf")
    body = Endless(fields, 200 * MB, after, tmp_path)
    tracemalloc.start()
    try:
        answer = post(editor, page_of(meeting), body)
        assert tracemalloc.get_traced_memory()[1] < 50 * MB
    finally:
        tracemalloc.stop()
    (message,) = errors_of(answer)["file"]
    assert "200.0\xa0MB" in message
    assert "20.0\xa0MB" in message
    assert "Nytt navn" in answer.text
    assert body.most_on_disk <= 20 * MB
    assert list(tmp_path.iterdir()) == []
    assert counts() == (0, 0, 0)


# Versions


def test_a_new_file_makes_a_version_and_the_earlier_stay_at_their_address(editor: Client) -> None:
    meeting = MeetingFactory()
    old, new = made.docx("1"), made.docx("2")
    save(editor, meeting, **row(file=file(old, "a.docx"), pdf=file(made.pdf("1"))))
    first = PaperVersion.objects.get()
    lone = {"papers-0-file": file(new, "b.docx")}
    assert list(errors_of(save(editor, meeting, **lone))) == ["pdf"]  # the old PDF says the old
    both = {"papers-0-file": file(new, "b.docx"), "papers-0-pdf": file(made.pdf("2"))}
    answer = save(editor, meeting, **both)
    assert answer.status_code == 302, errors_of(answer)
    second = PaperVersion.objects.get(number=2)
    reader = Client()
    for version, content in ((first, old), (second, new)):
        assert reader.get(url_of(version)).content == content
    with override("nb"):
        assert reader.get(first.get_pdf_url()).content == made.pdf("1")
    page = editor.get(page_of(meeting)).text
    assert "a.docx" in page
    assert "b.docx" in page


def test_the_pdf_or_the_text_alone_makes_a_version_too(editor: Client) -> None:
    meeting = MeetingFactory()
    save(editor, meeting, **row(file=file(made.docx(), "a.docx"), text="<p>En</p>"))
    save(editor, meeting, **{"papers-0-pdf": file(made.pdf())})
    save(editor, meeting, **{"papers-0-text": "<p>To</p>"})
    found = list(PaperVersion.objects.order_by("number").values_list("number", "text", "pdf"))
    pdf = StoredFile.objects.get(media_type=PDF_TYPE).pk
    assert found == [(1, "<p>En</p>", None), (2, "<p>En</p>", pdf), (3, "<p>To</p>", pdf)]
    assert StoredFile.objects.count() == 2


def test_a_changed_title_makes_no_version(editor: Client) -> None:
    meeting, content = MeetingFactory(), made.docx()
    save(editor, meeting, **row(file=file(content, "a.docx"), text="<p>En</p>"))
    same = {"papers-0-title": "Nytt", "papers-0-text": "<p>En</p>\n"}
    assert save(editor, meeting, **same).status_code == 302
    again = {"papers-0-file": file(content, "a.docx")}
    assert save(editor, meeting, **again).status_code == 302
    assert PaperVersion.objects.count() == 1
    assert Paper.objects.get().title == "Nytt"


def test_a_deleted_paper_is_gone_and_its_files_stay_with_the_versions(editor: Client) -> None:
    meeting = MeetingFactory()
    shared = made.pdf("felles")
    save(editor, meeting, **row(file=file(shared)))
    save(editor, meeting, **{"papers-0-file": file(made.pdf("bare her"))})
    other = PaperVersionFactory(file=StoredFile.keep(shared, PDF_TYPE))
    paper = meeting.papers.get()
    old = [url_of(version) for version in paper.versions.all()]
    assert save(editor, meeting, **{"papers-0-DELETE": "on"}).status_code == 302
    assert not Paper.objects.filter(pk=paper.pk).exists()
    assert other.file in StoredFile.objects.all()
    assert StoredFile.objects.count() == len(old)  # to be brought back, and nowhere to be read
    assert [Client().get(url).status_code for url in old] == [404, 404]


def test_a_deleted_meeting_takes_its_files_with_it() -> None:
    version = PaperVersionFactory()
    version.paper.meeting.delete()
    assert counts() == (0, 0, 0)


# Handing out


def test_a_file_is_handed_out_to_be_saved_and_can_do_nothing() -> None:
    version = PaperVersionFactory(file_name="papir.pdf")
    answer = Client().get(url_of(version))
    assert answer.status_code == 200
    assert answer.content == bytes(version.file.content)
    assert answer["Content-Type"] == PDF_TYPE
    assert answer["Content-Disposition"] == 'attachment; filename="papir.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert answer["ETag"] == f'"{version.file.sha256}"'
    assert answer["Content-Language"] == "nb"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_a_browser_that_has_the_file_is_not_sent_it_again() -> None:
    version = PaperVersionFactory()
    url = url_of(version)
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(url, headers={"if-none-match": f'"{version.file.sha256}"'})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Content-Security-Policy"] == POLICY
    assert '"content"' not in " ".join(query["sql"] for query in asked)
    head = Client().head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head["Content-Length"]) == version.file.size


def test_another_paper_at_the_address_of_a_deleted_one_is_served_as_what_it_is(
    editor: Client,
) -> None:
    meeting, answers = MeetingFactory(), []
    for content in (made.pdf("1"), made.pdf("2")):
        assert save(editor, meeting, **row(file=file(content))).status_code == 302
        url, known = url_of(PaperVersion.objects.get()), [answer["ETag"] for answer in answers]
        answers.append(Client().get(url, headers={"if-none-match": ", ".join(known)}))
        assert answers[-1].status_code == 200
        assert answers[-1].content == content
        assert answers[-1]["Cache-Control"] == "public, max-age=300, must-revalidate"
        assert save(editor, meeting, **{"papers-0-DELETE": "on"}).status_code == 302
        assert Client().get(url).status_code == 404
    first, second = answers
    assert first.request["PATH_INFO"] == second.request["PATH_INFO"]
    assert first["ETag"] != second["ETag"]


def test_only_the_names_of_a_version_lead_anywhere() -> None:
    version = PaperVersionFactory(file_name="papir.docx", text="<p>Hei</p>")
    start = url_of(version).removesuffix("papir.docx")
    names = {"papir.docx": 200, "papir.html": 200, "papir.pdf": 404, "": 404, "Papir.docx": 404}
    for name, status in names.items():
        assert Client().get(start + name).status_code == status, name
    wrong = [start.replace("/1/", "/2/"), start.replace("/1/", f"/{'9' * 30}/")]
    for other in wrong:
        assert Client().get(f"{other}papir.docx").status_code == 404
    assert Client().post(url_of(version)).status_code == 405


@pytest.mark.parametrize(
    "state",
    [
        {"state": "draft"},
        {"published_from": timezone.now() + dt.timedelta(days=1)},
        {"published_until": timezone.now() - dt.timedelta(days=1)},
    ],
)
def test_papers_of_what_is_not_public_are_for_editors(client: Client, state: dict) -> None:
    version = PaperVersionFactory(paper__meeting=MeetingFactory(**state), text="<p>Hemmelig</p>")
    for url in (url_of(version), url_of(version).replace("papir.pdf", "papir.html")):
        assert client.get(url).status_code == 404
        nobody = Client()
        nobody.force_login(get_user_model().objects.get_or_create(username="reader")[0])
        assert nobody.get(url).status_code == 404
        editor = Client()
        user = get_user_model().objects.get_or_create(username="writer")[0]
        user.user_permissions.add(Permission.objects.get(codename="change_meeting"))
        editor.force_login(user)
        answer = editor.get(url)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"


def test_a_file_is_not_kept_longer_than_its_meeting_is_public() -> None:
    soon = timezone.now() + dt.timedelta(minutes=2)
    version = PaperVersionFactory(paper__meeting=MeetingFactory(published_until=soon))
    age = Client().get(url_of(version))["Cache-Control"].split("max-age=")[1].split(",")[0]
    assert 60 < int(age) <= 120


def test_the_text_is_a_page_in_the_language_of_the_paper() -> None:
    paper = PaperFactory(title="Čoahkkingirji", language="se")
    version = PaperVersionFactory(
        paper=paper, file_name="girji.docx", text="<h2>Áššit</h2><p>Bures</p><script>x</script>"
    )
    answer = Client().get(url_of(version).replace(".docx", ".html"))
    assert answer.status_code == 200
    assert '<h1 lang="se">Čoahkkingirji</h1>' in answer.text
    assert '<div class="prose" lang="se">' in answer.text
    assert "<h2>Áššit</h2>" in answer.text
    assert "<script>x" not in answer.text
    assert url_of(version) in answer.text
    assert "sandbox" not in answer["Content-Security-Policy"]
    PaperVersionFactory(paper=paper, number=2)
    newer = Client().get(url_of(version).replace(".docx", ".html"), {"x": "1"}).text
    assert 'class="notice"' in newer
    assert 'class="notice"' not in answer.text


# Lists


def test_papers_are_listed_with_what_is_current_first() -> None:
    meeting = MeetingFactory()
    case = CaseFactory(meeting=meeting)
    paper = PaperFactory(meeting=meeting, case=case, order=2, language="se", title="Girji")
    for number in (1, 2, 3):
        PaperVersionFactory(paper=paper, number=number, text="<p>Hei</p>" if number > 1 else "")
    alone = PaperVersionFactory(paper__meeting=meeting, paper__order=1).paper
    PaperFactory(meeting=meeting)  # without a file there is nothing to fetch
    PaperVersionFactory()  # another meeting's
    first, second = papers_of(meeting)
    assert (first.paper, second.paper) == (alone, paper)
    assert (second.current.number, [old.number for old in second.earlier]) == (3, [2, 1])
    assert second.language_name == "nordsamisk"
    assert second.current.text_url.endswith(".html")
    assert not second.earlier[1].text_url
    assert [shown.paper for shown in papers_of(meeting, case=case)] == [paper]
    with override("nb"):
        html = render_to_string("components/papers.html", {"papers": papers_of(meeting)})
    assert 'lang="se" hreflang="se">Girji</a>' in html
    assert "nordsamisk" in html
    assert "PDF" in html
    assert url_of(case) in html
    for version in paper.versions.all():
        assert url_of(version) in html
    with override("nb"):
        shown = papers_of(meeting, case=case)
        html = render_to_string("components/papers.html", {"papers": shown, "of_case": True})
    assert url_of(case) not in html


def test_a_size_is_written_as_the_reader_writes_it() -> None:
    stored = StoredFile.keep(bytes(1_258_300), PDF_TYPE)
    meeting = PaperVersionFactory(file=stored).paper.meeting
    for language, size in (("nb", "1,2\xa0MB"), ("nn", "1,2\xa0MB"), ("en", "1.2\xa0MB")):
        with override(language):
            html = render_to_string("components/papers.html", {"papers": papers_of(meeting)})
        assert f"PDF, {size}" in html


def test_more_papers_ask_no_more_queries_and_never_for_the_bytes(editor: Client) -> None:
    def queries(number: int) -> tuple[int, int]:
        meeting = MeetingFactory()
        for order in range(number):
            paper = PaperFactory(meeting=meeting, case=CaseFactory(meeting=meeting), order=order)
            for version in (1, 2):
                PaperVersionFactory(paper=paper, number=version)
        with CaptureQueriesContext(connection) as listed, override("nb"):
            html = render_to_string("components/papers.html", {"papers": papers_of(meeting)})
        asked = [query["sql"] for query in listed]
        assert html.count('<a href="/nb/') >= 2 * number
        editor.get(page_of(meeting))  # what is computed once is not counted
        with CaptureQueriesContext(connection) as edited:
            editor.get(page_of(meeting))
        behind = [query["sql"] for query in edited]
        assert not [sql for sql in asked + behind if '"content"' in sql]
        return len(asked), len([sql for sql in behind if "networks_paper" in sql])

    assert queries(10) == queries(1)


def test_who_may_only_look_sees_the_versions_and_no_field(client: Client) -> None:
    version = PaperVersionFactory(paper__title="Innkalling til Hamar")
    user = get_user_model().objects.create_user("reader", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_meeting", "view_paper"])
    )
    client.force_login(user)
    page = client.get(page_of(version.paper.meeting)).text
    assert "Innkalling til Hamar" in page
    assert url_of(version, "en") in page
    assert 'type="file"' not in page
