"""The states of the pages that carry what a reader has chosen.

`python -m tests.states http://127.0.0.1:8000` prints those in bokmål, one address a line; it reads
the database of the settings.
"""

import os
import sys
from urllib.parse import unquote, urlencode

import django
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import override

if __name__ == "__main__":
    django.setup()

from guidance.models import FrameworkElement, Role
from guidance.self_check import Answers, Level
from networks.ring import ring_url
from portal.base.languages import current_language, page_languages
from services import choices, finder
from services.models import Audience, CareerCentre, County, Service
from services.places import ABROAD, ANYWHERE, JAN_MAYEN, SVALBARD, Place, county_place, find_place

CENTRE_QUERIES = (
    "county=troms",
    "open=now",
    "evening=1",
    "channel=phone",
    "place=9300&sort=distance",
    "place=her%C3%B8y",
    "access=step-free",
    "language=uk",
)
SEARCHES = (
    "q=9008",
    "q=karriere",
    "q=karieresenter",
    "q=qqqqqqqq",
    "q=%C2%A7+14+a",
    "q=troms&kind=centre",
    "q=troms&kind=definition",
    "q=karriere&page=2&sort=newest",
    "exact=1&q=karieresenter",
)

FILTERS = {"open", "evening", "channel", "access", "language"}


def states(language: str) -> list[str]:
    """Return addresses of pages that carry what a reader has chosen, in every state.

    One answer for each situation, each kind of place, the uncertain places, filters, comparisons
    and shortlists of every size, and the sheets. Needs the database.
    """
    with override(language):
        audiences = list(Audience.objects.published())
        counties = [county_place(county) for county in County.objects.published()]
        senja = find_place("Senja").places[0]
        refugee = next(audience for audience in audiences if audience.key == "flyktning")
        young = next(audience for audience in audiences if audience.key == "ung-utenfor")
        paths = [
            finder.answer_url(audience, counties[number % len(counties)])
            for number, audience in enumerate(audiences)
        ]
        for place in (senja, SVALBARD, JAN_MAYEN, ABROAD, ANYWHERE):
            paths.append(finder.answer_url(refugee, place))
        paths += [finder.answer_url(young, senja, age) for age in (14, 20, 30)]
        paths += [finder.answer_url(refugee, senja, view="find_sheet"), finder.find_url("senja")]
        for text in ("herøy", "trosmø", "kristjansannd", "qqqq", "tysfjord"):
            paths += [finder.situation_url(refugee, text), finder.search_url(text, refugee)]
        paths.append(finder.search_url("tro", None))
        codes = {
            model: [choices.code_of(entry) for entry in model.objects.published()]
            for model in (Service, CareerCentre)
        }
        for some in codes.values():
            for number in (1, 2, 4):
                items = urlencode([("item", code) for code in some[:number]])
                paths.append(f"{reverse('services:compare')}?{items}")
        mixed = str(choices.read(codes[Service][0], codes[CareerCentre][0]))
        paths += [reverse(f"services:{n}", args=[mixed]) for n in ("shortlist", "shortlist_sheet")]
        paths.append(reverse("services:coverage") + "?county=troms")
        paths.append(reverse("services:entitlement_table") + "?standing=right")
        paths.append(reverse("services:talk_now") + "?county=troms")
        centres = reverse("services:centre_list")
        for query in CENTRE_QUERIES:
            paths.append(f"{centres}?{query}")
        paths.append(reverse("home:feedback") + f"?about={reverse('services:find')}")
        paths.append(reverse("home:feedback_thanks"))
        paths.append(reverse("services:municipality_detail", args=["tysfjord-1850"]))
        paths += _of_counsellors(refugee, senja)
        paths += [f"{reverse('search:search')}?{query}" for query in SEARCHES]
    return paths


def _of_counsellors(audience: Audience, place: Place) -> list[str]:
    """Return the states of the pages for those who give guidance."""
    role = Role.objects.published().first()
    levels = [Level(number % 5) for number in range(21)]
    now, before = Answers(2026, 11, tuple(levels)), Answers(2025, 10, tuple(reversed(levels)))
    result = reverse("guidance:self_check_result", args=[now.code])
    ring = reverse("networks:ring")
    this_month = timezone.localdate()
    meetings, months = reverse("networks:meeting_list"), []
    for year, month in ((this_month.year, this_month.month), (2019, 6), (2016, 5)):
        months.append(reverse("networks:calendar_month", args=[year, month]))
    paths = [
        f"{role.get_absolute_url()}?county=nordland",
        f"{ring}?situation={audience.key}&place=her%C3%B8y",
        ring_url(audience, place),
        ring_url(audience, place, view="ring_card"),
        f"{meetings}?county=nordland",
        f"{meetings}?role={role.key}&form=digital",
        *months,
        f"{months[1]}?level=international",
        f"{reverse('networks:network_list')}?level=national",
        f"{reverse('networks:who_sits_where')}?by=counties",
        f"{reverse('networks:subscribe')}?role={role.key}&county=nordland",
        f"{reverse('networks:who_sits_where')}?columns=2",
        f"{reverse('networks:case_list')}?q=qqqq",
        f"{reverse('networks:case_list')}?year=2020",
        f"{reverse('guidance:resource_list')}?kind=report&q=skole",
        f"{reverse('guidance:resource_list')}?role={role.key}",
        f"{reverse('guidance:timeline')}?decade=2010&kind=law",
        f"{reverse('guidance:timeline')}?lane=national",
        result,
        f"{result}?earlier={before.code}",
        f"{reverse('guidance:self_check')}?code={now.code}",
    ]
    for area in FrameworkElement.objects.published().filter(kind="area"):
        if current_language() in page_languages(area):
            paths.append(reverse("guidance:framework_whole", args=[area.slug]))
    return paths


def one_of_each_state(language: str) -> list[str]:
    """Return one address of each kind of state: the same view with the same kind of question."""
    kinds: dict[tuple[str, ...], str] = {}
    for path in states(language):
        address, _mark, query = path.partition("?")
        asked = (part if "place=" in part else part.split("=")[0] for part in query.split("&"))
        with override(language):
            view = resolve(unquote(address)).view_name
        kinds[view, *sorted(asked)] = path
    return sorted(kinds.values())


def one_of_each_look(language: str) -> list[str]:
    """Return fewer still, for the slow engines: the yes-or-no filters of the directory look alike.

    With PORTAL_ALL_PAGES set it returns every state.
    """
    if os.environ.get("PORTAL_ALL_PAGES"):
        return states(language)
    looks: dict[str, str] = {}
    for path in one_of_each_state(language):
        address, _mark, query = path.partition("?")
        looks.setdefault(f"{address}?" if query.split("=")[0] in FILTERS else path, path)
    return sorted(looks.values())


if __name__ == "__main__":
    print("\n".join(f"{sys.argv[1]}{path}" for path in one_of_each_look("nb")))
