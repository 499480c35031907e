"""What readers tell the editors about a page: was it useful, and what is wrong on it."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from portal.base.feedback import Feedback
from portal.base.http import public_form, public_page, show
from portal.base.languages import current_language, in_every_language
from portal.base.throttle import Limit, seconds_to_wait
from portal.home.feedback_form import ReportForm, Subject, find_subject

FORM, THANKS = "home:feedback", "home:feedback_thanks"
HONEYPOT = "subject"  # a field that no reader sees; what fills it in is a program
ANSWERS = {"yes": Feedback.Kind.USEFUL, "no": Feedback.Kind.NOT_USEFUL}
AN_HOUR = {  # from one address
    Feedback.Kind.USEFUL: Limit("answer", 30),
    Feedback.Kind.NOT_USEFUL: Limit("answer", 30),
    Feedback.Kind.ERROR: Limit("report", 10),
}
A_DAY = {  # from all addresses together, so that nobody can fill the disk
    Feedback.Kind.USEFUL: 2000,
    Feedback.Kind.NOT_USEFUL: 2000,
    Feedback.Kind.ERROR: 1000,
}


class ThanksForm(forms.Form):
    """What the page that thanks has to say."""

    after = forms.ChoiceField(choices=[(word, word) for word in (*ANSWERS, "report")])
    removed = forms.BooleanField(required=False)


@public_form("about")
def feedback(request: HttpRequest) -> HttpResponse:
    """The form for reporting an error; it and the answers at the foot of pages are sent here."""
    if request.method != "POST":
        return _show_form(request, _new_form(request))
    response = _take_answer(request) if "useful" in request.POST else _take_report(request)
    add_never_cache_headers(response)  # it may show what somebody wrote
    return response


@public_page(ThanksForm, "about")
def feedback_thanks(request: HttpRequest) -> HttpResponse:
    """Thank you, and the way back; after a no the form for saying what is wrong."""
    thanks, form = ThanksForm(request.GET), _new_form(request)
    thanks.is_valid()
    said = {
        "after": thanks.cleaned_data.get("after", "report"),
        "removed": "1" if thanks.cleaned_data.get("removed") else "",
    }
    context = (
        said
        | _context(form)
        | {"addresses": in_every_language(lambda: _address(THANKS, form.subject, **said))}
    )
    return show(request, "home/feedback_thanks.html", context)


def _take_answer(request: HttpRequest) -> HttpResponse:
    """Store whether a page was useful."""
    answer, about = request.POST["useful"], request.POST.get("about", "")
    subject = find_subject(request, about)
    if answer not in ANSWERS or subject is None:
        raise BadRequest("no form of ours sends this")
    now, kind = timezone.now(), ANSWERS[answer]
    if wait := _wait(request, kind, now=now):
        form = ReportForm(request, initial={"about": about})
        return _refuse_for_now(request, form, wait, now=now)
    _store(kind, subject, now=now)
    return _see_thanks(subject, after=answer)


def _take_report(request: HttpRequest) -> HttpResponse:
    """Store what is wrong on a page."""
    form = ReportForm(request, request.POST)
    if request.POST.get(HONEYPOT):
        return _see_thanks(form.subject, after="report")
    if not form.is_valid():
        return _show_form(request, form, status=400)
    now = timezone.now()
    if wait := _wait(request, Feedback.Kind.ERROR, now=now):
        return _refuse_for_now(request, form, wait, now=now)
    category, text = form.cleaned_data["category"], form.cleaned_data["text"]
    removed = _store(Feedback.Kind.ERROR, form.subject, now=now, category=category, text=text)
    return _see_thanks(form.subject, after="report", removed="1" if removed else "")


def _store(kind: Feedback.Kind, subject: Subject | None, *, now: dt.datetime, **said: str) -> bool:
    """Store a message by day, not by time; tell whether something personal was taken out."""
    return Feedback.receive(
        kind=kind,
        about=subject.path if subject else "",
        entry=subject.entry if subject else None,
        language=current_language(),
        today=timezone.localdate(now),
        **said,
    )


def _wait(request: HttpRequest, kind: Feedback.Kind, *, now: dt.datetime) -> int:
    """Return for how many seconds a sender has to wait: until the next hour, or the next day."""
    if seconds := seconds_to_wait(request, AN_HOUR[kind], now=now):
        return seconds
    today = timezone.localdate(now)
    if Feedback.objects.filter(kind=kind).received(today).count() < A_DAY[kind]:
        return 0
    tomorrow = dt.datetime.combine(today + dt.timedelta(days=1), dt.time.min)
    return int((timezone.make_aware(tomorrow) - now).total_seconds()) + 1


def _refuse_for_now(
    request: HttpRequest, form: ReportForm, wait: int, *, now: dt.datetime
) -> HttpResponse:
    """Say when to try again, and lose nothing that was written."""
    again = timezone.localtime(now + dt.timedelta(seconds=wait))
    response = _show_form(request, form, status=429, again=again)
    response["Retry-After"] = str(wait)
    return response


def _new_form(request: HttpRequest) -> ReportForm:
    return ReportForm(request, initial={"about": request.GET.get("about", "")})


def _show_form(
    request: HttpRequest, form: ReportForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = (
        more
        | _context(form)
        | {"addresses": in_every_language(lambda: _address(FORM, form.subject))}
    )
    return show(request, "home/feedback.html", context, status=status)


def _context(form: ReportForm) -> dict[str, Any]:
    return {
        "form": form,
        "honeypot": HONEYPOT,
        "contact": settings.PORTAL_CONTACT,
        "trail": [(_("Contact"), reverse("home:contact"))],
        "asks_if_useful": False,
    }


def _address(name: str, subject: Subject | None, **said: str) -> str:
    """Return an address that says which page it is about, always one of our own."""
    query = {"about": subject.path if subject else ""} | said
    kept = urlencode({key: value for key, value in query.items() if value})
    return f"{reverse(name)}?{kept}" if kept else reverse(name)


def _see_thanks(subject: Subject | None, **said: str) -> HttpResponse:
    """Send the reader on to a page that can be loaded again without sending anything again."""
    return HttpResponseRedirect(_address(THANKS, subject, **said), status=303)
