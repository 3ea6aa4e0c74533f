"""Requests about labs' profiles and labels."""

import datetime as dt

from django.utils import timezone

from tests.isolation.shapes import Shape, own
from tests.isolation.signed import Paper

POST, PATCH = ("POST",), ("PATCH",)
UNTIL = str(timezone.localdate() + dt.timedelta(days=300))
CLAIM = {"code": "GX", "valid_to": UNTIL, "file": Paper()}
# kind in addresses → (resource of the API, a body)
BODIES: dict[str, tuple[str, dict[str, object]]] = {
    "researchers": ("researcher", {"name": "新来的人", "orcid": "0000-0002-1694-233X"}),
    "equipment": ("equipment", {"name": "新来的电镜"}),
    "publications": ("publication", {"title": "新写的论文", "doi": "10.5555/new"}),
    "patents": ("patent", {"title": "新的方法", "number": "ZL200310102344.5"}),
}

PAGES: dict[str, list[Shape]] = {
    "enterprises:label-new": [Shape("organization", CLAIM, methods=POST)],
    **{
        f"enterprises:new-{kind}": [Shape("organization", body, methods=POST)]
        for kind, (_resource, body) in BODIES.items()
    },
    **{
        f"enterprises:edit-{kind}": [Shape(resource, body, methods=POST)]
        for kind, (resource, body) in BODIES.items()
    },
    **{
        f"enterprises:remove-{kind}": [Shape(resource, methods=POST)]
        for kind, (resource, _) in BODIES.items()
    },
}
PAGE_ROWS: dict[str, tuple[str, ...]] = {
    "labels/": ("claim",),
    **{f"{kind}/": (resource,) for kind, (resource, _body) in BODIES.items()},
}
API: dict[str, list[Shape]] = {
    "api:organization-labels": [Shape("organization", CLAIM, methods=POST)],
    "api:label-confirm": [
        Shape("claim", {"note": "已核对"}, methods=POST),
        Shape("label", {"note": "已核对"}, methods=POST),
    ],
    "api:label-refuse": [Shape("claim", {"note": "编号查不到"}, methods=POST)],
    "api:label-revoke": [
        Shape("label", {"note": "资格已取消"}, methods=POST),
        Shape("claim", {"note": "资格已取消"}, methods=POST),
    ],
    **{
        f"api:{resource}-list": [Shape(body={**body, "organization": own("organization")}, methods=POST)]
        for resource, body in BODIES.values()
    },
    **{
        f"api:{resource}-detail": [Shape(resource, body, methods=PATCH)] for resource, body in BODIES.values()
    },
    **{f"api:{resource}-remove": [Shape(resource, methods=POST)] for resource, _body in BODIES.values()},
}
API_ROWS: dict[str, tuple[str, ...]] = {
    "api/v1/labels/": ("claim", "label"),
    **{f"api/v1/{kind}/": (resource,) for kind, (resource, _body) in BODIES.items()},
}
