"""/terms/: the vocabularies whose codes the other resources use."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import WholeList
from config.api.query import Query
from config.api.views import ActorViewSet, whole
from enterprises.actors import ANONYMOUS
from enterprises.domain.queries import terms_visible_to
from enterprises.models import Term


class TermSerializer(serializers.ModelSerializer[Term]):
    """One code of a vocabulary. `parent` is the code above it in the same scheme, or empty."""

    class Meta:
        model = Term
        fields = ["scheme", "code", "zh", "en", "parent", "valid_from", "valid_to"]
        read_only_fields = fields


class SchemeField(serializers.CharField):
    """The name of a vocabulary that exists."""

    def to_internal_value(self, data: Any) -> str:
        scheme: str = super().to_internal_value(data)
        known = terms_visible_to(ANONYMOUS).order_by("scheme").values_list("scheme", flat=True).distinct()
        if scheme not in known:
            text = _("没有这个词表。可用的有：{schemes}。")
            raise serializers.ValidationError(
                str(text).format(schemes=gettext("、").join(known)), code="unknown_scheme"
            )
        return scheme


class TermQuery(Query):
    scheme = SchemeField(required=False, max_length=30, help_text=_("词表，例如 industry、region、coop_mode"))


class TermViewSet(ActorViewSet):
    """All terms at once: a vocabulary is short, and a client keeps it."""

    serializer_class = TermSerializer
    open_actions = ("list",)
    queries: ClassVar[dict[str, Any]] = {"list": TermQuery}
    pagination_class = WholeList

    def get_queryset(self) -> QuerySet[Term]:
        return terms_visible_to(self.actor)

    @extend_schema(
        tags=["terms"],
        summary=_("词表"),
        description=_("不带参数时返回全部词表。代码的含义以中英文给出；失效日之后不应再使用。"),
    )
    def list(self, request: Request) -> Response:
        return whole(self.get_queryset().filter(**self.query), TermSerializer)
