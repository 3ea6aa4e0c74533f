"""/first-sets/ and /finance-products/: what roads name as their last steps; everybody reads them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from config.api.pagination import Order
from config.api.query import CodeField, PageQuery, ordering_field
from config.api.views import RowsViewSet
from projects.domain.catalogue import finance_products_visible_to, first_sets_visible_to
from projects.models import FinanceProduct, FirstSetItem

_FIRST_SET_ORDER = {"product": Order("product", str), "-product": Order("product", str)}
_FINANCE_ORDER = {"name": Order("name", str), "-name": Order("name", str)}


class FirstSetSerializer(serializers.ModelSerializer[FirstSetItem]):
    """首台套条目"""

    class Meta:
        model = FirstSetItem
        fields = [
            *("id", "catalogue", "kind", "product", "requirement", "industries"),
            *("valid_from", "valid_to", "source"),
        ]
        read_only_fields = fields


class FinanceProductSerializer(serializers.ModelSerializer[FinanceProduct]):
    """金融产品"""

    institution = serializers.UUIDField(
        source="institution_id", read_only=True, help_text=_("金融机构的编号")
    )
    institution_name = serializers.CharField(source="institution.name", read_only=True)

    class Meta:
        model = FinanceProduct
        fields = [
            *("id", "institution", "institution_name", "name", "kind", "amount_from", "amount_to", "rate"),
            *("conditions", "labels", "regions", "trl_from", "trl_to", "valid_from", "valid_to", "source"),
        ]
        read_only_fields = fields


class FirstSetQuery(PageQuery):
    kind = CodeField("first_set_kind")
    ordering = ordering_field(_FIRST_SET_ORDER)


class FinanceProductQuery(PageQuery):
    kind = CodeField("fin_product")
    institution = serializers.UUIDField(required=False, help_text=_("金融机构的编号"))
    ordering = ordering_field(_FINANCE_ORDER)


class CatalogueViewSet(RowsViewSet):
    """Read by everybody; administrators write the rows in the admin."""

    open_actions = ("list", "retrieve")

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        names = self.query.keys() - {"cursor", "page_size", "ordering"}
        return rows.filter(**{name: self.query[name] for name in names})


@extend_schema(tags=["first-sets"])
@extend_schema_view(
    list=extend_schema(summary=_("首台套目录"), description=_("今天有效的条目。")),
    retrieve=extend_schema(summary=_("读取首台套条目")),
)
class FirstSetViewSet(CatalogueViewSet):
    serializer_class = FirstSetSerializer
    orderings = _FIRST_SET_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": FirstSetQuery}

    def get_queryset(self) -> QuerySet[FirstSetItem]:
        return first_sets_visible_to(self.actor)


@extend_schema(tags=["finance-products"])
@extend_schema_view(
    list=extend_schema(summary=_("金融产品列表"), description=_("今天有效的产品。")),
    retrieve=extend_schema(summary=_("读取金融产品")),
)
class FinanceProductViewSet(CatalogueViewSet):
    serializer_class = FinanceProductSerializer
    orderings = _FINANCE_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": FinanceProductQuery}

    def get_queryset(self) -> QuerySet[FinanceProduct]:
        return finance_products_visible_to(self.actor)
