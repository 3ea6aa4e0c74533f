"""Requests of the pages of slots, bookings, applications and allocations."""

from tests.isolation.shapes import NAMED, Shape, own

READ, POST = ("GET", "HEAD"), ("POST",)
SLOT = {
    "service": "process",
    "starts_on": "2099-01-01",
    "ends_on": "2099-01-20",
    "places": "2",
    "price": "80000.00",
    "note": "",
}
REPORT = {
    "results-TOTAL_FORMS": "1",
    "results-INITIAL_FORMS": "0",
    "results-0-indicator": "收率",
    "results-0-before": "71",
    "results-0-after": "86",
    "trl_reached": "7",
}
ROWS_BEHIND: dict[str, tuple[str, ...]] = {
    "listings/<pk>/slots/": ("base", "pilot_base[draft]", "need[public]"),
    "listings/<pk>/applications/": ("scenario[open]", "scenario[draft]"),
    "listings/<pk>/apply/": ("scenario[open]", "scenario[draft]"),
    "slots/": ("slot",),
    "bookings/": ("booking[requested]", "booking[confirmed]"),
    "applications/": ("application[submitted]", "application[selected]"),
    "allocations/": ("allocation[proposed]", "allocation[approved]"),
}


def verb(name: str, row: str, **body: str) -> Shape:
    return Shape(row, {"verb": name, **body}, say=name, methods=POST)


SHAPES: dict[str, list[Shape]] = {
    "projects:slots": [Shape("base", SLOT, methods=POST)],
    "projects:slot-act": [
        verb("close", "slot"),
        verb("reopen", "slot[closed]"),
        verb("no-such-verb", "slot"),
    ],
    "projects:book": [
        Shape(
            "slot", {"achievement": NAMED, "purpose": "放大"}, names="entry", methods=POST, say="achievement"
        ),
        Shape("slot", {"achievement": own("entry"), "purpose": "放大"}, methods=POST),
    ],
    "projects:booking-act": [
        verb("confirm", "booking[requested]"),
        verb("refuse", "booking[requested]", note="名额已满"),
        verb("withdraw", "booking[requested]"),
        verb("withdraw", "booking[confirmed]"),
        verb("no-such-verb", "booking[requested]"),
    ],
    "projects:booking-report": [Shape("booking[confirmed]", REPORT, methods=POST)],
    "projects:apply": [
        Shape(
            "scenario[open]",
            {"achievement": NAMED, "plan": "试验"},
            names="entry",
            methods=POST,
            say="achievement",
        ),
        Shape("scenario[open]", {"achievement": own("entry"), "plan": "试验"}, methods=POST),
    ],
    "projects:application-act": [
        verb("select", "application[submitted]"),
        verb("turn_down", "application[submitted]", note="不符合条件"),
        verb("withdraw", "application[submitted]"),
        verb("withdraw", "application[selected]"),
        verb("no-such-verb", "application[submitted]"),
    ],
    "projects:allocation-act": [
        verb("approve", "allocation[proposed]"),
        verb("reject", "allocation[proposed]", note="比例有误"),
        verb("reject", "allocation[approved]", note="比例有误"),
        verb("no-such-verb", "allocation[proposed]"),
    ],
    "matchmaking:allocate": [
        Shape(query={"listing": NAMED}, names="scenario[open]", methods=READ, say="?listing"),
        Shape(
            body={"listing": NAMED, "small_share": "20", "away_share": "20"},
            names="scenario[open]",
            methods=POST,
            say="listing",
        ),
    ],
}
