"""Requests of the pages and of the API of evaluations."""

from tests.factories import OPINION
from tests.isolation.shapes import NAMED, Shape, own

READ, POST = ("GET", "HEAD"), ("POST",)
ROWS_BEHIND: dict[str, tuple[str, ...]] = {
    "evaluations/": ("evaluation[open]", "evaluation[closed]", "evaluation[released]"),
    "opinions/": ("opinion[asked]",),
    "listings/<pk>/evaluations/": ("achievement[public]", "achievement[draft]"),
}


PEOPLE = ["firm_owner@example.org", "broker@example.org"]  # of the cast, without a tie to a laboratory


def _act(name: str, row: str, **body: str) -> Shape:
    return Shape(row, {"verb": name, **body}, say=name, methods=POST)


SHAPES: dict[str, list[Shape]] = {
    "projects:evaluation-new": [
        Shape(query={"achievement": NAMED}, names="to evaluate", methods=READ, say="?achievement"),
        Shape(
            body={"achievement": NAMED, "reviewers": " ".join(PEOPLE)},
            names="to evaluate",
            methods=POST,
            say="achievement",
        ),
    ],
    "projects:evaluation-act": [
        _act("release", "evaluation[closed]"),
        _act("take_back", "evaluation[released]"),
        _act("cancel", "evaluation[open]", note="成果已转让"),
        _act("no-such-verb", "evaluation[released]"),
    ],
    "projects:opinion": [Shape("opinion[asked]", OPINION, methods=POST)],
    "projects:opinion-act": [
        _act("decline", "opinion[asked]", note="不熟悉"),
        _act("no-such-verb", "opinion[asked]"),
    ],
}
OVER_THE_API: dict[str, list[Shape]] = {
    "api:evaluation-list": [
        Shape(body={"achievement": own("to evaluate"), "reviewers": PEOPLE}, methods=POST)
    ],
    "api:evaluation-release": [Shape("evaluation[closed]", {}, methods=POST)],
    "api:evaluation-take-back": [Shape("evaluation[released]", {}, methods=POST)],
    "api:evaluation-cancel": [Shape("evaluation[open]", {"note": "成果已转让"}, methods=POST)],
    "api:opinion-give": [Shape("opinion[asked]", OPINION, methods=POST)],
    "api:opinion-decline": [Shape("opinion[asked]", {"note": "不熟悉"}, methods=POST)],
}
