"""What a line of the log may say.

Only our own lines are written out with what they tell. Of a library's line we write the sentence
without what it fills in, and of an error its kind, its code and the lines of the program, because
messages quote what people typed: a path, a host, a row of a table.
"""

import logging
import traceback
from collections.abc import Iterator
from http import HTTPStatus

OURS = ("portal", "services", "guidance", "networks", "gunicorn")
# The web server quotes what it could not read, and the address that it came from.
QUOTING = ("Invalid request", "Error handling request")


def sentence_of(record: logging.LogRecord) -> str:
    """Return what a line says, without what anybody sent us."""
    text = str(record.msg)
    if quoted := next((start for start in QUOTING if text.startswith(start)), ""):
        return quoted
    if record.name.startswith("django.security"):
        return f"Refused: {record.name.rpartition('.')[2]}"
    if status := getattr(record, "status_code", None):  # of Django, about a request
        return f"{status} {HTTPStatus(status).phrase}"
    if record.name.partition(".")[0] in OURS:
        args = record.args
        if isinstance(args, tuple):
            args = tuple(naming(arg) if isinstance(arg, BaseException) else arg for arg in args)
        return text % args if args else text
    return text if record.args else f"{record.module}, line {record.lineno}"


def naming(error: BaseException) -> str:
    """Return what kind of error it is, with the code of the system or the database, if any."""
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ != "builtins":
        name = f"{kind.__module__}.{name}"
    of = error.__cause__ or error  # Django wraps what the database says
    code = getattr(of, "sqlstate", None) or getattr(of, "sqlite_errorname", None)
    code = code or getattr(of, "errno", None)
    return f"{name} ({code})" if code else name


def lines_of(error: BaseException) -> Iterator[str]:
    """Yield where an error comes from, the first cause first; never its message."""
    for cause in reversed(list(_chain(error))):
        frames = traceback.extract_tb(cause.__traceback__)
        yield from (f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        yield naming(cause)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
