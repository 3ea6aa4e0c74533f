"""Requests of the API. What the published document says of ids, of unknown parameters and unknown keys becomes
requests by itself; here stand the bodies that succeed."""

from dataclasses import replace
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from tests.isolation import evaluation_acts, profile_acts, project_acts, road_acts, team_acts
from tests.isolation.page_shapes import MEETING
from tests.isolation.routes import Route
from tests.isolation.shapes import NAMED, Shape, own
from tests.isolation.signed import Paper

READ, POST, PATCH = ("GET", "HEAD"), ("POST",), ("PATCH",)
LISTING_STATES = ("draft", "submitted", "sent_back", "public", "members", "interest")
FEWER = ("draft", "public", "interest")  # of kinds that nobody matches: the same views, domain and rules
CARD = {"title": "接口写入的标题，足够说明问题", "summary": "接口写入的摘要。", "disclosure": "public"}
KINDS = {
    "needs": "need",
    "achievements": "achievement",
    "pilot-bases": "pilot_base",
    "scenarios": "scenario",
    "capabilities": "capability",
}
PROFILE = {"kind": "enterprise", "name": "接口登记的公司", "region": "620100", "introduction": "做铝的。"}
# What the ids in bodies and queries are ids of, by the name of the key or parameter.
NAMES = {
    "owner": "organization",
    "next_owner": "organization",
    "parent": "organization",
    "organization": "organization",
    "contact": "contact",
    "manager": "manager",
    "wanted": "need[public]",
    "offered": "achievement[public]",
    "need": "need[public]",
    "achievement": "achievement[public]",
    "listing": "need[public]",
    "match": "match[recommended]",
    "docking": "docking",
    "person": "asking",
    "other": "found",
    "base": "base",
    "slot": "slot[hidden]",
    "scenario": "scenario[draft]",
    "listings": "scenario[open]",
    "external_id": "source",
    "payment": "payment",
    "voucher": "evidence",
    "receipt": "receipt",
    "follow_up": "follow_up",
    "funding": "funding",
    **team_acts.NAMES,
    "party": "base",
    "institution": "organization",
}
ROWS_BEHIND: dict[str, tuple[str, ...]] = {
    **{
        f"api/v1/{word}/": tuple(
            f"{kind}[{state}]" for state in (LISTING_STATES if kind in {"need", "achievement"} else FEWER)
        )
        for word, kind in KINDS.items()
    },
    "api/v1/invitations/": tuple(f"invitation[{state}]" for state in ("queued", "delivered", "accepted")),
    "api/v1/matches/": ("match[recommended]", "match[approved]", "match[stale]"),
    "api/v1/dockings/": ("docking",),
    "api/v1/slots/": ("slot",),
    "api/v1/bookings/": ("booking[requested]", "booking[confirmed]"),
    "api/v1/applications/": ("application[submitted]", "application[selected]"),
    "api/v1/allocations/": ("allocation[proposed]", "allocation[approved]"),
    "api/v1/transfer-projects/": ("project",),
    **{f"api/v1/{beginning}": rows for beginning, rows in team_acts.ROWS_BEHIND.items()},
    "api/v1/evaluations/": evaluation_acts.ROWS_BEHIND["evaluations/"],
    "api/v1/opinions/": evaluation_acts.ROWS_BEHIND["opinions/"],
    "api/v1/ties/": ("tie",),
    **{f"api/v1/{name}": found for name, found in road_acts.ROWS_BEHIND.items()},
    "api/v1/organizations/": ("organization",),
    **profile_acts.API_ROWS,
}


def _post(row: str = "", *, given: str = "", say: str = "", **body: object) -> Shape:
    return Shape(row, body, given=given, say=say, methods=POST)


def _of_kind(kind: str) -> dict[str, list[Shape]]:
    word = kind.replace("_", "-")
    return {
        f"api:{word}-list": [_post(**CARD, owner=own("organization"))],
        f"api:{word}-detail": [
            *(Shape(f"{kind}[{state}]", CARD, methods=PATCH) for state in ("draft", "public", "submitted"))
        ],
        f"api:{word}-read-secret": [
            Shape(f"{kind}[{state}]", {"reason": "核对指标"}, opens="secret", methods=POST)
            for state in ("draft", "submitted", "public")
        ],
        f"api:{word}-submit": [_post(f"{kind}[draft]")],
        f"api:{word}-publish": [_post(f"{kind}[draft]"), _post(f"{kind}[submitted]")],
        f"api:{word}-send-back": [
            _post(f"{kind}[{state}]", note="请补充") for state in ("submitted", "public")
        ],
        f"api:{word}-withdraw": [_post(f"{kind}[submitted]")],
        f"api:{word}-close": [_post(f"{kind}[{state}]") for state in ("sent_back", "public")],
    }


SHAPES: dict[str, list[Shape]] = {
    **{name: shapes for kind in KINDS.values() for name, shapes in _of_kind(kind).items()},
    "api:organization-list": [_post(**PROFILE)],
    "api:organization-detail": [Shape("organization", {"introduction": "改过的简介"}, methods=PATCH)],
    "api:organization-submit": [_post("organization", given="unverified")],
    "api:organization-verify": [_post("organization", given="submitted")],
    "api:organization-refuse": [_post("organization", given="submitted", note="不清")],
    "api:organization-suspend": [_post("organization", note="吊销")],
    "api:match-interest": [_post("match[recommended]"), _post("match[answered]")],
    "api:match-decline": [_post("match[recommended]", reasons=["1"])],
    "api:match-reconsider": [_post("match[declined]")],
    "api:match-approve": [_post("match[mutual]")],
    "api:match-reject": [_post("match[mutual]", reasons=["1"], note="指标不清")],
    "api:match-send-back": [_post("match[mutual]", reasons=["1"], note="指标不清", deadline="2099-01-01")],
    "api:match-resubmit": [_post("match[sent_back]", note="补了指标")],
    "api:diligence": [_post("docking", item="duty_decision", applies=True)],
    "api:diligence-pack": [_post("docking")],
    "api:docking-files": [_post("docking", kind="technical", file=Paper())],
    "api:docking-file": [
        Shape("docking", also={"document": own("docking_document")}, methods=READ),
        Shape(
            "docking",
            also={"document": NAMED},
            names="docking_document",
            say="<document>",
            methods=READ,
        ),
    ],
    "api:docking-advance": [_post("docking", state="visit", next_deadline="2099-01-01")],
    "api:meetings": [_post("docking", **MEETING, next_owner=own("organization"))],
    "api:messages": [_post("docking", text="样品已寄出。")],
    "api:secrecy": [_post("docking")],
    **road_acts.OVER_THE_API,
    "api:match-grade": [_post("match[recommended]", level=3)],
    "api:match-override": [_post("match[mutual]", note="只有我懂这个工艺")],
    "api:match-override-answer": [_post("match[asked]", person=own("asking"), granted=True, note="同意")],
    "api:slot-list": [
        _post(
            base=own("base"),
            service="process",
            starts_on="2099-01-01",
            ends_on="2099-01-20",
            places=2,
            price="80000.00",
        )
    ],
    "api:slot-close": [_post("slot", note="检修")],
    "api:slot-reopen": [_post("slot[closed]")],
    "api:booking-list": [_post(slot=own("slot"), achievement=own("entry"), purpose="放大")],
    "api:booking-confirm": [_post("booking[requested]")],
    "api:booking-refuse": [_post("booking[requested]", note="名额已满")],
    "api:booking-withdraw": [_post("booking[requested]"), _post("booking[confirmed]")],
    "api:booking-report": [
        _post(
            "booking[confirmed]",
            results=[{"indicator": "收率", "before": "71", "after": "86"}],
            trl_reached=7,
        )
    ],
    "api:application-list": [_post(scenario=own("scenario[open]"), achievement=own("entry"), plan="试验")],
    "api:application-select": [_post("application[submitted]")],
    "api:application-turn-down": [_post("application[submitted]", note="不符合条件")],
    "api:application-withdraw": [_post("application[submitted]"), _post("application[selected]")],
    "api:allocation-approve": [_post("allocation[proposed]")],
    "api:allocation-reject": [_post("allocation[proposed]", note="比例有误")],
    "api:allocation-proposals": [_post(listings=[own("scenario[open]")], small_share=20, away_share=20)],
    "api:tie-list": [_post(organization=own("organization"), kind="shares")],
    "api:tie-withdraw": [_post("tie")],
    "api:invitation-accept": [_post(f"invitation[{state}]", note="") for state in ("queued", "delivered")],
    "api:invitation-decline": [_post("invitation[delivered]", note="")],
    "api:invitation-withdraw": [_post("invitation[queued]"), _post("invitation[delivered]")],
    "api:invitation-enter": [_post("invitation[accepted]")],
    "api:secret-match-list": [_post(listing=own("need[public]"))],
    "api:secret-match-invite": [_post(listing=own("need[public]"), other=own("found"))],
    **project_acts.OVER_THE_API,
    **team_acts.OVER_THE_API,
    **profile_acts.API,
    **evaluation_acts.OVER_THE_API,
    "api:match-preview": [_post(text="电解槽电压波动，希望降低直流电耗")],
}


@cache
def document() -> dict[str, Any]:
    """The published OpenAPI document."""
    return dict(SchemaGenerator().get_schema(request=None, public=True))


def operations(route: Route) -> dict[str, dict[str, Any]]:
    """Method → operation of an address, as published; none for what the document leaves out."""
    path = "/" + route.template.replace("{pk}", "{id}")
    known = document()["paths"].get(path, {})
    return {
        method.upper(): operation for method, operation in known.items() if method in ("get", "post", "patch")
    }


def generated(route: Route, written: list[Shape]) -> list[Shape]:
    """Requests from the document: every id in a query or body, a parameter and a key that nobody declared."""
    shapes: list[Shape] = []
    for method, operation in operations(route).items():
        base = next((shape for shape in written if shape.methods == (method,)), Shape(methods=(method,)))
        methods = READ if method == "GET" else (method,)
        row = base.row or next(iter(rows_behind(route)), "")
        for parameter in operation.get("parameters", ()):
            name = parameter["name"]
            if parameter["in"] == "query" and (parameter["schema"].get("format") == "uuid" or name in NAMES):
                asked = Shape(row, base.body, {name: NAMED}, names=_named(name), given=base.given)
                shapes.append(replace(asked, say=f"?{name}", methods=methods))
        unknown = Shape(row, base.body, {"no_such_parameter": "1"}, given=base.given, say="?unknown")
        shapes.append(replace(unknown, methods=methods))
        if method != "GET":
            shapes += _of_body(row, base, operation, methods)
    return shapes


def _of_body(row: str, base: Shape, operation: dict[str, Any], methods: tuple[str, ...]) -> list[Shape]:
    more = {**(base.body or {}), "no_such_key": 1}
    shapes = [Shape(row, more, given=base.given, say="unknown key", methods=methods)]
    for trail in _ids_in(_schema_of(operation)):
        body = _with(dict(base.body or {}), trail)
        named = Shape(row, body, names=_named(_key(trail)), given=base.given)
        shapes.append(replace(named, say=".".join(trail), methods=methods))
    return shapes


def _schema_of(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return dict(content.get("schema", {}))


def keys_of(operation: dict[str, Any]) -> set[str]:
    """The keys that the body of an operation may have."""
    schema = _schema_of(operation)
    if reference := schema.get("$ref"):
        schema = document()["components"]["schemas"][reference.split("/")[-1]]
    return set(schema.get("properties", ()))


def _ids_in(schema: dict[str, Any], trail: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Where ids stand in a body: trails of keys, `*` for the entries of a list."""
    if reference := schema.get("$ref"):
        return _ids_in(document()["components"]["schemas"][reference.split("/")[-1]], trail)
    for part in ("allOf", "oneOf", "anyOf"):
        if part in schema:
            return [found for inner in schema[part] for found in _ids_in(inner, trail)]
    if schema.get("format") == "uuid":
        return [trail]
    if schema.get("type") == "array":
        return _ids_in(schema["items"], (*trail, "*"))
    inner = schema.get("properties", {})
    return [found for name, value in inner.items() for found in _ids_in(value, (*trail, name))]


def _with(body: Any, trail: tuple[str, ...]) -> Any:
    """The body with NAMED at the end of the trail; lists get one entry."""
    if not trail:
        return NAMED
    head, *rest = trail
    if head == "*":
        return [_with({}, tuple(rest))]
    return {**(body if isinstance(body, dict) else {}), head: _with((body or {}).get(head), tuple(rest))}


def _key(trail: tuple[str, ...]) -> str:
    return next(part for part in reversed(trail) if part != "*")


def _named(name: str) -> str:
    if name not in NAMES:
        raise LookupError(
            f"the API takes an id `{name}`; say in NAMES of tests/isolation/api_shapes.py what it is the id of"
        )
    return NAMES[name]


def rows_behind(route: Route) -> tuple[str, ...]:
    fitting = [prefix for prefix in ROWS_BEHIND if route.pattern.startswith(prefix)]
    return ROWS_BEHIND[max(fitting, key=len)] if fitting and route.takes_id else ()
