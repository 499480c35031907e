"""Files in: looked over or written, all of them or nothing, with what becomes of every row."""

import logging
from collections.abc import Iterable
from typing import Any

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from portal.base.accounts import rights
from portal.base.exchange.changes import Changes
from portal.base.exchange.kinds import Column, Kind, all_kinds
from portal.base.exchange.report import Change, FileReport, Outcome, Problem, Report, Row
from portal.base.exchange.resources import SheetResource, SheetRowResult, resource_for
from portal.base.exchange.tables import Table

logger = logging.getLogger(__name__)
MAX_ROUNDS = 10
MAX_SHOWN = 200  # characters of a wrong value
Numbered = tuple[int, dict[str, str]]


def sheet_of(kind: Kind, user: Any = None) -> tuple[str, list[str], list[tuple[str, ...]]]:
    """Return the name, the columns and the rows of a kind, in a few queries.

    With a user: only the rows that the user may see.
    """
    resource = resource_for(kind)
    rows = resource.get_queryset()
    if user is not None:
        rows = rights.limit(rows, user)
    dataset = resource.export(list(rows))
    return kind.name, list(kind.columns), list(dataset)


def import_tables(
    tables: Iterable[Table], *, write: bool, expected: str = "", user: Any = None
) -> Report:
    """Import tables in the order of reference and report on every row.

    Nothing is written when a row is wrong, when `write` is false, or when the report does not have
    the expected digest. Without `write` the rows are saved as well, and taken back: what a row
    names may be made by a row of another file. With a user, every row has to be within reach.
    """
    kinds = all_kinds()
    changes = Changes(user, keep=write)
    with transaction.atomic():
        in_order = sorted(tables, key=lambda table: kinds.index(table.kind))
        report = Report([_import(table, changes) for table in in_order])
        report.moved_on = bool(expected) and report.digest != expected
        report.written = write and not report.failed and not report.moved_on
        if report.written:
            changes.finish()
        else:
            transaction.set_rollback(True)
    return report


def _import(table: Table, changes: Changes) -> FileReport:
    """Import one table inside a transaction.

    Rows that can not be saved are tried again after the others, as long as that helps: a row may
    name an entry that a later row makes, or need the dates that a later row gives up.
    """
    resource = resource_for(table.kind, changes)
    done, waiting = _sort_out(table)
    for _round in range(MAX_ROUNDS):
        again = []
        for (number, row), result in _run(resource, table, waiting):
            done[number] = _report_row(number, row, result, table.kind)
            if result.is_invalid():
                again.append((number, row))
        if not again or len(again) == len(waiting):
            break
        waiting = again
    rows = tuple(done[number] for number in sorted(done))
    return FileReport(table.kind, table.name, table.notes, rows)


def _sort_out(table: Table) -> tuple[dict[int, Row], list[Numbered]]:
    """Return the rows that have no key or another row's key, as errors, and the other rows."""
    first: dict[str, int] = {}
    errors, rows = {}, []
    name = table.kind.key
    column = table.kind.columns[name]
    for number, cells in table.rows:
        row = dict(zip(table.columns, cells, strict=True))
        key = row[name] = _whole_key(row[name], column)
        if not key:
            message = _("Every row must have a key.")
        elif key in first:
            message = _("The key is that of row %d, too. Each entry has one row.") % first[key]
        else:
            first[key] = number
            rows.append((number, row))
            continue
        problem = Problem(message, name, column.label, "", key[:MAX_SHOWN])
        errors[number] = Row(number, key, Outcome.ERROR, problems=(problem,))
    return errors, rows


def _whole_key(text: str, column: Column) -> str:
    """Return a key without blanks around; a number gets the zeros that spreadsheets take off."""
    key = text.strip()
    if isinstance(column.field, models.SlugField) or not key.isdecimal():
        return key
    return key.zfill(column.field.max_length)


def _run(
    resource: SheetResource, table: Table, rows: list[Numbered]
) -> list[tuple[Numbered, SheetRowResult]]:
    """Hand rows to the library and return what became of each."""
    dataset = tablib.Dataset(headers=table.columns)
    for _number, row in rows:
        dataset.append(tuple(row.values()))
    result = resource.import_data(dataset, use_transactions=True)
    for error in result.base_errors:
        raise error.error
    return list(zip(rows, result.rows, strict=True))


def _report_row(number: int, row: dict[str, str], result: SheetRowResult, kind: Kind) -> Row:
    """Say what became of a row; an error that nobody foresaw is raised."""
    key = row[kind.key]
    if result.is_error():
        error = result.errors[0].error
        if not isinstance(error, IntegrityError):
            raise error
        logger.warning("Row %d of an import: %s", number, error)
        problem = Problem(_("The database refuses this row: it contradicts another entry."))
        return Row(number, key, Outcome.ERROR, problems=(problem,))
    if result.is_invalid():
        problems = tuple(_problems(result.validation_error, row, kind))
        return Row(number, key, Outcome.ERROR, problems=problems)
    if result.is_skip():
        return Row(number, key, Outcome.UNCHANGED, entry=result.instance)
    columns = kind.columns
    changes = tuple(
        Change(name, columns[name].label, columns[name].language, before, after)
        for name, after in result.after.items()
        if name != kind.key and (before := result.before.get(name, "")) != after
    )
    outcome = Outcome.CREATED if result.is_new() else Outcome.CHANGED
    return Row(number, key, outcome, changes, entry=result.instance)


def _problems(error: ValidationError, row: dict[str, str], kind: Kind) -> Iterable[Problem]:
    """Yield what is wrong with a row, cell by cell in the order of the columns."""
    wrong = getattr(error, "error_dict", None) or {NON_FIELD_ERRORS: error.error_list}
    order = list(kind.columns)
    for name in sorted(wrong, key=lambda name: order.index(name) if name in order else -1):
        column = kind.columns.get(name)
        for each in wrong[name]:
            if column is None:
                yield from (Problem(str(message)) for message in each.messages)
            else:
                value = row.get(name, "").strip()[:MAX_SHOWN]
                message = _explain(each, column, name in row)
                yield Problem(message, name, column.label, column.language, value)


def _explain(error: ValidationError, column: Column, in_file: bool) -> str:  # noqa: FBT001
    """Say in plain words what is wrong with a cell."""
    if error.code in {"blank", "null", "required"}:
        if not in_file:
            return _("A new row must fill in this column, which is not in the file.")
        return _("The cell is empty, but must be filled in.")
    if error.code == "unique":
        return _("Another entry already has this.")
    if error.code == "invalid" and isinstance(column.field, models.SlugField):
        return _("Use the letters a to z, digits and hyphens only.")
    return " ".join(str(message) for message in error.messages)
