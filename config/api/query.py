"""Query parameters: declared per list, checked like a body. An undeclared one is refused, and the others named."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request

from config.api.errors import BadQuery
from config.api.pagination import DEFAULT_SIZE, LARGEST_SIZE, Order
from enterprises.domain.vocabulary import code_error


class Query(serializers.Serializer[Any]):
    """The query parameters of one action; a subclass declares them as fields, none of them required."""


class PageQuery(Query):
    """What every list in pages takes."""

    cursor = serializers.CharField(
        required=False, max_length=500, help_text=gettext_lazy("从上一页返回的 next 地址中取得")
    )
    page_size = serializers.IntegerField(
        required=False,
        default=DEFAULT_SIZE,
        min_value=1,
        max_value=LARGEST_SIZE,
        help_text=gettext_lazy("每页条数，1–100"),
    )


class SearchField(serializers.CharField):
    """Words to look for, separated by spaces."""

    def __init__(self, **kwargs: Any) -> None:
        text = gettext_lazy("在公开名片中检索的词，以空格分开，须全部出现")
        super().__init__(
            **{"required": False, "allow_blank": True, "max_length": 200, "help_text": text, **kwargs}
        )


class CodeField(serializers.CharField):
    """One code of a vocabulary; an unknown one is an error, not an empty list."""

    def __init__(self, scheme: str, **kwargs: Any) -> None:
        self.scheme = scheme
        text = format_lazy(
            gettext_lazy("词表 {scheme} 的代码，见 /api/v1/terms/?scheme={scheme}"), scheme=scheme
        )
        super().__init__(**{"required": False, "max_length": 30, "help_text": text, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        code: str = super().to_internal_value(data)
        if error := code_error(self.scheme, [code]):
            raise serializers.ValidationError(error, code="unknown_code")
        return code


def ordering_field(orderings: Iterable[str]) -> serializers.ChoiceField:
    """The `ordering` parameter for these orderings; the first is the default, `-` means falling."""
    return serializers.ChoiceField(
        choices=list(orderings), required=False, help_text=gettext_lazy("排序；“-”开头为降序，默认为第一项")
    )


def read_query(declared: type[Query], request: Request, context: dict[str, Any]) -> dict[str, Any]:
    """The checked parameters. Raises BadQuery for unknown, repeated and malformed ones."""
    given = request.query_params
    serializer = declared(data=given.dict(), context=context)
    allowed = _("、").join(serializer.fields) or _("（没有）")
    errors: dict[str, Any] = {}
    for name in given:
        if name not in serializer.fields:
            text = _("没有这个查询参数。可用的有：%(allowed)s。") % {"allowed": allowed}
            errors[name] = [ErrorDetail(text, code="unknown_parameter")]
        elif len(given.getlist(name)) > 1:
            errors[name] = [ErrorDetail(_("这个参数只能出现一次。"), code="repeated_parameter")]
    if not serializer.is_valid():
        errors = {**serializer.errors, **errors}
    if errors:
        raise BadQuery(errors)
    return dict(serializer.validated_data)


__all__ = ["CodeField", "Order", "PageQuery", "Query", "SearchField", "ordering_field", "read_query"]
