"""Where an owner without an account says that the facts are right, or proposes what they should be.

Opening the link changes nothing, however often and by whom; a mail scanner that sends the form as
it stands is told to choose an answer. Who answers is not stored: only which organisation was asked.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from portal.base.http import public_form, show
from portal.base.languages import in_every_language
from portal.base.throttle import Limit, seconds_to_wait
from portal.base.upkeep import confirming
from portal.base.upkeep.asked import Group
from portal.base.upkeep.confirming import Standing
from portal.base.upkeep.models import ConfirmationRequest
from portal.home.confirming_form import AnswerForm, ChangesForm

HONEYPOT = "subject"  # a field that no person sees; what fills it in is a program
AN_HOUR = Limit("confirm", 30)
CHANGES = "?change=1"  # the second step of the same page


@public_form("change", kept=False)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What an owner is asked about an entry, and the answer; kept by nobody on the way."""
    response = _respond(request, token, now=timezone.now())
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    # Other sites never learn the address. Not "no-referrer": browsers would then hide from
    # ourselves as well where the form was sent from.
    response["Referrer-Policy"] = "same-origin"
    return response


def _respond(request: HttpRequest, token: str, *, now: dt.datetime) -> HttpResponse:
    question = confirming.find(token)
    if question is None:
        return _show(request, "closed", token, {"why": "unknown"}, status=404)
    entry, groups = confirming.facts_of(question, now=now)
    context = {"question": question, "subject": entry, "groups": groups}
    standing = confirming.standing(question, groups, now=now)
    if standing is not Standing.OPEN:
        status = 200 if standing is Standing.ANSWERED else 410
        return _show(request, "closed", token, context | {"why": standing.value}, status=status)
    if request.method == "POST":
        return _take(request, token, context, now=now)
    if request.GET.get("change"):
        return _show(request, "changes", token, context | {"form": ChangesForm(groups)})
    return _show(request, "form", token, context | {"form": AnswerForm(groups)})


def _take(
    request: HttpRequest, token: str, context: dict[str, Any], *, now: dt.datetime
) -> HttpResponse:
    """Take an answer, and send its sender on to a page that can be loaded again."""
    groups: list[Group] = context["groups"]
    step = "changes" if "message" in request.POST else "form"
    form = (ChangesForm if step == "changes" else AnswerForm)(groups, request.POST)
    context = context | {"form": form}
    if request.POST.get(HONEYPOT):
        return HttpResponseRedirect(request.path, status=303)
    if wait := seconds_to_wait(request, AN_HOUR, now=now):
        again = timezone.localtime(now + dt.timedelta(seconds=wait))
        form.is_valid()
        response = _show(request, step, token, context | {"again": again}, status=429)
        response["Retry-After"] = str(wait)
        return response
    if not form.is_valid():
        return _show(request, step, token, context, status=400)
    question: ConfirmationRequest = context["question"]
    if isinstance(form, ChangesForm):
        message = form.cleaned_data["message"]
        confirming.propose(question, context["subject"], form.changes(), message, now=now)
    elif form.cleaned_data["answer"] == "wrong":
        return HttpResponseRedirect(request.path + CHANGES, status=303)
    else:
        confirming.confirm(question, context["subject"], groups, now=now)
    return HttpResponseRedirect(request.path, status=303)


def _show(
    request: HttpRequest, step: str, token: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    query = CHANGES if step == "changes" else ""
    common = {
        "honeypot": HONEYPOT,
        "contact": settings.PORTAL_CONTACT,
        "asks_if_useful": False,
        "addresses": in_every_language(lambda: reverse("home:confirm", args=[token]) + query),
        "path": request.path,
        "changes_path": request.path + CHANGES,
    }
    return show(request, f"home/confirm_{step}.html", common | context, status=status)
