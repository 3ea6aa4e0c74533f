"""资金来源: what carries projects beside the contract's money, and how much other money each public yuan draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import Invalid
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from projects.choices import FundingKind
from projects.domain.project_work import author, begin_work, note_change
from projects.models import FundingSource, TransferProject


@dataclass(frozen=True)
class Mix:
    """Money by where it came from, in CNY."""

    government: Decimal
    enterprise: Decimal
    social: Decimal

    @property
    def total(self) -> Decimal:
        return self.government + self.enterprise + self.social

    @property
    def leverage(self) -> Decimal | None:
        """Yuan of enterprises and society for each of the government's; None without public money."""
        if not self.government:
            return None
        return ((self.enterprise + self.social) / self.government).quantize(Decimal("0.01"))

    def share(self, kind: str) -> float:
        """A kind's part of the whole, between 0 and 1."""
        return float(getattr(self, kind) / self.total) if self.total else 0.0


def mix_of(rows: Iterable[tuple[str, Decimal]]) -> Mix:
    """(kind, amount) pairs, summed."""
    sums = {kind: Decimal(0) for kind in FundingKind.values}
    for kind, amount in rows:
        sums[kind] += amount
    return Mix(**sums)


def add_funding(
    project: TransferProject, *, kind: str, terms: str, name: str, year: int, amount: Decimal, by: Actor
) -> FundingSource:
    """Add a source of money. Raises NotAllowed, IllegalTransition, Invalid."""
    with transaction.atomic():
        now = begin_work(project, by)
        if year > timezone.localdate().year + 10:
            raise Invalid({"year": _("年度过于遥远，请核对。")})
        row = FundingSource(
            project=now, kind=kind, terms=terms, name=name, year=year, amount=amount, **author(by)
        )
        clean_and_save(row, exclude=frozenset({"project", "by_user"}))
    return row


def remove_funding(source: FundingSource, *, by: Actor) -> None:
    """Take a source out of the record; what it said is kept among the changes."""
    with transaction.atomic():
        now = begin_work(source.project, by)
        old = f"{source.get_kind_display()} {source.name} {source.year} {source.amount}"
        note_change(now, gettext_noop("删除资金来源"), {"funding": (old, "")}, by=by)
        source.delete()
