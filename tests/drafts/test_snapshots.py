"""What holds for an entry as plain values: taken, put back, compared and merged."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.base.drafts import snapshots
from portal.base.drafts.differences import differences
from portal.base.drafts.merging import merge
from portal.base.drafts.paths import flat, whole
from portal.base.drafts.publication import publish_change
from portal.base.drafts.stage import is_staged, scratch, staged
from portal.base.models import Publication
from portal.base.publishing import Publishable
from services.models import CareerCentre, ContactFact, HoursException, Schedule, Service, Site
from tests import factories

pytestmark = pytest.mark.django_db


def centre_with_everything() -> CareerCentre:
    centre = factories.CentreFactory(name_nb="Karriere Nord")
    site = Site.objects.create(centre=centre, key="mo", name="Mo", place="Mo i Rana")
    Schedule.objects.create(key="mo-uke", site=site, monday="09.00–15.00")
    phone = ContactFact.objects.create(key="mo-tlf", kind="phone", value="75 00 00 00", site=site)
    HoursException.objects.create(key="mo-jul", contact=phone, date=dt.date(2026, 12, 24))
    ContactFact.objects.create(key="nord-post", kind="email", value="a@example.org", centre=centre)
    return centre


def test_what_is_taken_holds_every_part_and_survives_being_flat():
    centre = centre_with_everything()
    taken = snapshots.take(centre)
    assert taken["fields"]["county"] == centre.county.key
    values = flat(taken)
    assert values["sites/mo/place"] == "Mo i Rana"
    assert values["sites/mo/schedules/mo-uke/monday"] == "09.00–15.00"
    assert values["sites/mo/contacts/mo-tlf/exceptions/mo-jul/date"] == "2026-12-24"
    assert whole(values, CareerCentre) == taken


def test_every_kind_of_reference_content_can_be_taken_deleted_and_put_back():
    kinds = [model for model in _kinds() if model._base_manager.exists()]
    assert len(kinds) > 12
    for model in kinds:
        entry = model._base_manager.order_by("?").first()
        taken = snapshots.take(entry)
        with scratch():
            again = snapshots.apply(model, entry.key, taken)
            assert snapshots.take(again) == taken, model


def _kinds():
    def below(model):
        for child in model.__subclasses__():
            if not child._meta.abstract:
                yield child
            yield from below(child)

    return list(below(Publishable))


def test_a_deleted_entry_comes_back_whole():
    centre = centre_with_everything()
    taken = snapshots.take(centre)
    centre.delete()
    back = snapshots.apply(CareerCentre, taken["fields"]["key"], taken, check=True)
    assert snapshots.take(back) == taken


def test_taking_costs_the_same_for_one_site_and_ten():
    centre = centre_with_everything()

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            snapshots.take(centre)
        return len(captured)

    before = cost()
    for number in range(10):
        site = Site.objects.create(centre=centre, key=f"s{number}", name="S", place="P")
        Schedule.objects.create(key=f"u{number}", site=site, monday="09.00–15.00")
        ContactFact.objects.create(key=f"t{number}", kind="phone", value="1", site=site)
    assert cost() == before


def test_what_is_staged_is_seen_inside_the_block_only_and_new_parts_keep_their_number():
    centre = centre_with_everything()
    values = flat(snapshots.take(centre))
    values |= {"about_nb": "Nytt.", "sites/ny": True, "sites/ny/name": "Ny", "sites/ny/place": "By"}
    numbers = set()
    for _time in range(2):
        with staged(centre, whole(values, CareerCentre)) as draft:
            assert is_staged()
            assert draft.about_nb == "Nytt."
            numbers.add(draft.sites.get(key="ny").pk)
        assert not is_staged()
        centre.refresh_from_db()
        assert centre.about_nb != "Nytt."
        assert not centre.sites.filter(key="ny").exists()
    [number] = numbers
    assert number < 0
    assert number in snapshots.staged_numbers(whole(values, CareerCentre))


def test_rules_of_the_models_refuse_and_say_where():
    centre = centre_with_everything()
    values = flat(snapshots.take(centre)) | {"sites/mo/schedules/mo-uke/monday": "9 til 3"}
    with pytest.raises(snapshots.Refused) as refused, scratch():
        snapshots.apply(CareerCentre, centre.key, whole(values, CareerCentre), check=True)
    assert refused.value.errors[0][0] == "sites/mo/schedules/mo-uke/monday"


def test_two_changes_are_put_together_and_a_clash_is_told():
    base = {"name": "A", "about": "B", "sites/mo": True, "sites/mo/place": "Mo"}
    mine, theirs = base | {"name": "X"}, base | {"about": "Y"}
    assert merge(base, mine, theirs).merged == base | {"name": "X", "about": "Y"}
    assert not merge(base, mine, theirs).conflicts
    clash = merge(base, base | {"name": "X"}, base | {"name": "Z"})
    assert [(c.path, c.base, c.mine, c.theirs) for c in clash.conflicts] == [
        ("name", "A", "X", "Z")
    ]


def test_a_part_that_one_changed_and_another_removed_is_one_question():
    base = {"name": "A", "sites/mo": True, "sites/mo/place": "Mo", "sites/mo/key": "mo"}
    changed, removed = base | {"sites/mo/place": "Bodø"}, {"name": "A"}
    merged = merge(base, changed, removed)
    assert [conflict.path for conflict in merged.conflicts] == ["sites/mo"]
    assert merged.merged == changed


def test_differences_are_told_in_words():
    centre = centre_with_everything()
    before = snapshots.take(centre)
    values = flat(before) | {
        "sites/mo/schedules/mo-uke/saturday": "10.00–14.00",
        "interpreter": "yes",
        "about_nb": "En lang tekst med mange ord som blir sammenlignet ord for ord til slutt her.",
    }
    told = {d.path: d for d in differences(CareerCentre, before, whole(values, CareerCentre))}
    hours = told["sites/mo/schedules/mo-uke/saturday"]
    assert "Mo" in hours.label
    assert hours.change == "added"
    assert told["interpreter"].after == "ja"
    assert told["about_nb"].language == "nb"


def test_a_change_at_once_keeps_what_was_before_and_what_is_now():
    service = factories.ServiceFactory(website="https://example.org/a")
    version = publish_change(
        service, {"website": "https://example.org/b"}, user=None, act=Publication.Act.LINK_MENDED
    )
    service.refresh_from_db()
    assert service.website == "https://example.org/b"
    assert version.revision.publication.act == "link_mended"
    publications = Publication.objects.filter(object_key=service.key).order_by("pk")
    assert [each.act for each in publications] == ["loaded", "link_mended"]
    assert Service.objects.published().filter(pk=service.pk).exists()
