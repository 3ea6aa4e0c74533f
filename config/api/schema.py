"""How the published OpenAPI document is made: scopes, query parameters and error responses come from the views."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.contrib.django_oauth_toolkit import DjangoOAuthToolkitScheme
from drf_spectacular.openapi import AutoSchema

from config.api.errors import MEDIA_TYPE
from config.api.permissions import is_open, required_scope
from config.api.problem import ProblemSerializer
from config.api.query import Query

DESCRIPTIONS: dict[str, Any] = {
    "400": _("查询参数有误，或者请求体不是合格的 JSON"),
    "401": _("没有凭据，或者令牌无效、已过期"),
    "403": _("令牌缺少权限范围，或者您没有权限进行此操作"),
    "404": _("没有这条记录，或者您无权查看"),
    "406": _("只提供 JSON"),
    "409": _("当前状态不允许，或者其他人刚刚处理过"),
    "413": _("请求体超过 1 MiB"),
    "414": _("地址超过 4094 字节；由网关回答，没有 problem+json"),
    "415": _("请求体不是 application/json"),
    "422": _("内容不符合规则，errors 逐项说明"),
    "429": _("请求过于频繁，请在 Retry-After 秒后重试"),
}
_ALWAYS = ("400", "401", "403", "406", "414", "429")
_BEFORE_US = "414"
_WITH_BODY = ("409", "413", "415", "422")


class BearerScheme(DjangoOAuthToolkitScheme):
    """Client credentials, with the scope that the action needs."""

    target_class = "config.api.authentication.BearerAuthentication"
    priority = 1

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        return {self.name: [required_scope(auto_schema.view, auto_schema.method)]}


class Schema(AutoSchema):
    """One operation: its declared query, its scope, and every error it can answer."""

    def get_override_parameters(self) -> list[Any]:
        declared: type[Query] | None = getattr(self.view, "queries", {}).get(getattr(self.view, "action", ""))
        return [declared] if declared else []

    def get_auth(self) -> list[Any]:
        requirements: list[Any] = super().get_auth()
        return [*requirements, {}] if is_open(self.view) else requirements

    def get_operation_id(self) -> str:
        """Resource and action, as in the code: needs_list, needs_send_back, matches_approve."""
        action = getattr(self.view, "action", None) or "retrieve"
        return f"{self.get_tags()[0]}_{action}".replace("-", "_")

    def get_description(self) -> str:  # type: ignore[override]  # as in the class above
        """Only what is written for readers of the document; docstrings are for readers of the code."""
        return ""

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        schema = super()._map_basic_serializer(serializer, direction)
        schema.pop("description", None)
        return schema

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"{serializer_name}Page"

    def get_filter_backends(self) -> list[Any]:
        return []

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        codes = [*_ALWAYS]
        if "{" in self.path:
            codes.append("404")
        if self.method not in ("GET", "HEAD"):
            codes += _WITH_BODY
        problem = self.resolve_serializer(ProblemSerializer, "response").ref
        for code in sorted(codes):
            body = {"description": DESCRIPTIONS[code]}
            if code != _BEFORE_US:
                body["content"] = {MEDIA_TYPE: {"schema": problem}}
            bodies.setdefault(code, body)
        return bodies
