"""How the pack writes moments, amounts, codes and stored sentences."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.domain.vocabulary import term_label


def moment(at: dt.datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")


def day(value: dt.date | None) -> str:
    return value.isoformat() if value else _("未填写")


def money(amount: Decimal | None) -> str:
    return _("%(amount)s 元") % {"amount": f"{amount:,.2f}"} if amount is not None else _("未填写")


def labels(scheme: str, codes: Iterable[str]) -> str:
    return _("、").join(f"{term_label(scheme, code)}（{code}）" for code in codes)


def pair(label: Any, value: Any) -> str:
    """ "Label: value"."""
    return _("%(label)s：%(value)s") % {
        "label": label,
        "value": value if value not in ("", None) else _("未填写"),
    }


def stored(text: str) -> str:
    """A sentence that is stored as its msgid where the system wrote it; people's words come out as they are."""
    return _(text) if text else ""
