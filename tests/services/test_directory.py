"""The directory of centres: filters that never hide the unknown, distance and order."""

import datetime as dt
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.translation import override

from services.directory import Match, Query, search
from services.doors import DoorBook
from services.models import CareerCentre
from services.places import Place, distance_words
from services.spoken import language_name
from services.whereabouts import whereabouts
from tests import factories

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
TUESDAY_AT_TEN = dt.datetime(2026, 9, 15, 10, 0, tzinfo=OSLO)
SATURDAY_AT_SEVEN = dt.datetime(2026, 9, 19, 19, 0, tzinfo=OSLO)
TROMSO = Place("municipality", "Tromsø", number="5501", point=(69.65, 18.96))


@pytest.fixture
def county():
    return factories.CountyFactory()


def centre(county, *, hours="", site=None, **fields) -> CareerCentre:
    """Make a centre with one site, with weekly hours if they are given."""
    made = factories.CentreFactory(county=county, **fields)
    place = factories.SiteFactory(centre=made, **(site or {}))
    if hours:
        factories.ScheduleFactory(site=place, monday=hours)
    return made


def ask(county, *, now=TUESDAY_AT_TEN, place=None, **asked) -> tuple[list, list]:
    """Return the centres that match and those of which it is not known, in a county."""
    centres = CareerCentre.objects.published().select_related("county")
    results = search(centres, DoorBook(now), Query(county=county.key, **asked), place)
    return [e.centre for e in results.matching], [e.centre for e in results.not_known]


def get(path: str, *, status: int = 200, **query: str) -> str:
    response = Client().get(path, query)
    assert response.status_code == status
    return response.content.decode()


def words_of(html: str) -> str:
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_county_is_always_known(county):
    here, elsewhere = centre(county), centre(factories.CountyFactory())
    matching, not_known = ask(county)
    assert matching == [here]
    assert elsewhere not in not_known


def test_open_now_keeps_the_unknown_and_leaves_out_the_closed(county):
    is_open, closed, silent = (
        centre(county, hours="09.00–15.30"),
        centre(county, hours="12-14"),
        centre(county),
    )
    assert ask(county, open="now") == ([is_open], [silent])
    assert closed not in sum(ask(county, open="now"), [])


def test_at_seven_on_a_saturday_a_weekday_centre_is_closed_and_a_saturday_line_is_open(county):
    weekdays = centre(county, hours="09.00–15.30")
    saturday = centre(county)
    factories.ScheduleFactory(
        site=saturday.sites.get(), monday="", saturday="10.00–20.00", tuesday=""
    )
    assert ask(county, open="now", now=SATURDAY_AT_SEVEN) == ([saturday], [])
    assert ask(county, open="now", now=TUESDAY_AT_TEN)[0] == [weekdays]


def test_a_telephone_line_with_hours_counts_and_one_without_does_not_make_a_closed_centre_unknown(
    county,
):
    with_line = centre(county, hours="12-14")
    line = factories.ContactFactory(centre=with_line)
    factories.ScheduleFactory(contact=line, monday="08.00–16.00")
    silent_line = centre(county, hours="12-14")
    factories.ContactFactory(centre=silent_line)
    assert ask(county, open="now") == ([with_line], [])
    assert ask(county, open="now", channel="phone") == ([with_line], [silent_line])


def test_by_appointment_is_not_open_now(county):
    booked = centre(county)
    factories.ScheduleFactory(site=booked.sites.get(), kind="appointment", monday="")
    assert ask(county, open="now") == ([], [])


def test_unconfirmed_hours_are_not_given(county):
    guessed = centre(county)
    factories.ScheduleFactory(site=guessed.sites.get(), standing="not_confirmed")
    assert ask(county, open="now") == ([], [guessed])


def test_evening_is_a_filter_of_its_own(county):
    late, _early, silent = (
        centre(county, hours="09-19"),
        centre(county, hours="09-15"),
        centre(county),
    )
    assert ask(county, evening="1") == ([late], [silent])


def test_a_language_that_is_not_given_is_not_a_no(county):
    speaks, _other, silent = (
        centre(county, language_codes="nb,uk"),
        centre(county, language_codes="nb"),
        centre(county),
    )
    assert ask(county, language="uk") == ([speaks], [silent])


def test_an_interpreter_is_a_filter(county):
    has, _has_not, silent = (
        centre(county, interpreter="yes"),
        centre(county, interpreter="no"),
        centre(county),
    )
    assert ask(county, language="interpreter") == ([has], [silent])


@pytest.mark.parametrize("channel", ["phone", "video", "chat", "email"])
def test_a_channel_comes_from_confirmed_contacts_and_its_absence_is_unknown(county, channel):
    has, stale, silent = centre(county), centre(county), centre(county)
    factories.ContactFactory(site=has.sites.get(), kind=channel, value="x")
    factories.ContactFactory(centre=stale, kind=channel, value="x", standing="stale")
    assert ask(county, channel=channel) == ([has], [stale, silent])


def test_in_person_comes_from_current_sites(county):
    here, former = centre(county), centre(county, site={"standing": "former"})
    assert ask(county, channel="in-person") == ([here], [former])


def test_step_free_has_three_answers(county):
    free, _stairs, silent = (
        centre(county, site={"step_free": "yes"}),
        centre(county, site={"step_free": "no"}),
        centre(county),
    )
    assert ask(county, access="step-free") == ([free], [silent])


def test_open_and_step_free_must_be_the_same_site(county):
    two = centre(county, hours="09-15", site={"step_free": "no"})
    other = factories.SiteFactory(centre=two, step_free="yes")
    factories.ScheduleFactory(site=other, monday="12-14")
    assert ask(county, open="now", access="step-free") == ([], [])
    assert ask(county, open="now", access="step-free", now=TUESDAY_AT_TEN.replace(hour=13)) == (
        [two],
        [],
    )


def test_one_no_leaves_a_centre_out_whatever_is_not_known(county):
    centre(county, language_codes="nb")
    assert ask(county, open="now", language="uk") == ([], [])


def test_what_is_not_given_is_named(county):
    centre(county)
    centres = CareerCentre.objects.filter(county=county).select_related("county")
    with override("en"):
        results = search(centres, DoorBook(TUESDAY_AT_TEN), Query(open="now", language="uk"), None)
        [found] = results.not_known
    assert found.match is Match.UNKNOWN
    assert found.not_given == ("Languages and interpreter", "Opening hours")


def test_distance_sorts_near_before_far_and_unknown_last(county):
    def point(latitude, longitude):
        return {"latitude": Decimal(latitude), "longitude": Decimal(longitude)}

    nowhere = centre(county)
    far = centre(county, site=point("59.91", "10.75"))
    near = centre(county, site=point("69.60", "18.90"))
    by_municipality = centre(
        county, site={"municipality": factories.MunicipalityFactory(latitude=68, longitude=17)}
    )
    assert ask(county, sort="distance", place=TROMSO)[0] == [near, by_municipality, far, nowhere]


def test_a_distance_says_that_it_is_a_straight_line():
    with override("en"):
        assert distance_words(12.4) == "12 km in a straight line"
        assert distance_words(0.3) == "less than 1 km in a straight line"
        assert distance_words(None) == ""


def test_a_distance_from_a_municipality_to_itself_is_near_and_not_told(county):
    home = factories.MunicipalityFactory(county=county)
    place = Place("municipality", home.name, number=home.number, point=(60.0, 10.0))
    in_it = centre(county, site={"municipality": home})
    exact = centre(
        county,
        site={"municipality": home, "latitude": Decimal("60.1"), "longitude": Decimal("10")},
    )
    other = centre(county, site={"municipality": factories.MunicipalityFactory(latitude=61)})
    centres = CareerCentre.objects.filter(county=county).select_related("county")
    with override("en"):
        found = search(centres, DoorBook(TUESDAY_AT_TEN), Query(sort="distance"), place).matching
        assert [(entry.centre, entry.distance) for entry in found] == [
            (in_it, ""),
            (exact, "11 km in a straight line"),
            (other, "111 km in a straight line"),
        ]


def test_opens_soonest_stands_before_later_and_unknown_last(county):
    silent, later, now = (
        centre(county),
        centre(county, hours="12-14"),
        centre(county, hours="09-15"),
    )
    assert ask(county, sort="opens")[0] == [now, later, silent]


def test_names_sort_as_the_norwegian_alphabet_does(county):
    names = ["Åsen", "Ørje", "Ås", "Berg"]
    made = {n: centre(county, name_nb=n) for n in names}
    assert ask(county, sort="name")[0] == [made[n] for n in ("Berg", "Ørje", "Ås", "Åsen")]


@pytest.mark.parametrize(
    "path", ["/nb/karrieresentre/", "/nn/karrieresenter/", "/en/career-centres/"]
)
def test_the_directory_and_its_filters_stand_in_every_language(path, county):
    centre(county, hours="09-15", language_codes="uk,se", interpreter="yes")
    html = get(path, county=county.key, open="now", language="uk", channel="chat", place="9300")
    assert 'role="status"' in html
    for other in ("/nb/karrieresentre/", "/nn/karrieresenter/", "/en/career-centres/"):
        assert f'href="{other}?county={county.key}&amp;place=9300&amp;open=now' in html


def test_an_active_filter_has_a_link_that_takes_it_away_and_keeps_the_rest(county):
    html = get("/en/career-centres/", county=county.key, open="now", nonsense="x")
    assert f'href="/en/career-centres/?county={county.key}"' in html
    assert 'href="/en/career-centres/?open=now"' in html
    assert "nonsense" not in html


def test_unknown_answers_stand_under_their_own_heading_with_a_count(county):
    centre(county)
    text = words_of(get("/en/career-centres/", county=county.key, open="now"))
    assert "Not known (1)" in text
    assert "0 centres. For 1 more, the answer is not given." in text
    assert "Opening hours not given" in text
    text = words_of(get("/en/career-centres/", county=county.key, access="step-free"))
    assert "Not given: step-free access" in text


def test_no_result_has_ways_on(county):
    centre(county, hours="12-14", language_codes="nb")
    html = get("/en/career-centres/", county=county.key, language="uk")
    assert "We know of no centre that matches everything you chose." in html
    assert 'href="/en/career-centres/"' in html
    assert 'href="/en/talk-to-someone/"' in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"county": "atlantis"}, "We do not know this county"),
        ({"channel": "smoke"}, "We do not know this way to talk"),
        ({"language": "xx"}, "We do not know this language"),
        ({"sort": "colour"}, "We cannot sort by this"),
        ({"open": "later"}, "We did not understand this choice"),
        ({"sort": "distance"}, "Write where you are to sort by distance"),
        ({"place": "x" * 10_000}, "This is too long for a place"),
        ({"place": "Qwrtzpsdfg"}, "We found no place called"),
        ({"place": "Herøy"}, "Which one do you mean?"),
        ({"place": "Senjaa"}, "Senja"),
        ({"place": "Svalbard"}, "No county lies there"),
        ({"place": "Nordland"}, "is a county"),
    ],
)
def test_what_cannot_be_done_is_explained(query, said):
    understood = query.get("place") in {"Qwrtzpsdfg", "Herøy", "Senjaa", "Svalbard", "Nordland"}
    assert said in get("/en/career-centres/", status=200 if understood else 400, **query)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/en/career-centres/", {"county": "atlantis"}),
        ("/en/talk-to-someone/", {"county": "atlantis"}),
        ("/en/talk-to-someone/", {"place": "x" * 81}),
        ("/en/services/who-gives-what/", {"standing": "maybe"}),
        ("/en/find/", {"place": "x" * 81}),
        ("/en/find/refugee/", {"place": "x" * 81}),
        ("/en/find/refugee/senja-5530/", {"age": "old"}),
        ("/en/places/", {"place": "x" * 81}),
    ],
)
def test_a_field_that_cannot_be_understood_is_a_bad_request_everywhere_and_links_to_it(path, query):
    html = get(path, status=400, **query)
    [name] = query
    assert f'<li><a href="#id_{name}">' in html
    assert re.search(r"<h[23]", html.partition("error-summary")[2])
    assert get(path, status=400 if path.endswith("refugee/") else 200, nonsense="x", **{name: ""})


@pytest.mark.parametrize("path", ["/en/career-centres/", "/en/talk-to-someone/"])
def test_the_error_is_tied_to_its_field(path):
    html = get(path, status=400, county="atlantis")
    field = re.search(r'<select name="county"[^>]*>', html).group()
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_county_error"' in field
    assert 'id="id_county_error"' in html


@pytest.mark.parametrize("path", ["/nb/karrieresentre/", "/nb/snakk-med-noen/"])
@pytest.mark.parametrize(
    "value", ["\x00", "%00\x00'\"<script>", "é" * 5_000, "-1", "\u202e😀", "1e9"]
)
def test_hostile_queries_never_break_a_page(path, value):
    names = ("county", "place", "open", "evening", "access", "channel", "language", "sort", "age")
    for name in names:
        response = Client().get(path, {name: value})
        html = response.content.decode()
        assert response.status_code == (400 if "error-summary" in html else 200)
        assert "\x00" not in html
        assert "<script>" not in html.partition("<main")[2]
    assert Client().get(f"{path}?county=x&county=oslo&open=now&open=").status_code == 200


def test_a_chosen_place_of_an_ambiguous_name_is_one_place():
    answer = whereabouts("Herøy")
    assert len(answer.choices) > 1
    [first, *_others] = answer.links(Query(open="now"))
    place, url = first
    assert "open=now" in url
    assert whereabouts(place.slug).place.number == place.number


def test_languages_have_names_in_every_language():
    expected = {"nb": "nordsamisk", "nn": "nordsamisk", "en": "Northern Sami"}
    for language, name in expected.items():
        with override(language):
            assert language_name("se") == name
            assert language_name("fkv") != "fkv"
            assert language_name("xx") == "xx"


def test_a_long_list_has_pages_that_keep_what_was_asked_and_lose_nobody(county):
    for number in range(60):
        centre(county, name_en=f"Centre {number:03}", language_codes="uk" if number < 55 else "")
    gone = centre(county, name_en="Gone away", closed_on=dt.date(2026, 1, 31))
    path, asked = "/en/career-centres/", {"county": county.key, "sort": "name"}
    first, second = get(path, **asked), get(path, page="2", **asked)
    assert [html.count("Centre 0") for html in (first, second)] == [50, 10]
    assert "Centre 049" in first
    assert "Centre 050" in second
    assert "60 centres" in words_of(first)
    assert "60 centres" in words_of(second)
    address = f"{path}?county={county.key}&amp;sort=name"
    assert f'<a href="{address}&amp;page=2" rel="next">' in first
    assert f'<a href="{address}" rel="prev">' in second
    assert f'href="/nb/karrieresentre/?county={county.key}&amp;sort=name&amp;page=2"' in second
    assert "Page 2 of 2 –" in second.partition("</title>")[0]
    assert "Page" not in first.partition("</title>")[0]
    assert [gone.name_en in html for html in (first, second)] == [False, True]


def test_what_is_not_known_goes_on_to_the_next_page(county):
    for number in range(60):
        centre(county, name_en=f"Centre {number:03}", language_codes="uk" if number < 45 else "")
    asked = {"county": county.key, "language": "uk", "sort": "name"}
    first, second = (get("/en/career-centres/", page=page, **asked) for page in ("", "2"))
    assert [html.count("Centre 0") for html in (first, second)] == [50, 10]
    for html in (first, second):
        text = words_of(html)
        assert "45 centres. For 15 more, the answer is not given." in text
        assert "Not known (15)" in text
        assert "We know of no centre" not in text


@pytest.mark.parametrize("page", ["0", "-1", "99", "two", "1e9", "\x00", "9" * 5_000])
def test_a_page_that_the_directory_does_not_have_is_not_found(page):
    assert Client().get("/nb/karrieresentre/", {"page": page}).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?open=now&evening=1&language=uk&channel=phone&place=9300&sort=opens"]
)
def test_the_directory_costs_the_same_for_one_ten_and_fifty_centres(queries_for, county, query):
    def grow(number: int) -> int:
        for _each in range(number):
            made = centre(county, hours="09-15", language_codes="nb,uk")
            line = factories.ContactFactory(centre=made)
            factories.ScheduleFactory(contact=line)
            factories.HoursExceptionFactory(site=made.sites.get())
            factories.ContactFactory(site=made.sites.get(), kind="email", value="a@example.org")
        return queries_for(f"/nb/karrieresentre/{query}")

    one, ten, fifty = grow(1), grow(9), grow(40)
    assert one == ten == fifty
    assert one <= 12
