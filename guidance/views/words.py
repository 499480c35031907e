"""Definitions and glossary."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guidance.models import Definition, Term
from guidance.views.trail import guidance_trail
from portal.base.http import find_page, public_page, show
from portal.base.languages import current_language, reading_order
from portal.base.text import alphabetical


@public_page()
def definition_list(request: HttpRequest) -> HttpResponse:
    """The definitions, the national framework's first."""
    context = {"definitions": Definition.objects.published(), "trail": guidance_trail()}
    return show(request, "guidance/definition_list.html", context)


@public_page()
def definition_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One definition with its quotation and source."""
    definition = find_page(request, Definition.objects.all(), slug)
    context = {
        "entry": definition,
        "trail": guidance_trail((_("Definitions"), "guidance:definition_list")),
        "others": Definition.objects.published().exclude(pk=definition.pk),
    }
    return show(request, "guidance/definition_detail.html", context)


@public_page()
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the field, three languages side by side."""
    name = f"name_{current_language()}"
    terms = sorted(Term.objects.published(), key=lambda term: alphabetical(getattr(term, name)))
    languages, names = reading_order(current_language()), dict(settings.LANGUAGES)
    context = {
        "terms": [
            (term, [(code, getattr(term, f"name_{code}")) for code in languages]) for term in terms
        ],
        "languages": [(code, names[code]) for code in languages],
        "trail": guidance_trail(),
    }
    return show(request, "guidance/glossary.html", context)
