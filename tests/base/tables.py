"""Tables of content as files, and what the models hold: what the tests of exchange share."""

from typing import Any

from django.db import connection

from portal.base.exchange import (
    Kind,
    Report,
    Table,
    all_kinds,
    csv_files,
    import_tables,
    read_tables,
    sheet_of,
)


def sheet(*rows: str, encoding: str = "utf-8") -> bytes:
    """Return a file with semicolons, from rows with bars."""
    return "\r\n".join(row.replace("|", ";") for row in rows).encode(encoding)


def out(kind: Kind) -> bytes:
    """Return the CSV file of a kind."""
    return csv_files([sheet_of(kind)])[f"{kind.name}.csv"]


def read_table(data: bytes, name: str = "", kind: Kind | None = None) -> Table:
    [table] = read_tables(data, name, kind)
    return table


def take_in(*files: bytes, write: bool = True, name: str = "", **more: Any) -> Report:
    tables = [table for data in files for table in read_tables(data, name)]
    return import_tables(tables, write=write, **more)


def everything_out() -> list[Table]:
    """Return the tables that the files of all kinds hold."""
    return [read_table(out(kind), f"{kind.name}.csv") for kind in all_kinds()]


def problems(report: Report) -> list[tuple[int, str, str, str]]:
    """Return (row, column, value, message) of everything that is wrong."""
    return [
        (row.number, problem.column, problem.value, problem.message)
        for file in report.files
        for row in file.rows
        for problem in row.problems
    ]


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return all that the models hold, column by column, references and dates included."""
    held: dict[str, list[dict[str, Any]]] = {}
    for model in [kind.model for kind in all_kinds()]:
        columns = [field.column for field in model._meta.concrete_fields]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(map(connection.ops.quote_name, columns))} "
                f"FROM {model._meta.db_table} ORDER BY id"
            )
            held[model._meta.label] = [dict(zip(columns, row, strict=True)) for row in cursor]
        for many in model._meta.many_to_many:
            through = many.remote_field.through
            held[through._meta.label] = list(through.objects.order_by("pk").values())
    return held
