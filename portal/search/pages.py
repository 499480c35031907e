"""The portal's own pages as readers search in them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import override

from guidance.models import FrameworkElement
from guidance.views.framework import REFLECTION
from portal.base.languages import all_languages
from portal.base.searchable import Document, names_besides
from portal.search.own_pages import PAGES, SHEET, OwnPage


def page_documents(language: str) -> Iterator[tuple[str, str, Document]]:
    """Yield the pages as readers of a language find them: name, kind and document; one query."""
    model = FrameworkElement.objects.published().filter(key=REFLECTION)
    has_sheet = model.exists()
    for page in PAGES:
        if page.url_name != SHEET or has_sheet:
            yield f"page:{page.url_name}", "page", _document(page, language)


def _document(page: OwnPage, language: str) -> Document:
    with override(language):
        url, title, lead = reverse(page.url_name), str(page.title), str(page.lead)
        also = [word.strip() for word in str(page.also).split(",")]
    elsewhere = []
    for code in all_languages():
        with override(code):
            elsewhere.append(str(page.title))
    return Document(
        url=url,
        title=title,
        language=language,
        lead=lead,
        names=names_besides(title, *also, *elsewhere),
        weight=page.weight,
    )
