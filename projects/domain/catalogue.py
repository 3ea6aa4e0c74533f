"""首台套目录与金融产品: who reads them, and how an administrator writes them."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.choices import OrganizationKind
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.vocabulary import code_error
from enterprises.states import OrganizationState
from projects.models import FinanceProduct, FirstSetItem

# Who lends, insures or invests; a government office carries the compensation of risks.
LENDERS = frozenset({OrganizationKind.BANK, OrganizationKind.GOVERNMENT, OrganizationKind.INTERMEDIARY})


def first_sets_visible_to(actor: Actor) -> QuerySet[FirstSetItem]:
    """What is in force today: everybody. What was or will be too: administrators and brokers."""
    rows = FirstSetItem.objects.all()
    return rows if actor.is_staff_member else rows.filter(in_force(timezone.localdate()))


def finance_products_visible_to(actor: Actor) -> QuerySet[FinanceProduct]:
    """What an institution in service offers today: everybody. All: administrators and brokers."""
    rows = FinanceProduct.objects.select_related("institution")
    return rows if actor.is_staff_member else rows.filter(_offered_today())


def write_first_set(item: FirstSetItem, *, by: Actor) -> FirstSetItem:
    """Save a new or changed item. Raises NotAllowed for others than administrators, Invalid for an unknown code."""
    _write(item, first_set_errors(item), by)
    return item


def write_finance_product(product: FinanceProduct, *, by: Actor) -> FinanceProduct:
    """Save a new or changed product. Raises NotAllowed for others than administrators; Invalid for an unknown code and
    for an institution that neither lends nor insures nor invests."""
    _write(product, finance_product_errors(product), by)
    return product


def first_set_errors(item: FirstSetItem) -> dict[str, str]:
    """What is wrong with its codes, by field."""
    return _code_errors(kind=("first_set_kind", [item.kind]), industries=("industry", item.industries))


def finance_product_errors(product: FinanceProduct) -> dict[str, str]:
    """What is wrong with its codes and its institution, by field."""
    errors = _code_errors(
        kind=("fin_product", [product.kind]),
        labels=("enterprise_label", product.labels),
        regions=("region", product.regions),
    )
    if product.institution_id and product.institution.kind not in LENDERS:
        errors["institution"] = _("只有金融机构、政府部门和技术转移机构可以提供金融产品。")
    return errors


def in_force(day: dt.date) -> Q:
    """Rows that count on `day`."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def _offered_today() -> Q:
    return in_force(timezone.localdate()) & Q(institution__state=OrganizationState.VERIFIED)


def _code_errors(**used: tuple[str, list[str]]) -> dict[str, str]:
    return {name: error for name, (scheme, codes) in used.items() if (error := code_error(scheme, codes))}


def _write(row: FirstSetItem | FinanceProduct, errors: dict[str, str], by: Actor) -> None:
    if not by.is_administrator:
        raise NotAllowed()
    if errors:
        raise Invalid(errors)
    clean_and_save(row)
