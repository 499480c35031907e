"""The rules of the finder, to fetch: as JSON with worked cases, and as a table."""

import csv
import json

from django.http import HttpRequest, HttpResponse

from portal.base.http import public_page
from portal.opendata.api.shell import for_every_origin
from portal.opendata.rules.table import HEADER, entitlements, row, rules
from portal.opendata.rules.worked import cases
from services.ledger_table import harmless


@public_page()
def rules_json(request: HttpRequest) -> HttpResponse:
    """Every rule with all that it needs, and cases that show what the rules give."""
    found = entitlements()
    told = rules(found) | {"cases": cases(found)}
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False, indent=1), content_type="application/json"
    )
    for_every_origin(response)
    return response


@public_page()
def rules_csv(request: HttpRequest) -> HttpResponse:
    """Every rule as a line of a table for a spreadsheet."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rules.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADER)
    writer.writerows([harmless(cell) for cell in row(each)] for each in entitlements())
    for_every_origin(response)
    return response
