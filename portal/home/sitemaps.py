"""The sitemap: every public page in every language it exists in."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from networks.models import Case, Meeting
from portal.base.feeds import changed_at
from portal.base.http import public_page
from portal.base.languages import all_languages, current_language, page_languages
from portal.base.pages import Page
from portal.base.publishing import Publishable
from portal.home.listings import LISTS, PAGES, last_changes
from services import finder
from services.models import Audience, Municipality


class ListSitemap(Sitemap):
    """The pages that exist in every language."""

    i18n = True
    alternates = True

    def __init__(self, changes: dict[type[Publishable], dt.datetime] | None = None) -> None:
        self.changes = changes or {}

    def items(self) -> list[str]:
        """Return the names of the pages."""
        return list(LISTS)

    def location(self, item: str) -> str:
        """Return the address in the language at hand."""
        return reverse(item)

    def lastmod(self, item: str) -> dt.datetime | None:
        """Return when something that the page lists last changed; none if it lists nothing."""
        return max(
            (self.changes[kind] for kind in LISTS[item] if kind in self.changes), default=None
        )


class PageSitemap(Sitemap):
    """The pages of one kind of entry, each in its own languages."""

    i18n = True
    alternates = True

    def __init__(self, model: type[Page]) -> None:
        self.model = model

    def items(self) -> Iterable[Page]:
        """Return the public entries that have a page of their own."""
        entries = self.model._default_manager.published()  # type: ignore[attr-defined]
        return [entry for entry in entries if "#" not in entry.get_absolute_url()]

    def get_languages_for_item(self, item: Page) -> list[str]:
        """Return the languages an entry's page exists in."""
        return page_languages(item)

    def location(self, item: Page) -> str:
        """Return the address in the language at hand."""
        return item.url_in(current_language())

    def lastmod(self, item: Page) -> dt.datetime:
        """Return when the entry last changed, or became public."""
        return changed_at(item)


class QuestionSitemap(Sitemap):
    """The finder's second question for each situation; the answers are reached from there."""

    i18n = True
    alternates = True

    def items(self) -> Iterable[Any]:
        """Return the public situations."""
        return Audience.objects.published()

    def location(self, item: Audience) -> str:
        """Return the address in the language at hand."""
        return finder.situation_url(item)

    def lastmod(self, item: Audience) -> dt.datetime:
        """Return when the situation last changed, or became public."""
        return changed_at(item)


class MunicipalitySitemap(Sitemap):
    """The municipalities of today."""

    i18n = True
    alternates = True

    def items(self) -> Iterable[Municipality]:
        """Return the municipalities."""
        return Municipality.objects.current()


class CaseSitemap(Sitemap):
    """The cases of the meetings."""

    i18n = True
    alternates = True

    def items(self) -> Iterable[Case]:
        """Return the cases of public meetings."""
        return Case.objects.published().select_related("meeting")

    def lastmod(self, item: Case) -> dt.datetime:
        """Return when the meeting last changed, or became public."""
        return changed_at(item.meeting)


class YearSitemap(Sitemap):
    """The archive of meetings, year by year."""

    i18n = True
    alternates = True

    def items(self) -> Iterable[int]:
        """Return the years that have meetings."""
        years = Meeting.objects.published().order_by("-year")
        return years.values_list("year", flat=True).distinct()

    def location(self, item: int) -> str:
        """Return the address in the language at hand."""
        return reverse("networks:archive_year", args=[item])


SECTIONS: dict[str, Sitemap] = {
    "lists": ListSitemap(),
    "questions": QuestionSitemap(),
    "municipalities": MunicipalitySitemap(),
    "cases": CaseSitemap(),
    "years": YearSitemap(),
}
SITEMAPS: dict[str, Sitemap] = {
    **SECTIONS,
    **{str(model._meta.model_name): PageSitemap(model) for model in PAGES},
}


@public_page()
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Every public page with its alternates, as sitemaps.org describes."""
    listed = {kind for kinds in LISTS.values() for kind in kinds}
    sections = SITEMAPS | {"lists": ListSitemap(last_changes(listed))}
    with override(settings.LANGUAGE_CODE):  # whatever the browser's language is
        response = sitemap(request, sections).render()
    response.headers.pop("Last-Modified", None)  # which would miss what was taken away
    return response


def all_paths() -> dict[str, list[str]]:
    """Return the path of every public page by language, in the order of the sitemap."""
    paths: dict[str, list[str]] = {}
    for language in all_languages():
        with override(language):
            paths[language] = [
                section.location(item) for section in SECTIONS.values() for item in section.items()
            ]
            for model in PAGES:
                pages = PageSitemap(model)
                paths[language] += [
                    entry.url_in(language)
                    for entry in pages.items()
                    if language in page_languages(entry)
                ]
    return paths
