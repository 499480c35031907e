"""Writes the files of the dumps: a chunk of rows in memory at a time, the same bytes each time."""

import csv
import datetime as dt
import hashlib
import json
import zipfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from portal.opendata.dumps import turtle
from portal.opendata.dumps.fields import Dumped, dumped_kinds
from portal.opendata.dumps.rows import contents, rows

ALL, SUMS, ABOUT = "all.zip", "SHA256SUMS", "README.txt"
FILES = "files"  # the folder in the archive with the files of papers, each named by its checksum
BLOCK = 1024 * 1024
LICENCE = (
    "Career guidance in Norway, the Directorate for Higher Education and Skills (HK-dir).\n"
    "Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/\n"
    "Municipalities: SSB and Kartverket, CC BY 4.0. Postal codes: Posten Bring, NLOD 2.0.\n"
    "A CSV, a JSON and a Turtle file for each kind. References are keys, in Turtle places in the\n"
    "other files, whose properties are named as the columns. SHA256SUMS has the checksums.\n"
    "all.zip also has the files of the papers, in the folder files, named by their SHA-256.\n"
    "Moments are in UTC. An empty cell, or null, is what is not given.\n"
)
ENDINGS = ("csv", "json", "ttl")  # of the files of each kind


def names() -> set[str]:
    """Return the name of every file."""
    of_kinds = {f"{each.name}.{ending}" for each in dumped_kinds() for ending in ENDINGS}
    return {ABOUT, SUMS, ALL, *of_kinds}


def make(folder: Path) -> None:
    """Write every file into an empty folder. The database is to be read at one moment."""
    latest = ""
    (folder / ABOUT).write_text(LICENCE, encoding="utf-8")
    for dumped in dumped_kinds():
        latest = max(latest, _write_kind(dumped, folder))
    sums = {name: digest_of(folder / name) for name in sorted(names() - {ALL, SUMS})}
    _write_sums(folder, sums)
    _pack(folder, [*sums, SUMS], latest)
    _write_sums(folder, {ALL: digest_of(folder / ALL), **sums})


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_sums(text: str) -> dict[str, str]:
    """Return the checksums of a file of them, by name, as `sha256sum --check` reads it."""
    lines = (line.partition("  ") for line in text.splitlines())
    return {name: digest for digest, _blanks, name in lines}


def _write_sums(folder: Path, sums: dict[str, str]) -> None:
    lines = [f"{digest}  {name}\n" for name, digest in sums.items()]
    (folder / SUMS).write_text("".join(lines), encoding="ascii")


def _write_kind(dumped: Dumped, folder: Path) -> str:
    """Write the files of a kind, and return when an entry of it last changed."""
    latest = ""
    with ExitStack() as stack:
        table = stack.enter_context(_open(folder / f"{dumped.name}.csv"))
        listed = stack.enter_context(_open(folder / f"{dumped.name}.json"))
        graph = stack.enter_context(_open(folder / f"{dumped.name}.ttl"))
        graph.write(turtle.HEAD)
        writer = csv.writer(table, lineterminator="\r\n")
        writer.writerow(part.name for part in dumped.parts)
        before = "[\n"
        for row in rows(dumped):
            writer.writerow(map(cell, row.values()))
            listed.write(before + json.dumps(row, ensure_ascii=False, separators=(",", ":")))
            before = ",\n"
            graph.write(turtle.entry(dumped, row))
            latest = max(latest, row.get("updated_at", ""))
        listed.write("[]\n" if before == "[\n" else "\n]\n")
    return latest


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def cell(value: Any) -> str:
    """Return a value as a cell of a CSV file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return " ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _pack(folder: Path, names: list[str], latest: str) -> None:
    """Put files into one, dated by the last change of any entry, so that the bytes are the same."""
    moment = dt.datetime.fromisoformat(latest) if latest else dt.datetime(1980, 1, 1, tzinfo=dt.UTC)

    def about(name: str, compression: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, moment.timetuple()[:6])
        info.compress_type, info.external_attr = compression, 0o644 << 16
        return info

    with zipfile.ZipFile(folder / ALL, "w") as archive:
        for name in names:
            info = about(name, zipfile.ZIP_DEFLATED)
            with (folder / name).open("rb") as file, archive.open(info, "w") as packed:
                while block := file.read(BLOCK):
                    packed.write(block)
        for sha256, content in contents():  # most of them are compressed by themselves
            archive.writestr(about(f"{FILES}/{sha256}", zipfile.ZIP_STORED), content)
