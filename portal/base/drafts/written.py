"""What an editor wrote about something that somebody else deleted meanwhile, to be copied."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import NamedTuple

from django.contrib.admin import ModelAdmin
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.base.drafts import paths
from portal.base.publishing import Publishable

_IN_A_ROW = re.compile(r"(\w+)-(\d+)-(\w+)")  # the name of a field of a part, in a form


class Written(NamedTuple):
    """A text of a form, with what its field is called and its language."""

    label: str
    language: str
    text: str


def texts_of(model: type[models.Model], data: QueryDict) -> Iterator[Written]:
    """Yield the texts that a form of a model held; what was chosen from a list is none."""
    found = {_IN_A_ROW.sub(r"\1/\2/\3", name): value for name, value in data.items() if value}
    for path, value in found.items():
        try:
            field = paths.field_at(model, path)
        except (KeyError, FieldDoesNotExist):  # of the form alone
            continue
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            label, language = paths.label(model, path, found), paths.language(model, path)
            yield Written(label, language, str(value))


def show_written(form: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Say that what a form is about is no longer there, and show what was written in it."""
    is_entry = issubclass(form.model, Publishable)
    context = form.admin_site.each_context(request) | {
        "title": _("It was deleted meanwhile"),
        "opts": form.opts,
        "media": form.media,
        "texts": list(texts_of(form.model, request.POST)),
        "may_bring_back": is_entry and form.has_delete_permission(request),
    }
    return TemplateResponse(
        request, "admin/drafts/written.html", context, status=HTTPStatus.NOT_FOUND
    )
