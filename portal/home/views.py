"""Front page, site map, statements, error pages, and the addresses without a language."""

import datetime as dt
import re
import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from guidance.models import Article, Definition, FrameworkElement, MandatePage, Role
from networks.models import Cooperation, Meeting, Network
from portal.base.http import public_page, show, without_database
from portal.base.languages import all_languages
from portal.base.trouble import trouble_of
from services.models import Audience, CareerCentre, County, Organisation, Sector, Service
from services.stages import by_stage

PAGE_PATH = re.compile(r"/[a-z]{2}/[\w/-]{0,200}")


@public_page()
def front_page(request: HttpRequest) -> HttpResponse:
    """Where can I get guidance? The situations, the services by law, the counties."""
    services = list(Service.objects.published())
    counties = list(County.objects.published())
    by_status = {
        status: [service for service in services if service.status == status]
        for status in Service.Status
    }
    context = {
        "stages": by_stage(Audience.objects.published()),
        "statutory": by_status[Service.Status.STATUTORY],
        "career_element": by_status[Service.Status.CAREER_ELEMENT],
        "other": by_status[Service.Status.NOT_STATUTORY],
        "counties": counties,
        "counties_by_key": {county.key: county for county in counties},
        "areas": FrameworkElement.objects.published().filter(kind=FrameworkElement.Kind.AREA),
    }
    return show(request, "home/front_page.html", context)


@public_page()
def site_map(request: HttpRequest) -> HttpResponse:
    """Every page, by section."""
    context = {
        "services": Service.objects.published(),
        "audiences": Audience.objects.published(),
        "sectors": Sector.objects.published(),
        "counties": County.objects.published(),
        "centres": CareerCentre.objects.published(),
        "organisations": Organisation.objects.published(),
        "definitions": Definition.objects.published(),
        "framework": [
            element for element in FrameworkElement.objects.published() if element.has_own_page
        ],
        "mandate": MandatePage.objects.published(),
        "articles": Article.objects.published(),
        "roles": Role.objects.published(),
        "networks": Network.objects.published(),
        "meetings": Meeting.objects.published(),
        "cooperations": Cooperation.objects.published(),
    }
    return show(request, "home/site_map.html", context)


@public_page()
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return show(request, "home/accessibility.html", {"contact": settings.PORTAL_CONTACT})


@public_page()
def privacy(request: HttpRequest) -> HttpResponse:
    """What the portal stores about its readers: nothing."""
    return show(request, "home/privacy.html", {"contact": settings.PORTAL_CONTACT})


@public_page("about")
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach those who keep the portal, and where to turn for guidance."""
    about = request.GET.get("about", "")
    context = {
        "contact": settings.PORTAL_CONTACT,
        "about": about if PAGE_PATH.fullmatch(about) else "",
        "digital_service": Service.objects.published().filter(key="karriereveiledning-no").first(),
    }
    return show(request, "home/contact.html", context)


def preferred_language(request: HttpRequest) -> str:
    """Return the interface language a reader's browser asks for; bokmål if in doubt."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    for tag, _quality in wanted:
        code = tag.partition("-")[0]
        if code == "no":
            return "nb"
        if code in all_languages():
            return code
    return settings.LANGUAGE_CODE


def _redirect_by_language(request: HttpRequest, name: str) -> HttpResponse:
    with override(preferred_language(request)):
        response = HttpResponseRedirect(reverse(name))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send a reader of `/` to the front page in the browser's language."""
    return _redirect_by_language(request, "home:front_page")


@require_safe
def choose_admin_language(request: HttpRequest) -> HttpResponse:
    """Send an editor to the admin in the browser's language."""
    return _redirect_by_language(request, "admin:index")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by robots, the state's language survey among them."""
    sitemap = (settings.PORTAL_ADDRESS or f"{request.scheme}://{request.get_host()}") + reverse(
        "sitemap"
    )
    disallowed = "".join(f"Disallow: /{code}/admin/\n" for code in all_languages())
    text = f"User-agent: *\n{disallowed}Sitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); the date moves on the first of each month."""
    first = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    expires = first + dt.timedelta(days=180)
    address = settings.PORTAL_ADDRESS or f"{request.scheme}://{request.get_host()}"
    text = (
        f"Contact: mailto:{settings.PORTAL_CONTACT}\n"
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}\n"
        f"Preferred-Languages: {', '.join(all_languages())}\n"
        f"Canonical: {address}/.well-known/security.txt\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send those who ask for the old name of the icon to the icon."""
    return HttpResponseRedirect(static("img/icon.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for something that is not for everyone."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for a page that is not there, with ways on."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke: a page that needs neither database nor context."""
    if trouble := trouble_of(sys.exception()):
        return without_database(request, trouble)
    return render(None, "500.html", status=500)
