"""Loading the reference content: idempotent, exact, and respectful of editors."""

import pytest

from portal.base import content
from portal.base.content import ContentError, Entry
from portal.base.languages import all_languages
from portal.base.loader import Loader
from portal.base.models import LoadedEntry
from services.models import ContactFact, County, Municipality, PostalCode, Service

pytestmark = pytest.mark.django_db
UNUSED = dict.fromkeys(all_languages(), "unused-slug")


def test_loading_again_changes_nothing():
    before = sorted(LoadedEntry.objects.values_list("model", "key", "entry_digest"))
    report = Loader().load()
    assert not report.changed_anything
    assert report.kept == []
    assert sorted(LoadedEntry.objects.values_list("model", "key", "entry_digest")) == before


def test_an_editors_change_is_kept_and_named():
    Service.objects.filter(key="nav").update(cost_nb="Endret av en redaktør")
    report = Loader().load()
    assert report.kept == ["services.service/nav was changed by an editor"]
    assert Service.objects.get(key="nav").cost_nb == "Endret av en redaktør"


def test_a_change_in_what_belongs_to_an_entry_counts_as_the_editors():
    fact = ContactFact.objects.filter(service__key="nav").first()
    fact.note_nb = "Endret"
    fact.save()
    assert Loader().load().kept == ["services.service/nav was changed by an editor"]
    fact.refresh_from_db()
    assert fact.note_nb == "Endret"


def test_a_removed_relation_counts_as_the_editors():
    service = Service.objects.get(key="nav")
    service.legal_bases.clear()
    assert "services.service/nav was changed by an editor" in Loader().load().kept
    assert service.legal_bases.count() == 0


def test_what_an_editor_deleted_stays_deleted():
    County.objects.get(key="oslo").centres.all().delete()
    report = Loader().load()
    assert report.kept == ["services.careercentre/senter-oslo was deleted by an editor"]


def test_what_an_editor_made_under_a_key_of_the_files_is_kept():
    LoadedEntry.objects.filter(model="services.service", key="nav").delete()
    assert Loader().load().kept == ["services.service/nav was made by an editor"]


def test_a_changed_file_updates_what_no_editor_has_touched(monkeypatch):
    entries = list(content.read_entries())
    nav = next(entry for entry in entries if entry.name == "services.service/nav")
    nav.data["cost"] = {"nb": "Ny", "nn": "Ny", "en": "New"}
    monkeypatch.setattr(content, "read_entries", lambda *folder: iter(entries))
    report = Loader().load()
    assert report.updated == {"services.service": 1}
    assert Service.objects.get(key="nav").cost_en == "New"


def entry_with(**data) -> Entry:
    original = next(e for e in content.read_entries() if e.name == "services.service/nav")
    return Entry(original.model, original.data | data, original.file)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"key": "a", "sektor": "x"}, "there is no field “sektor”"),
        ({"key": "b", "sector": "nowhere"}, "“nowhere”, which does not exist"),
        ({"key": "c", "name": "plain"}, "is a text slot"),
        ({"key": "d", "status": "perhaps"}, "status"),
        ({"key": "e", "sources": ["no_such_source"], "slug": UNUSED}, "no_such_source"),
    ],
)
def test_what_can_not_be_loaded_is_named_and_nothing_is_half_loaded(monkeypatch, data, said):
    count, entry = Service.objects.count(), entry_with(**data)
    monkeypatch.setattr(content, "read_entries", lambda *folder: iter([entry]))
    with pytest.raises(ContentError, match=said):
        Loader().load()
    assert Service.objects.count() == count


def test_the_reference_tables_are_whole():
    assert County.objects.count() == 15
    assert Municipality.objects.current().count() == 357
    assert PostalCode.objects.count() == 5122
    outside = PostalCode.objects.filter(municipality=None).values_list("area", flat=True)
    assert sorted(set(outside)) == ["jan_mayen", "svalbard"]


def test_every_published_entry_has_its_names_in_every_language():
    for model in {entry.model for entry in content.read_entries()}:
        slots = content.slots_of(model) & {"name", "slug", "duty", "definition"}
        for instance in model._default_manager.all():
            for slot in slots:
                for language in all_languages():
                    assert getattr(instance, f"{slot}_{language}"), f"{instance} {slot} {language}"


def test_a_row_that_an_editor_changed_is_kept_and_named():
    Municipality.objects.filter(number="5503").update(name="Harstad kommune")
    PostalCode.objects.get(code="9008").delete()
    report = Loader().load()
    assert report.kept == [
        "services.municipality/5503 was changed by an editor",
        "services.postalcode/9008 was changed by an editor",
    ]
    assert Municipality.objects.get(number="5503").name == "Harstad kommune"
    assert not PostalCode.objects.filter(code="9008").exists()
