"""Pages by cursor: sorted by one column and then by id, so that no row is shown twice or left out while rows come in.

A cursor says after which (value, id) the next page begins. It is not a secret and gives no access: the rows come from
the caller's own query whatever it says.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from config.api.errors import BadQuery

DEFAULT_SIZE, LARGEST_SIZE = 20, 100


def _moment(text: str) -> Any:
    if (moment := parse_datetime(text)) is None or moment.tzinfo is None:
        raise ValueError(text)
    return moment


@dataclass(frozen=True)
class Order:
    """A column to sort by, how its value is read back from a cursor, and how the id of its row is. The ordering's name
    says the direction."""

    column: str
    parse: Callable[[str], Any] = _moment
    key: Callable[[str], Any] = UUID


class Pages(BasePagination):
    """Reads `cursor`, `page_size` and `ordering` from the view's checked query; the view names its `orderings`."""

    next_cursor: str | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        orderings: Mapping[str, Order] = view.orderings
        name = view.query.get("ordering") or next(iter(orderings))
        order, falling = orderings[name], name.startswith("-")
        if cursor := view.query.get("cursor"):
            queryset = queryset.filter(_after(order, falling, *_read(cursor, name, order)))
        size = view.query["page_size"]
        rows = list(queryset.order_by(f"-{order.column}" if falling else order.column, "pk")[: size + 1])
        if len(rows) > size:
            self.next_cursor = _write(name, getattr(rows[size - 1], order.column), rows[size - 1].pk)
        return rows[:size]

    def get_paginated_response(self, data: Any) -> Response:
        following = None
        if self.next_cursor:
            address = self.request.build_absolute_uri()
            following = replace_query_param(address, "cursor", self.next_cursor)
        return Response({"next": following, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        following = {
            "type": "string",
            "format": "uri",
            "nullable": True,
            "description": "下一页的地址；没有下一页时为 null",
        }
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": following, "results": schema},
        }


class WholeList(Pages):
    """Everything at once, in the shape of a page: for lists that are short by nature."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        return list(queryset)


def _after(order: Order, falling: bool, value: Any, pk: Any) -> Q:
    beyond = Q(**{f"{order.column}__{'lt' if falling else 'gt'}": value})
    return beyond | Q(**{order.column: value, "pk__gt": pk})


def _write(name: str, value: Any, pk: Any) -> str:
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return base64.urlsafe_b64encode(json.dumps([name, text, str(pk)]).encode()).decode().rstrip("=")


def _read(cursor: str, name: str, order: Order) -> tuple[Any, Any]:
    """Value and id of the last row shown. Raises BadQuery for what we did not write, or wrote for another ordering."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        written, text, pk = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if written != name or "\x00" in text:
            raise ValueError(cursor)
        return order.parse(text), order.key(pk)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError, binascii.Error) as error:
        detail = _("游标无效，或者属于另一种排序。请使用上一页返回的 next 地址。")
        raise BadQuery({"cursor": [detail]}, code="invalid_cursor") from error
    except DjangoValidationError as error:
        raise BadQuery({"cursor": [_("游标无效。")]}, code="invalid_cursor") from error
