"""Known items."""

import json
from pathlib import Path

import pytest

from matchmaking.engine.errors import InputError
from matchmaking.engine.evaluation.papers import papers
from tests.matchmaking.engine.texts import OFFERED

DATA = Path(__file__).parents[5] / "shared" / "data" / "papers" / "papers.jsonl"


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_each_text_finds_its_own(tmp_path: Path) -> None:
    rows = [
        {"title": title, "abstract": f"{title}。{text}", "keywords": [title, text[:5]]}
        for id, (title, text) in OFFERED.items()
        if id != "a9"  # says nothing but passing words, and is found by nothing
    ]
    found = papers(write(tmp_path / "papers.jsonl", rows))
    assert [(each.task, each.model) for each in found] == [
        (task, model)
        for task in ("abstract → title", "keywords → abstract")
        for model in ("duijie", "tfidf-words", "tfidf-chars")
    ]
    assert {each.mrr.mean for each in found if each.model == "duijie"} == {1.0}
    assert [each.ahead is None for each in found] == [True, False, False] * 2


def test_what_is_not_found_counts_nothing(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"title": "石墨电极", "abstract": "苹果分级", "keywords": ["苹果"]},
        {"title": "苹果糖度", "abstract": "石墨电极氧化", "keywords": ["石墨"]},
    ]
    found = {(each.task, each.model): each.mrr.mean for each in papers(write(tmp_path / "p.jsonl", rows))}
    assert found["abstract → title", "duijie"] == 0.0
    assert found["abstract → title", "tfidf-chars"] == 0.5  # a full ranking of two always holds it
    assert found["keywords → abstract", "duijie"] == 1.0


def test_a_line_that_is_no_paper_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "papers.jsonl", [{"title": "只有题目"}])
    with pytest.raises(InputError, match=r"papers\.jsonl line 1: a paper has title, abstract"):
        papers(path)


@pytest.mark.skipif(not DATA.exists(), reason="the papers are not here")
def test_ours_is_not_below_tf_idf_on_real_papers() -> None:
    for each in papers(DATA):
        assert each.ahead is None or each.ahead.lower > 0
