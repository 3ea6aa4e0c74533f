"""The forms of a transfer project's page, each with a body that succeeds for somebody."""

from typing import Any

from django.utils import timezone

from tests.contracts import FACTS
from tests.isolation.shapes import NAMED, Shape, own
from tests.isolation.signed import Paper

TODAY = str(timezone.localdate())
CONTRACT = {
    **{name: str(value) for name, value in FACTS.items()},
    "title": "改过的合同名称",
    "signed_on": TODAY,
}


def _act(verb: str, *, names: str = "", say: str = "", **body: Any) -> Shape:
    return Shape("project", {"verb": verb, **body}, names=names, say=say or verb, methods=("POST",))


SHAPES = [
    _act("contract", **CONTRACT),
    _act("stage", stage="breakthrough"),
    _act("evidence", kind="photo", file=Paper()),
    _act("payment", due_on=TODAY, amount="100.00"),
    _act("cancel_payment", row=own("payment")),
    _act("cancel_payment", row=NAMED, names="payment", say="cancel_payment row"),
    _act("receipt", received_on=TODAY, amount="100.00"),
    _act("receipt", received_on=TODAY, amount="1", payment=NAMED, names="payment", say="receipt payment"),
    _act("receipt", received_on=TODAY, amount="1", voucher=NAMED, names="evidence", say="receipt voucher"),
    _act("void_receipt", row=own("receipt"), reason="重复录入"),
    _act("void_receipt", row=NAMED, reason="重复录入", names="receipt", say="void_receipt row"),
    _act("effect", indicator="电耗", unit="kWh", before="2", after="1", measured_on=TODAY),
    _act("follow_up", row=own("follow_up"), done_on=TODAY, jobs="3"),
    _act("follow_up", row=NAMED, done_on=TODAY, jobs="3", names="follow_up", say="follow_up row"),
    _act("funding", kind="social", terms="stable", name="基金", year="2026", amount="100.00"),
    _act("remove_funding", row=own("funding")),
    _act("remove_funding", row=NAMED, names="funding", say="remove_funding row"),
    _act("reward", basis="income", gross="100", rate="70", shares="甲 1"),
    _act("confirm", side="provider"),
    _act("confirm", side="receiver", say="confirm receiver"),
    _act("no-such-verb"),
]


def _post(**body: Any) -> list[Shape]:
    return [Shape("project", body, methods=("POST",))]


_FACTS = {name: value for name, value in CONTRACT.items() if name != "signed_on"}
OVER_THE_API: dict[str, list[Shape]] = {
    "api:transfer-project-detail": [Shape("project", _FACTS, methods=("PATCH",))],
    "api:transfer-project-publicity": _post(start=TODAY, where="公告栏"),
    "api:transfer-project-stage": _post(stage="breakthrough"),
    "api:transfer-project-evidence": _post(kind="photo", file=Paper()),
    "api:transfer-project-document": [
        Shape("project", also={"document": own("document")}, methods=("GET", "HEAD")),
        Shape(
            "project", also={"document": NAMED}, names="document", say="<document>", methods=("GET", "HEAD")
        ),
    ],
    "api:transfer-project-payments": _post(due_on=TODAY, amount="100.00"),
    "api:transfer-project-cancel-payment": _post(payment=own("payment")),
    "api:transfer-project-receipts": _post(received_on=TODAY, amount="100.00"),
    "api:transfer-project-void-receipt": _post(receipt=own("receipt"), reason="重复录入"),
    "api:transfer-project-effects": _post(
        indicator="电耗", unit="kWh", before="2", after="1", measured_on=TODAY
    ),
    "api:transfer-project-follow-ups": _post(follow_up=own("follow_up"), jobs=3),
    "api:transfer-project-funding": _post(
        kind="social", terms="stable", name="基金", year=2026, amount="100.00"
    ),
    "api:transfer-project-remove-funding": _post(funding=own("funding")),
    "api:transfer-project-reward-plan": _post(
        basis="income", gross="100", rate="70", shares=[{"person": "甲", "weight": "1"}]
    ),
    "api:transfer-project-confirm": [
        Shape("project", {"side": side}, say=side, methods=("POST",)) for side in ("provider", "receiver")
    ],
}
