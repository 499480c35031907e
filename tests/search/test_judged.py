"""The right answer stands first: judged queries, our own and those beside the repository."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.search.judging import Marks, judge, read

OWN = Path(__file__).parent / "judged.tsv"
GIVEN = Path(__file__).parents[3] / "shared/search/queries.tsv"
FIRST, RANK = 0.95, 0.90


@pytest.mark.parametrize("path", [OWN, GIVEN], ids=["own", "given"])
def test_the_right_answer_is_among_the_first(search_index, path: Path) -> None:
    if not path.exists():
        pytest.skip("the judged queries beside the repository are not there")
    outcomes = [judge(judged) for judged in read(path)]
    marks = Marks.of(outcomes)
    wrong = [f"{o.judged.query} ({o.judged.language}): {o.shown}" for o in outcomes if not o.place]
    assert marks.number > 40
    assert marks.among_first >= FIRST, wrong
    assert marks.mean_reciprocal_rank >= RANK, wrong


def test_the_command_prints_the_marks_and_fails_below_the_line(
    search_index, tmp_path, capsys
) -> None:
    path = tmp_path / "queries.tsv"
    path.write_text("nav\tnb\tnav\nnav\tnb\tfinnes-ikke\n", encoding="utf-8")
    call_command("evaluate_search", path)
    said = capsys.readouterr().out
    assert "2 queries: 50.0% with a right answer in the first 3" in said
    assert "mean reciprocal rank 0.500" in said
    with pytest.raises(CommandError, match="below"):
        call_command("evaluate_search", path, "--first", "0.95")
    path.write_text("nav nb nav\n", encoding="utf-8")
    with pytest.raises(CommandError, match="line 1"):
        call_command("evaluate_search", path)
