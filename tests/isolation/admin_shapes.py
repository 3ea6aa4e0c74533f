"""Requests of the admin: its lists and rows are found by themselves, each action of each list as well; here stand the
rows that an action succeeds with, and the bodies of the few forms that write."""

import re

from django.contrib import admin

from tests.isolation.routes import Route
from tests.isolation.shapes import NAMED, Shape, own

READ, POST = ("GET", "HEAD"), ("POST",)
PREFIX = re.compile(r"admin/(\w+)/(\w+)/")
LISTINGS = {
    "need": "need",
    "achievement": "achievement",
    "pilotbase": "pilot_base",
    "scenario": "scenario",
    "capability": "capability",
    "listing": "need",
}
# Action → the row it succeeds with (LISTING: one of the list's kind), the state of an organization before, its answers.
LISTING = "<kind>"
ACTIONS: dict[str, tuple[str, str, dict[str, str]]] = {
    "publish": (f"{LISTING}[submitted]", "", {}),
    "send_back": (f"{LISTING}[submitted]", "", {"note": "请补充"}),
    "verify": ("organization", "submitted", {}),
    "refuse": ("organization", "submitted", {"note": "不清"}),
    "suspend": ("organization", "", {"note": "吊销"}),
    "approve": ("match[mutual]", "", {}),
    "reject": ("match[mutual]", "", {"reasons": "1", "note": "指标不清"}),
    "send_back_match": (
        "match[mutual]",
        "",
        {"reasons": "1", "note": "指标不清", "deadline": "2099-01-01"},
    ),
    "reopen": ("match[rejected]", "", {}),
    "assign_manager": ("docking", "", {"manager": own("manager")}),
    "appoint_broker": ("person", "", {}),
    "dismiss_broker": ("manager", "", {}),
    "confirm": ("claim", "", {}),
    "refuse_label": ("claim", "", {"note": "编号查不到"}),
    "revoke": ("label", "", {"note": "资格已取消"}),
    "approve_allocation": ("allocation[proposed]", "", {}),
    "reject_allocation": ("allocation[proposed]", "", {"note": "比例有误"}),
    "publish_challenge": ("challenge[submitted]", "", {}),
    "send_back_challenge": ("challenge[submitted]", "", {"note": "写清指标"}),
    "cancel_evaluation": ("evaluation[open]", "", {"note": "成果已转让"}),
    "retry": ("job[dead]", "", {}),
    "make_verified": ("", "", {}),
    "delete_selected": ("", "", {"post": "yes"}),
}
_NO_ROWS = {
    f"{prefix}-{count}": "0"
    for prefix in ("labels", "contacts", "memberships", "transitions")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS")
}
_ORGANIZATION = {"name": "后台改名的公司", "kind": "enterprise", "region": "620100", **_NO_ROWS}
_PERSON = {"name": "后台改名", "language": "zh-hans", "is_active": "on"}
_NEW_PERSON = {
    "name": "后台新建",
    "email": "new@example.org",
    "language": "zh-hans",
    "usable_password": "true",
    "password1": "correct-horse-battery",
    "password2": "correct-horse-battery",
}
_TERM = {"zh": "改名", "en": "renamed", "parent": "", "position": "1"}
_ITEM = {"catalogue": "测试目录", "kind": "ST", "product": "后台写入的装备", "source": "测试"}
_PRODUCT = {"name": "后台写入的产品", "kind": "insurance", "source": "测试"}
FORMS: dict[str, list[Shape]] = {
    "admin:enterprises_organization_add": [Shape(body=_ORGANIZATION, methods=POST)],
    "admin:enterprises_organization_change": [
        Shape("organization", _ORGANIZATION, methods=POST),
        Shape(
            "organization",
            {**_ORGANIZATION, "parent": NAMED},
            names="organization",
            say="parent",
            methods=POST,
        ),
        Shape(
            "organization",
            {
                **_ORGANIZATION,
                "memberships-TOTAL_FORMS": "1",
                "memberships-0-organization": own("organization"),
                "memberships-0-user": NAMED,
                "memberships-0-role": "owner",
            },
            names="person",
            say="member",
            methods=POST,
        ),
    ],
    "admin:enterprises_user_add": [Shape(body=_NEW_PERSON, methods=POST)],
    "admin:enterprises_user_change": [Shape("person", _PERSON, methods=POST)],
    "admin:auth_user_password_change": [Shape("person", {"password1": "x"}, methods=POST)],
    "admin:enterprises_term_add": [Shape(body={**_TERM, "scheme": "region", "code": "999999"}, methods=POST)],
    "admin:enterprises_term_change": [Shape("admin enterprises/term", _TERM, methods=POST)],
    "admin:enterprises_partnerapplication_add": [
        Shape(
            body={"name": "新平台", "organization": NAMED},
            names="organization",
            say="organization",
            methods=POST,
        )
    ],
    "admin:enterprises_partnerapplication_change": [Shape("partner", {"name": "改名的平台"}, methods=POST)],
    "admin:enterprises_partnerapplication_rotate": [Shape("partner", methods=POST)],
    "admin:enterprises_partnerapplication_delete": [Shape("partner", {"post": "yes"}, methods=POST)],
    "admin:projects_firstsetitem_add": [Shape(body=_ITEM, methods=POST)],
    "admin:projects_firstsetitem_change": [Shape("first_set", _ITEM, methods=POST)],
    "admin:projects_financeproduct_add": [
        Shape(body={**_PRODUCT, "institution": NAMED}, names="organization", say="institution", methods=POST)
    ],
    "admin:projects_financeproduct_change": [
        Shape("finance_product", {**_PRODUCT, "institution": own("lender")}, methods=POST)
    ],
    "admin:matchmaking_matchrun_start": [Shape(methods=POST)],
    "admin:autocomplete": [
        Shape(
            query={"app_label": "enterprises", "model_name": model, "field_name": field, "term": ""},
            say=f"?{model}.{field}",
            methods=READ,
        )
        for model, field in (
            ("membership", "user"),
            ("organization", "parent"),
            ("partnerapplication", "organization"),
        )
    ]
    + [
        Shape(
            query={
                "app_label": "projects",
                "model_name": "financeproduct",
                "field_name": "institution",
                "term": "",
            },
            say="?financeproduct.institution",
            methods=READ,
        )
    ],
}


def shapes_of(route: Route) -> list[Shape]:
    found = list(FORMS.get(route.name, []))
    if route.name.endswith("_changelist"):
        found += [Shape(query={"q": "zq"}, say="?q", methods=READ), *_actions(route)]
    return found


def rows_behind(route: Route) -> tuple[str, ...]:
    """Which rows its id names: listings in two states, one row of the tenant for other models."""
    match = PREFIX.match(route.pattern)
    if match is None or not route.takes_id:
        return ()
    app, model = match.groups()
    if app == "projects" and model in LISTINGS:
        return tuple(f"{LISTINGS[model]}[{state}]" for state in ("draft", "submitted"))
    return ("person",) if model == "user" else (f"admin {app}/{model}",)


def _actions(route: Route) -> list[Shape]:
    """Every action of the list, confirmed, for one row."""
    app, model = PREFIX.match(route.pattern).groups()  # type: ignore[union-attr]
    page = next(
        page
        for of, page in admin.site._registry.items()
        if (of._meta.app_label, of._meta.model_name) == (app, model)
    )
    names = [getattr(action, "__name__", action) for action in page.actions or ()]
    if "delete_selected" in dict(admin.site.actions) and page.actions is not None:
        names.append("delete_selected")
    return [_action(app, model, name) for name in names]


def _action(app: str, model: str, name: str) -> Shape:
    if name not in ACTIONS:
        raise LookupError(
            f"the list admin/{app}/{model}/ has an action {name}; say in ACTIONS of tests/isolation/admin_shapes.py "
            "with which row it succeeds"
        )
    row, given, answers = ACTIONS[name]
    row = row.replace(LISTING, LISTINGS.get(model, "")) or f"admin {app}/{model}"
    body = {"action": name, "_selected_action": [NAMED], "confirmed": "yes", **answers}
    return Shape(body=body, names=row, given=given, say=f"action {name}", methods=POST)
