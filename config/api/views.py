"""What the views of the API share. Reads come from `…_visible_to(actor)`; writes are actions that call one verb."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.cache import patch_vary_headers
from rest_framework import viewsets
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from config.api.pagination import Order
from config.api.permissions import actor_of
from config.api.query import Query, read_query
from enterprises.actors import Actor


class ActorView(APIView):
    """A view that knows its actor and its checked query, and whose answers to signed-in callers are not cached."""

    http_method_names = ["get", "head", "post", "patch"]
    open_actions: ClassVar[tuple[str, ...]] = ()  # what visitors may call
    reading_actions: ClassVar[tuple[str, ...]] = ()  # POSTs that only read
    queries: ClassVar[dict[str, type[Query]]] = {}  # action → its query parameters; none for the others
    query: dict[str, Any]

    @property
    def actor(self) -> Actor:
        return actor_of(self.request)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        declared = self.queries.get(getattr(self, "action", "") or "", Query)
        self.query = read_query(declared, request, {"request": request})

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(answer, ["Authorization", "Cookie", "Accept-Language"])
        if "HTTP_AUTHORIZATION" in request.META or settings.SESSION_COOKIE_NAME in request.COOKIES:
            answer["Cache-Control"] = "private, no-store"
        return answer

    def read_body(
        self, serializer_class: type[BaseSerializer[Any]], *, partial: bool = False
    ) -> dict[str, Any]:
        """The checked body. Raises ValidationError with a pointer for every wrong field."""
        serializer = serializer_class(
            data=self.request.data, partial=partial, context={"request": self.request}
        )
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)


def whole(rows: Iterable[Any], serializer_class: type[BaseSerializer[Any]]) -> Response:
    """A short list in the shape of a page."""
    return Response({"next": None, "results": serializer_class(rows, many=True).data})


class ActorViewSet(ActorView, viewsets.GenericViewSet[Any]):
    """Actions of one resource that is not a plain list of rows."""


class RowsViewSet(ActorView, viewsets.ReadOnlyModelViewSet[Any]):
    """List and single rows of one resource, out of `get_queryset()`; subclasses add actions that call a verb."""

    lookup_value_converter = "uuid"
    orderings: ClassVar[dict[str, Order]] = {}

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` narrowed by `self.query`."""
        return rows

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        """`rows` as the actor may see them."""
        serializer = self.get_serializer(
            rows, many=True, context={**self.get_serializer_context(), **context}
        )
        return list(serializer.data)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filtered(self.get_queryset()))
        assert page is not None
        return self.get_paginated_response(self.shown(list(page)))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())

    def answer(self, row: Model, *, status: int = 200, **context: Any) -> Response:
        """One row, read anew: the caller gets what is now in the database, as they may see it."""
        fresh = self.get_queryset().filter(pk=row.pk).first()
        if fresh is None:
            raise NotFound()
        return Response(self.shown([fresh], **context)[0], status=status)
