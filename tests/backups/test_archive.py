"""No byte of a backup changes unseen, and nothing of the portal is kept outside its database."""

import io
import tarfile

import pytest
from django.apps import apps
from django.db.models import FileField
from hypothesis import given
from hypothesis import strategies as st

from portal.base.backups import archive
from portal.base.backups.faults import NotMade, NotRestored

pytestmark = pytest.mark.once
CONTENT = bytes(range(256)) * 5


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    (folder / "copy").write_bytes(CONTENT)
    manifest = archive.Manifest(
        "2026-11-23T02:15:00+00:00", "sqlite", "3", "copy", len(CONTENT),
        archive.digest_of(folder / "copy"), 0, {"table": 1}, {"base": "0001_initial"},
    )  # fmt: skip
    archive.write(folder / "whole.tar", manifest, folder / "copy")
    return folder / "whole.tar", manifest


def test_an_archive_is_read_as_it_was_written_by_us_and_by_any_program(written, tmp_path):
    path, manifest = written
    assert archive.read(path) == manifest
    assert archive.extract(path, manifest, tmp_path).read_bytes() == CONTENT
    with tarfile.open(path) as tar:
        assert tar.getnames() == ["manifest.json", "copy", "sha256"]


@given(st.data())
def test_one_changed_byte_is_found_wherever_it_is(written, data):
    path, _manifest = written
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    _is_refused(path, bytes(content))


@given(st.data())
def test_one_that_is_cut_or_goes_on_is_found(written, data):
    path, _manifest = written
    content = path.read_bytes()
    end = data.draw(st.integers(0, len(content) - 1))
    _is_refused(path, content[:end])
    _is_refused(path, content + data.draw(st.binary(min_size=1, max_size=2000)))


@given(st.binary(max_size=3000))
def test_what_is_no_backup_is_refused(written, content):
    _is_refused(written[0], content)


def test_a_tar_file_of_others_is_refused(written):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        about = tarfile.TarInfo("manifest.json")
        about.size = 2
        tar.addfile(about, io.BytesIO(b"{}"))
    _is_refused(written[0], made.getvalue())


def _is_refused(path, content: bytes) -> None:
    other = path.with_name("other.tar")
    other.write_bytes(content)
    with pytest.raises(NotRestored):
        archive.read(other)


def test_a_copy_that_grows_while_it_is_packed_makes_no_archive(written, tmp_path):
    _path, manifest = written
    (tmp_path / "copy").write_bytes(CONTENT + b"more")
    with pytest.raises(NotMade):
        archive.write(tmp_path / "new.tar", manifest, tmp_path / "copy")


def test_no_kind_of_entry_keeps_files_outside_the_database():
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    assert len(fields) > 300
    assert not [str(field) for field in fields if isinstance(field, FileField)]
