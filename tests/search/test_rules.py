"""What editors teach the search is in force at once, in every process."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import Model

from portal.base.drafts.stage import scratch
from portal.base.loader import Loader
from portal.base.loader_tables import read_lines, table_path
from portal.base.models import Edition
from portal.search.models import PinnedAnswer, Synonym
from portal.search.rules import Rules, rules

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_taught(db: None) -> None:
    """Begin without what the reference content teaches."""
    for model in (Synonym, PinnedAnswer):
        model.objects.all().delete()


def test_phrases_without_a_finding_find_each_other():
    Synonym.objects.create(typed="jobb,  arbeid , lønnet   arbeid,jobb")
    assert rules().synonyms == (
        (("jobb",), ("arbeid", "lønnet arbeid")),
        (("arbeid",), ("jobb", "lønnet arbeid")),
        (("lønnet arbeid",), ("jobb", "arbeid")),
    )


def test_what_is_found_as_well_is_found_one_way_only():
    Synonym.objects.create(typed="droppet ut, sluttet på skolen", found="oppfølgingstjenesten")
    assert rules().synonyms == ((("droppet ut", "sluttet på skolen"), ("oppfølgingstjenesten",)),)


def test_a_pin_names_the_page_of_a_query():
    PinnedAnswer.objects.create(query="Hvor søker jeg?", entry="services.service:nav")
    assert rules().pins == {"Hvor søker jeg?": "services.service:nav"}


def test_a_change_counts_at_the_next_search():
    synonym = Synonym.objects.create(typed="jobb, arbeid")
    assert len(rules().synonyms) == 2
    synonym.typed = "jobb, arbeid, yrke"
    synonym.save()
    assert len(rules().synonyms) == 3
    synonym.delete()
    assert rules().synonyms == ()


def test_what_is_deleted_many_at_a_time_is_gone_at_once():
    Synonym.objects.create(typed="jobb, arbeid")
    PinnedAnswer.objects.create(query="test", entry="services.service:nav")
    assert rules().pins
    Synonym.objects.all().delete()
    assert rules().synonyms == ()
    PinnedAnswer.objects.all().delete()
    assert rules().pins == {}


def test_a_table_that_is_loaded_counts_at_the_next_search(tmp_path: Path):
    assert rules().synonyms == ()
    folder = tmp_path / "portal/search/content"
    folder.mkdir(parents=True)
    (folder / "synonyms.csv").write_text('typed,found,note\n"prøveord, testord",,\n', "utf-8")
    Loader(folder=tmp_path).load()
    assert (("prøveord",), ("testord",)) in rules().synonyms


def test_the_reference_content_holds_only_synonyms_that_a_form_would_take():
    for line in read_lines(table_path(Synonym, "synonyms.csv")):
        Synonym(**line).full_clean()


def test_within_a_second_nothing_is_asked_and_the_same_rules_are_given(
    django_assert_num_queries,
):
    Synonym.objects.create(typed="jobb, arbeid")
    first = rules()
    with django_assert_num_queries(0):
        assert rules() is first
    assert {first: 1}[rules()] == 1  # what is made of them can be kept beside them


def test_what_is_taken_back_is_not_kept():
    held = rules()
    with scratch():
        Synonym.objects.create(typed="jobb, arbeid")
        assert rules() is held
    assert rules().synonyms == ()


@pytest.mark.parametrize("model", [Edition, Synonym], ids=lambda model: model.__name__)
def test_without_the_database_the_rules_stay_as_they_were(model: type[Model]):
    Synonym.objects.create(typed="jobb, arbeid")
    before = rules()
    Synonym.objects.create(typed="skole, utdanning")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {model._meta.db_table}")
        assert rules() is before
        transaction.set_rollback(True)
    assert len(rules().synonyms) == 4


def test_there_are_rules_even_where_nothing_was_ever_taught():
    assert Rules().synonyms == ()
    assert rules().pins == {}
