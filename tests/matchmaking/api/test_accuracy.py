"""The published figures over the API, for everybody."""

from rest_framework.test import APIClient

from matchmaking.models import AccuracyFigure

PATH = "/api/v1/accuracy/"
NIGHT = "2026-11-22T19:30:00Z"


def test_a_visitor_reads_figures_and_that_some_are_withheld(visitor: APIClient, db: None):
    AccuracyFigure.objects.create(
        measure="precision_5",
        value=0.6,
        lower=0.5,
        upper=0.7,
        needs=12,
        pairs=60,
        organizations=4,
        computed=NIGHT,
    )
    AccuracyFigure.objects.create(measure="precision_5", section="C", computed=NIGHT)
    body = visitor.get(PATH).json()
    assert body["next"] is None
    assert [(row["section"], row["value"], row["needs"]) for row in body["results"]] == [
        ("", 0.6, 12),
        ("C", None, None),
    ]


def test_it_is_narrowed_and_unknown_parameters_are_refused(visitor: APIClient, db: None):
    for section in ("", "C"):
        AccuracyFigure.objects.create(measure="ndcg_10", section=section, computed=NIGHT)
    assert len(visitor.get(f"{PATH}?section=C").json()["results"]) == 1
    assert visitor.get(f"{PATH}?measure=ndcg_10").status_code == 200
    assert visitor.get(f"{PATH}?measure=luck").status_code == 400
    assert visitor.get(f"{PATH}?organization=x").status_code == 400
    assert visitor.post(PATH, {}).status_code in {401, 405}
