"""A report for people and for programs."""

import json

from matchmaking.engine.evaluate import Report
from matchmaking.engine.evaluation.lift import Lift
from matchmaking.engine.evaluation.papers import Found
from matchmaking.engine.evaluation.probability import Probability
from matchmaking.engine.evaluation.ranking import Figures
from matchmaking.engine.evaluation.table import as_json, lines
from matchmaking.engine.intervals import Interval
from matchmaking.engine.metrics import Bin

HALF = Interval(0.5, 0.25, 0.75)
NONE = Interval(float("nan"), float("nan"), float("nan"))
REPORT = Report(
    needs=3,
    groups=2,
    pairs=9,
    models=[
        Figures("duijie", HALF, HALF, HALF, HALF),
        Figures("other", HALF, NONE, HALF, HALF, Interval(0.1, -0.05, 0.2)),
    ],
    probability=Probability(9, 0.3, HALF, HALF, 0.1, 0.02, [Bin(0.0, 0.1, 0.05, 0.0, 9)]),
    lifts=[Lift("20 decisions", 2, HALF)],
    papers=[Found("a → b", "duijie", HALF), Found("a → b", "other", HALF, HALF)],
)


def test_lines() -> None:
    found = list(lines(REPORT))
    assert found[0] == "9 judged pairs of 3 needs, 2 counting near-copies once"
    assert found[2].split() == ["duijie", "0.5000", "[0.2500,", "0.7500]", "0.5000", "0.5000", "0.5000"]
    assert found[3].endswith("+0.1000 [-0.0500, +0.2000]")
    assert [line.split()[0] for line in found if line] == [
        "9", "model", "duijie", "other", "probability,", "calibration", "Brier",
        "what", "20", "task", "a", "a",
    ]  # fmt: skip


def test_an_empty_report_has_no_lines() -> None:
    assert list(lines(Report())) == []


def test_json_says_null_where_there_is_no_figure() -> None:
    found = json.loads(as_json(REPORT))
    assert found["models"][1]["spearman"] == {"mean": None, "lower": None, "upper": None}
    assert found["models"][0]["ahead"] is None
    assert found["probability"]["bins"] == [
        {"low": 0.0, "high": 0.1, "said": 0.05, "related": 0.0, "pairs": 9}
    ]
    assert found["papers"][0]["task"] == "a → b"
