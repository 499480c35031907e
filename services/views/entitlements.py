"""Who offers what to whom, by which law; and how far it is known in every county."""

import csv
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.base import moments
from portal.base.http import public_page, show, show_asked
from portal.base.languages import current_language, in_every_language
from services import ledger
from services.ledger_table import HEADER, table
from services.models import Entitlement
from services.owed import OwedForm, owed
from services.stages import by_stage


def _address(name: str, chosen: dict[str, str]) -> str:
    return reverse(name) + (f"?{urlencode(chosen)}" if chosen else "")


def _trail() -> list[tuple[str, str]]:
    return [(_("Services"), reverse("services:service_list"))]


@public_page(OwedForm)
def entitlement_table(request: HttpRequest) -> HttpResponse:
    """The whole system as tables: service, audience, what it is, law, who gives it."""
    rows = owed(Entitlement.objects.all())
    form = OwedForm(request.GET, rows)
    chosen = form.chosen()
    shown = form.filter(rows)
    context = {
        "form": form,
        "chosen": chosen,
        "groups": by_stage(shown, lambda row: row.entitlement.audience),
        "shown": len(shown),
        "all": len(rows),
        "trail": _trail(),
        "addresses": in_every_language(lambda: _address("services:entitlement_table", chosen)),
    }
    return show_asked(request, "services/entitlement_table.html", context, form)


@public_page("county")
def coverage(request: HttpRequest) -> HttpResponse:
    """What is known of each entitlement in each county, with the blanks counted."""
    book = ledger.load(now=timezone.now())
    asked = request.GET.get("county", "")
    county = book.of(asked)
    unknown = bool(asked) and county is None
    chosen = {"county": asked} if county else {}
    trail = _trail()
    if county:
        trail.append((_("Coverage by county"), reverse("services:coverage")))
    context = {
        "ledger": book,
        "chosen": county,
        "unknown_county": unknown,
        "trail": trail,
        "addresses": in_every_language(lambda: _address("services:coverage", chosen)),
    }
    return show(request, "services/coverage.html", context, status=400 if unknown else 200)


@public_page()
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """The ledger as a table for a spreadsheet, with blanks as empty cells."""
    now = timezone.now()
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"coverage-{moments.day(now).isoformat()}-{current_language()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(HEADER)
    writer.writerows(table(ledger.load(now=now)))
    return response
