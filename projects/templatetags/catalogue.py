"""Amounts of money as a person says them."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from projects.models import FinanceProduct

register = template.Library()


@register.simple_tag
def amounts(product: FinanceProduct) -> str:
    """From how much to how much a product goes."""
    least, most = product.amount_from, product.amount_to
    if least is None and most is None:
        return _("金额面议")
    if least is None:
        return _("最高 %(most)s") % {"most": yuan(most)}
    if most is None:
        return _("%(least)s 起") % {"least": yuan(least)}
    return _("%(least)s 至 %(most)s") % {"least": yuan(least), "most": yuan(most)}


@register.filter
def yuan(amount: Decimal | None) -> str:
    """An amount in yuan, without the cents where there are none."""
    if amount is None:
        return ""
    return _("%(amount)s 元") % {"amount": f"{amount:,.2f}".removesuffix(".00")}
