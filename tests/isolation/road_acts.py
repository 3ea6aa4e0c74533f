"""Requests about roads, over pages and over the API, and the rows of the two catalogues."""

from tests.isolation.shapes import NAMED, Shape

POST = ("POST",)
_STEP = {"kind": "finance", "trl_before": 8, "trl_after": 8}
_PILOT = {"kind": "pilot", "trl_before": 5, "trl_after": 5}  # a published base takes it, whoever's it is
ROWS_BEHIND: dict[str, tuple[str, ...]] = {
    "first-sets/": ("first_set",),
    "finance-products/": ("finance_product",),
    "road-steps/": ("road_step",),
}


def _verb(name: str, row: str) -> Shape:
    return Shape(row, {"verb": name}, say=name, methods=POST)


def _post(row: str, **body: object) -> Shape:
    return Shape(row, body, methods=POST)


SHAPES: dict[str, list[Shape]] = {
    "matchmaking:road-act": [
        *(_verb(name, "docking") for name in ("draft", "no-such-verb")),
        Shape("docking", {"verb": "agree", "version": 1}, say="agree", methods=POST),
    ],
    "matchmaking:road-add": [
        _post("docking", **_STEP),
        Shape("docking", {**_PILOT, "party": NAMED}, names="base", say="party", methods=POST),
    ],
    "matchmaking:road-step-party": [
        _post("road_step[money]", party=""),
        Shape("road_step", {"party": NAMED}, names="base", say="party", methods=POST),
    ],
    "matchmaking:road-step-plan": [_post("road_step", note="按月通报", starts_on="2099-01-01")],
    "matchmaking:road-step-act": [
        *(_verb(name, "road_step[money]") for name in ("earlier", "remove", "no-such-verb"))
    ],
}
OVER_THE_API: dict[str, list[Shape]] = {
    "api:road": [_post("docking")],
    "api:road-add": [_post("docking", **_STEP)],
    "api:road-agree": [_post("docking", version=1)],
    "api:road-step-party": [_post("road_step[money]", party=None)],
    "api:road-step-plan": [_post("road_step", note="按月通报")],
    "api:road-step-move": [_post("road_step[money]", position=0)],
    "api:road-step-remove": [_post("road_step[money]")],
}
