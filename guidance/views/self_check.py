"""The self-check of a team, over the areas of the quality model. Everything is in the address."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.forms_self_check import EarlierForm, StatementsForm, answers_or_refuse
from guidance.framework_tree import by_key, framework_parts
from guidance.models import FrameworkElement, Resource
from guidance.self_check import AREAS, LONGEST, NAMES, Answers, read_code, read_link
from guidance.self_check_findings import AreaFindings, area_name, find
from guidance.views.trail import guidance_trail
from portal.base import moments
from portal.base.http import absolute_url, public_page, show, show_asked
from portal.base.languages import in_every_language
from services.sheets import qr_svg


@public_page("code", "earlier", "done", *NAMES)
def self_check(request: HttpRequest) -> HttpResponse:
    """The statements. Answered, they lead to the address of the result."""
    given = {
        name: text.replace("\x00", "")[:LONGEST]
        for name in ("code", "earlier", "done", *NAMES)
        if (text := request.GET.get(name))
    }
    initial, problem = _answers_to_change(request, given.get("code", ""))
    form = StatementsForm(given if "done" in given else None, initial)
    if form.is_bound and form.is_valid():
        today = moments.day()
        answers = Answers(today.year, today.month, form.levels())
        return HttpResponseRedirect(_result_url(answers, given.get("earlier", "")))
    elements = by_key(framework_parts())
    context = {
        "form": form,
        "problem": problem,
        "earlier": given.get("earlier", ""),
        "areas": [
            (area.word, area_name(area, elements), [form[name] for name in area.names])
            for area in AREAS
        ],
        "model": elements.get("kv-kvalitetsmodellen"),
        "tool": elements.get("kv-var-kvalitet"),
        "trail": _trail(),
        "addresses": in_every_language(lambda: _form_url(given)),
    }
    status = 400 if form.errors or problem else 200
    page = show(request, "guidance/self_check.html", context, status=status)
    return _unlisted(page) if given else page


@public_page(EarlierForm)
def self_check_result(request: HttpRequest, code: str) -> HttpResponse:
    """Strengths, gaps, suggestions and a plan; with an earlier result, the change since then."""
    today = moments.day()
    answers = read_code(code, today=today).answers
    if answers is None:
        raise Http404
    form = EarlierForm(request.GET, _hosts(request), today=today)
    earlier = form.cleaned_data["earlier"] if form.is_valid() else None
    if earlier and request.GET["earlier"] != earlier.code:
        return HttpResponseRedirect(_result_url(answers, earlier.code))
    pasted = earlier.code if earlier else ""
    context = _result_context(request, answers, earlier) | {
        "form": form,
        "answers": answers,
        "pasted": earlier,
        "change_url": _form_url({"code": answers.code} | ({"earlier": pasted} if pasted else {})),
        "result_url": _result_url(answers),
        "addresses": in_every_language(lambda: _result_url(answers, pasted)),
        "trail": [*_trail(), (_("Self-check"), reverse("guidance:self_check"))],
        "asks_if_useful": False,  # the answer is kept with the address, and so with the code
    }
    page = show_asked(request, "guidance/self_check_result.html", context, form)
    return _unlisted(page)


def _result_context(
    request: HttpRequest, answers: Answers, pasted: Answers | None
) -> dict[str, Any]:
    """Return the findings; of two results the older one is always the earlier."""
    elements = by_key(framework_parts())
    public = Prefetch("framework_elements", FrameworkElement.objects.published(), "public_elements")
    resources = Resource.objects.published().prefetch_related(public)
    before, after = (pasted, answers)
    if pasted and (pasted.year, pasted.month) > (answers.year, answers.month):
        before, after = answers, pasted
    areas = find(answers, None, elements, resources)
    url = absolute_url(request, _result_url(answers))
    return {
        "areas": areas,
        "gaps": [area for area in areas if area.gaps],
        "strengths": [area for area in areas if area.strengths],
        "unanswered": [area for area in areas if area.unanswered],
        "counts": _counts(areas),
        "compared": find(after, before, elements) if before else [],
        "before": before,
        "after": after,
        "tool": elements.get("kv-var-kvalitet"),
        "url": url,
        "qr": qr_svg(url),
    }


def _counts(areas: list[AreaFindings]) -> dict[str, int]:
    """Return how many statements there are of each sort."""
    return {
        "strengths": sum(len(area.strengths) for area in areas),
        "gaps": sum(len(area.gaps) for area in areas),
        "unanswered": sum(len(area.unanswered) for area in areas),
    }


def _answers_to_change(request: HttpRequest, text: str) -> tuple[Answers | None, str]:
    """Return the answers that a code in the address holds, or what is wrong with it."""
    if not text:
        return None, ""
    try:
        reading = read_link(text, _hosts(request), today=moments.day())
        return answers_or_refuse(reading), ""
    except ValidationError as error:
        return None, error.messages[0]


def _trail() -> list[tuple[str, str]]:
    return guidance_trail((_("Quality framework"), "guidance:framework_home"))


def _form_url(given: dict[str, str]) -> str:
    return reverse("guidance:self_check") + (f"?{urlencode(given)}" if given else "")


def _result_url(answers: Answers, earlier: str = "") -> str:
    query = f"?{urlencode({'earlier': earlier})}" if earlier else ""
    return reverse("guidance:self_check_result", args=[answers.code]) + query


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Keep search engines from a page that carries answers."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _hosts(request: HttpRequest) -> set[str]:
    """Return the hosts that the portal is read at: this one, and the one that it prints."""
    printed = urlsplit(absolute_url(request, "/")).netloc
    return {request.get_host().casefold(), printed.casefold()}
