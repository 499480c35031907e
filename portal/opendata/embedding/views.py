"""The box for other websites, and the page that makes the code for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from portal.base import held
from portal.base.headers import RESOURCES
from portal.base.http import PageMoved, absolute_url, find_page, public_page, show, show_asked
from portal.base.languages import in_every_language, slot
from portal.opendata.embedding.forms import EmbedForm
from services.desks import DeskBook
from services.models import County
from services.places import county_place

# Anybody may frame the box. It has no script, asks nobody but us, and its form leads to us.
BOX_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": ["*"],
}


@public_page()
@xframe_options_exempt
@csp_override(BOX_CSP)
def box(request: HttpRequest, slug: str) -> HttpResponse:
    """The career centres of a county, and the way to the finder; for frames of other websites."""
    try:
        county = find_page(request, County.objects.all(), slug)
    except PageMoved as moved:
        url = reverse("opendata_pages:box", args=[slot(moved.entry, "slug").value])
        raise PageMoved(url, permanent=moved.permanent, entry=moved.entry) from None
    except Http404:
        return _framed(show(request, "opendata/box_unknown.html", {}, status=404))
    book = DeskBook.load(now=timezone.now(), county=county.key)
    context = {"county": county, "desks": book.centres_of(county_place(county))}
    return _framed(show(request, "opendata/box.html", context))


@public_page()
@xframe_options_exempt
@csp_override(BOX_CSP)
def box_choice(request: HttpRequest) -> HttpResponse:
    """The box for a website whose readers live in several counties: they choose theirs."""
    return _framed(show(request, "opendata/box_choice.html", {"counties": held.published(County)}))


def _framed(response: HttpResponse) -> HttpResponse:
    """Let a page of another website hold an answer, and search engines pass it by."""
    response[RESOURCES] = "cross-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


@public_page(EmbedForm)
def embed(request: HttpRequest) -> HttpResponse:
    """The code that a website puts the box on its page with, and the way to see the box."""
    counties = held.published(County)
    form = EmbedForm(request.GET, counties)
    context = {"form": form, "addresses": in_every_language(lambda: _embed_url(form))}
    if form.is_valid():
        asked = form.cleaned_data
        county = next((each for each in counties if each.key == asked["county"]), None)
        path, title = _box_of(county, asked["language"])
        code = _code(absolute_url(request, path), title, asked["height"])
        context |= {"box": {"path": path, "language": asked["language"]}, "code": code}
    return show_asked(request, "opendata/embed.html", context, form)


def _box_of(county: County | None, language: str) -> tuple[str, str]:
    """Return where a box is, and what it is called, in a language of its own."""
    with override(language):
        if county is None:
            return reverse("opendata_pages:box_choice"), _("Career guidance in your county")
        path = reverse("opendata_pages:box", args=[slot(county, "slug").value])
        return path, _("Career guidance in %(county)s") % {"county": slot(county, "name").value}


def _code(address: str, title: str, height: int) -> str:
    """Return the element; where a website allows no style in it, the box is narrower."""
    return format_html(
        '<iframe src="{}" title="{}" height="{}" style="width: 100%; border: 0" loading="lazy"'
        ' referrerpolicy="no-referrer"></iframe>',
        address,
        title,
        height,
    )


def _embed_url(form: EmbedForm) -> str:
    """Return the address of the page with what was understood of a choice."""
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if name in form.data}
    asked = {name: value for name, value in asked.items() if value}
    return f"{reverse('opendata_pages:embed')}?{urlencode(asked)}"
