"""The official registers' own formats, written from our tables, and the command run on them."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.utils import translation

from services.models import Municipality, PostalCode

REFORM = dt.date(2028, 1, 1)


def update(folder: Path, as_of: dt.date = REFORM, **files: Any) -> tuple[str, int]:
    """Run the command on texts or bytes, in English; return what it says and its exit code."""
    options = ["--dry-run"] if files.pop("dry_run", False) else []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        options += [f"--{name.replace('_', '-')}", str(path)]
    return run(*options, f"--as-of={as_of}")


def run(*options: str) -> tuple[str, int]:
    out = StringIO()
    with translation.override("en"):
        try:
            call_command("update_places", *options, stdout=out)
        except CommandError as error:
            return out.getvalue() + str(error), error.returncode
    return out.getvalue(), 0


def listed() -> dict[str, str]:
    """Return today's municipalities as SSB lists them, with the code for “not stated”."""
    return dict(Municipality.objects.current().values_list("number", "official_name")) | {
        "9999": "Uoppgitt"
    }


def klass(codes: dict[str, str]) -> str:
    rows = [
        {"code": code, "parentCode": None, "level": "1", "name": name, "shortName": "", "notes": ""}
        for code, name in codes.items()
    ]
    return json.dumps({"codes": rows})


def klass_csv(codes: dict[str, str], separator: str = ",") -> str:
    heading = ["code", "parentCode", "level", "name", "shortName", "presentationName", "validFrom",
               "validTo", "notes"]  # fmt: skip
    rows = [
        [code, "", "1", name, "", "", "", "", "A note; with, both"] for code, name in codes.items()
    ]
    return "\n".join(separator.join(f'"{c}"' for c in row) for row in [heading, *rows]) + "\n"


def became(*pairs: tuple[str, str], on: str = "2028-01-01") -> str:
    changes = [
        {"oldCode": old, "oldName": "Før", "oldShortName": "", "newCode": new, "newName": "Nå",
         "newShortName": "", "changeOccurred": on}
        for old, new in pairs
    ]  # fmt: skip
    return json.dumps({"codeChanges": changes})


def bring_lines() -> dict[str, str]:
    """Return today's postal codes as the lines of Bring's register."""
    outside = {"svalbard": ("2100", "SVALBARD"), "jan_mayen": ("2211", "JAN MAYEN")}
    lines = {}
    for row in PostalCode.objects.select_related("municipality"):
        where = row.municipality
        number, name = (where.number, where.name) if where else outside[row.area]
        columns = (row.code, row.place.upper(), number, name.upper(), row.category)
        lines[row.code] = "\t".join(columns)
    return lines


def bring(lines: dict[str, str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines.values()).encode("cp1252")


def state() -> tuple[list, list]:
    places = Municipality.objects.order_by("number", "successors")
    return (
        list(places.values_list("number", "name", "official_name", "valid_until", "successors")),
        list(PostalCode.objects.values_list("code", "place", "category", "municipality", "area")),
    )


def reform() -> dict[str, str]:
    """Return a list with a merger, a division, a new name and a new number."""
    codes = listed()
    for gone in ("5520", "5522", "5530", "5612"):
        del codes[gone]
    return codes | {
        "5599": "Indre Troms",
        "5531": "Senja",
        "5533": "Ytre Senja",
        "5613": "Guovdageaidnu - Kautokeino",
        "5501": "Romsa - Tromsø",
    }


CHANGES = (
    ("5520", "5599"), ("5522", "5599"), ("5530", "5531"), ("5530", "5533"), ("5612", "5613"),
    ("5501", "5501"),
)  # fmt: skip
