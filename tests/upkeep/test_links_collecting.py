"""Every link that the public meets is found, with every place that holds it, and nothing else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.base.models import Source
from portal.base.publishing import State
from portal.base.upkeep.collecting import collect
from portal.base.upkeep.links import Address, address_of, hrefs, with_link
from portal.base.upkeep.models import Link, LinkUse
from tests.factories import (
    ContactFactory,
    MeetingFactory,
    NetworkFactory,
    OrganisationFactory,
    PaperFactory,
    PaperVersionFactory,
    ServiceFactory,
    SiteFactory,
)

pytestmark = pytest.mark.django_db


def uses(address: str) -> set[tuple[str, str, str]]:
    found = LinkUse.objects.filter(link__address=address)
    return set(found.values_list("model", "object_key", "path"))


def kind_of(address: str) -> str:
    return Link.objects.get(address=address).kind


def test_addresses_in_fields_texts_and_parts_are_found_with_their_paths():
    body = '<p><a href="https://example.org/a?b=1&amp;c=2">a</a> <a href="tel:55000001">b</a></p>'
    service = ServiceFactory(key="s", body_nn=body, website="https://example.org/s")
    ServiceFactory(body_en='<p><a href="ref:services.service/s">s</a></p>', key="t")
    NetworkFactory(key="n", contact_email="post@example.org", body_nb="")
    site = SiteFactory(key="place", centre__key="c")
    ContactFactory(key="call", site=site, value="55 00 00 01")
    ContactFactory(key="book", service=service, kind="booking", value="https://example.org/book")
    collect()
    assert uses("https://example.org/a?b=1&c=2") == {("services.service", "s", "body_nn")}
    assert uses("https://example.org/s") == {("services.service", "s", "website")}
    assert uses("ref:services.service/s") == {("services.service", "t", "body_en")}
    assert uses("post@example.org") == {("networks.network", "n", "contact_email")}
    assert uses("https://example.org/book") == {
        ("services.service", "s", "contacts/book/value"),
    }
    assert uses("+4755000001") == {
        ("services.service", "s", "body_nn"),
        ("services.careercentre", "c", "sites/place/contacts/call/value"),
    }
    assert [kind_of(address) for address in ("+4755000001", "post@example.org")] == [
        "phone",
        "mail",
    ]
    assert kind_of("ref:services.service/s") == "internal"


def test_the_text_of_a_paper_is_read():
    paper = PaperFactory(key="p", meeting=MeetingFactory(key="m"))
    PaperVersionFactory(paper=paper, text='<p><a href="https://example.org/paper">x</a></p>')
    collect()
    assert uses("https://example.org/paper") == {
        ("networks.meeting", "m", "papers/p/versions/1/text")
    }


def test_what_the_public_does_not_see_is_not_asked_for():
    ServiceFactory(state=State.DRAFT, website="https://example.org/draft")
    ServiceFactory(
        published_until=timezone.now() - dt.timedelta(days=1), website="https://example.org/expired"
    )
    hidden = SiteFactory(centre__state=State.DRAFT)
    ContactFactory(site=hidden, kind="web", value="https://example.org/hidden")
    ContactFactory(kind="web", value="https://example.org/stale", standing="stale")
    OrganisationFactory(mailbox="never@example.org")
    collect()
    assert not Link.objects.filter(address__contains="example.org").exists()


def test_sources_count_when_something_public_rests_on_them_and_they_may_be_linked_to():
    def source(word: str, **values: object) -> Source:
        return Source.objects.create(
            key=word, title=word, url=f"https://example.org/{word}", **values
        )

    public, part, draft, copy = (
        source("one"),
        source("two"),
        source("three"),
        source("four", linkable=False),
    )
    source("nobody")
    ServiceFactory().sources.add(public, copy)
    ContactFactory(source=part)
    ServiceFactory(state=State.DRAFT).sources.add(draft)
    collect()
    found = Link.objects.filter(address__startswith="https://example.org/")
    assert set(found.values_list("address", flat=True)) == {
        "https://example.org/one",
        "https://example.org/two",
    }
    assert uses("https://example.org/one") == {("base.source", "one", "url")}


def test_collecting_again_keeps_what_is_known_and_forgets_what_is_no_longer_used():
    kept = ServiceFactory(website="https://example.org/kept")
    gone = ServiceFactory(website="https://example.org/gone")
    collect()
    Link.objects.filter(address=kept.website).update(state="works")
    gone.website = "https://example.org/new"
    gone.save()
    found = collect()
    assert (found.new, found.gone) == (1, 1)
    assert Link.objects.get(address=kept.website).state == "works"
    assert not Link.objects.filter(address="https://example.org/gone").exists()
    assert collect() == found.__class__(found.links, found.uses, 0, 0)


def test_the_queries_do_not_grow_with_the_links():
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            collect()
        return len(captured)

    def add() -> None:
        service = ServiceFactory(website=f"https://example.org/{Link.objects.count()}")
        ContactFactory(site=SiteFactory())
        service.sources.add(
            Source.objects.create(
                key=service.key, title="x", url=f"https://example.org/{service.key}"
            )
        )

    add()
    collect()
    add()
    one = count()
    for _n in range(10):
        add()
    assert count() == one


@pytest.mark.parametrize(
    ("written", "kind", "found"),
    [
        ("https://example.org", "", Address("web", "https://example.org")),
        ("mailto:post@example.org?subject=x", "", Address("mail", "post@example.org")),
        ("post@example.org", "mail", Address("mail", "post@example.org")),
        ("tel:+4755000001", "", Address("phone", "+4755000001")),
        ("55 00 00 01", "phone", Address("phone", "+4755000001")),
        ("02800", "phone", Address("phone", "02800")),
        ("ref:services.service/x", "", Address("internal", "ref:services.service/x")),
        ("#here", "", None),
        ("", "web", None),
        ("https://example.org/" + "x" * 500, "", None),
    ],
)
def test_what_is_written_is_known_by_one_address(written, kind, found):
    assert address_of(written, kind) == found


def test_only_the_whole_address_is_replaced_in_a_text():
    text = (
        '<p><a href="https://example.org/a">1</a><a href="https://example.org/ab">2</a>'
        '<a lang="en" href="https://example.org/a">https://example.org/a</a></p>'
    )
    after = with_link(text, Address("web", "https://example.org/a"), 'https://example.org/?a=1&b="')
    assert [each.address for each in hrefs(after)] == [
        'https://example.org/?a=1&b="',
        "https://example.org/ab",
        'https://example.org/?a=1&b="',
    ]
    assert ">https://example.org/a<" in after


def test_a_mail_keeps_its_subject_and_a_number_becomes_one_that_can_be_rung():
    mail = '<a href="mailto:a@example.org?subject=Hei">x</a>'
    after = with_link(mail, Address("mail", "a@example.org"), "b@example.org")
    assert after == '<a href="mailto:b@example.org?subject=Hei">x</a>'
    call = '<a href="tel:55000001">x</a>'
    assert with_link(call, Address("phone", "+4755000001"), "55 00 00 02") == (
        '<a href="tel:+4755000002">x</a>'
    )
