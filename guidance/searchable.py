"""What readers search in: definitions, framework, timeline, words, mandate, library, articles."""

from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from guidance.library import codes_in, with_all_links
from guidance.models import (
    Article,
    Definition,
    FrameworkElement,
    MandatePage,
    PolicyMilestone,
    Resource,
    Role,
    Term,
)
from portal.base import languages
from portal.base.facts import shown_address
from portal.base.searchable import (
    Document,
    Searchable,
    choice,
    closing,
    every_slot,
    names_besides,
    names_of,
    page_document,
    page_of,
    slots,
    words,
)
from services.models import Audience, Service
from services.spoken import language_names


def _definition(entry: Any, language: str) -> Document:
    """Return a definition with its quotation, and by whom it is."""
    page = page_of(entry, language)
    text = words(entry.quotation, slots(entry, page, "by"), entry.reference, entry.year)
    return page_document(entry, language, text=text)


def _framework() -> Any:
    return FrameworkElement.objects.published().select_related(*FrameworkElement.address_of)


def _framework_element(element: Any, language: str) -> Document | None:
    """Return a part of the framework, at its place on the page above it if it has none.

    A part is read nowhere while anything between it and its page is not public.
    """
    between, above = [], element
    while above is not element.page_entry:
        above = above.parent
        between.append(above)
    if not all(part.is_public() for part in between):
        return None
    text = words(slots(element, page_of(element, language), "question"))
    of = tuple(f"guidance.frameworkelement:{part.key}" for part in between)
    return page_document(element, language, text=text, of=of, closes=closing(element, *between))


def _on_page(entry: Any, language: str, page: str, **more: Any) -> Document:
    """Return an entry without a page of its own, at its place on the page of its kind."""
    name = languages.slot(entry, "name", language)
    with override(language):
        url = f"{reverse(page)}#{entry.key}"
    names = names_besides(name.value, *every_slot(entry, "name"))
    return Document(url=url, title=name.value, language=name.language, names=names, **more)


def _milestone(milestone: Any, language: str) -> Document:
    """Return a milestone at its place on the timeline."""
    text = words(
        milestone.year,
        choice(milestone, "lane", language), choice(milestone, "kind", language),
        slots(milestone, language, "publisher", "note", "date_note"),
    )  # fmt: skip
    lead = slots(milestone, language, "summary")
    date = milestone.date
    return _on_page(milestone, language, "guidance:timeline", lead=lead, text=text, date=date)


def _term(term: Any, language: str) -> Document:
    """Return a word of the glossary with its forms in the other languages."""
    lead = slots(term, language, "definition")
    return _on_page(term, language, "guidance:glossary", lead=lead)


def _mandate(page: Any, language: str) -> Document:
    """Return a page of the mandate with what it is dated as."""
    text = slots(page, page_of(page, language), "dated")
    return page_document(page, language, text=text)


def _resource(resource: Any, language: str) -> Document:
    """Return a resource with who made it, for whom it is and what it is about."""
    page = page_of(resource, language)
    with override(page):
        spoken = [name for _code, name in language_names(codes_in(resource.work_language))]
    text = words(
        choice(resource, "kind", page), resource.publisher, resource.authors, resource.year,
        *spoken, names_of([*resource.public_roles, *resource.public_terms], page),
        names_of(resource.public_elements, page), shown_address(resource.url),
    )  # fmt: skip
    return page_document(resource, language, text=text)


def _roles() -> Any:
    return Role.objects.published().prefetch_related(
        Prefetch("situations", Audience.objects.published(), "public_situations"),
        Prefetch("services", Service.objects.published(), "public_services"),
        Prefetch("framework_elements", FrameworkElement.objects.published(), "public_elements"),
    )


def _role(role: Any, language: str) -> Document:
    """Return a role with the situations it meets and the services it works with."""
    text = names_of(
        [*role.public_situations, *role.public_services, *role.public_elements], language
    )
    return page_document(role, language, text=text)


def _article(article: Any, language: str) -> Document:
    """Return an article."""
    return page_document(article, language)


SEARCHABLE: tuple[Searchable, ...] = (
    Searchable(
        "definition", Definition, _("Definition"), _("Definitions"),
        lambda: Definition.objects.published(), _definition, 1.0,
    ),
    Searchable(
        "framework", FrameworkElement, _("Quality framework"), _("Quality framework"),
        _framework, _framework_element, 0.9,
        {
            "guidance.frameworkelement": tuple(
                f"{'parent__' * steps}key" for steps in range(1, 5)
            ),
        },
    ),
    Searchable(
        "milestone", PolicyMilestone, _("Policy timeline"), _("Policy timeline"),
        lambda: PolicyMilestone.objects.published(), _milestone, 0.5,
    ),
    Searchable(
        "term", Term, _("Glossary"), _("Glossary"),
        lambda: Term.objects.published(), _term, 0.8,
    ),
    Searchable(
        "mandate", MandatePage, _("The national mandate"), _("The national mandate"),
        lambda: MandatePage.objects.published(), _mandate, 0.7,
    ),
    Searchable(
        "resource", Resource, _("Resource"), _("Resources"),
        lambda: with_all_links().published(), _resource, 0.7,
        {
            "guidance.frameworkelement": "framework_elements__key",
            "guidance.role": "roles__key",
            "guidance.term": "terms__key",
        },
    ),
    Searchable(
        "role", Role, _("For counsellors"), _("For counsellors"), _roles, _role, 0.8,
        {
            "services.audience": "situations__key",
            "services.service": "services__key",
            "guidance.frameworkelement": "framework_elements__key",
        },
    ),
    Searchable(
        "article", Article, _("Article"), _("Articles"),
        lambda: Article.objects.published(), _article, 1.1,
    ),
)  # fmt: skip
