"""The figures of a year's technical contracts, in the cuts that governments publish."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.actors import Actor
from enterprises.domain.vocabulary import term_label, terms_of
from projects.choices import LOCAL, Place
from projects.domain.funding import mix_of
from projects.domain.project_queries import transfer_projects_visible_to
from projects.models import FundingSource, Receipt, TransferProject
from projects.states import ProjectStage

LARGE = Decimal(10_000_000)  # contracts of this amount or more are counted apart
# The six ways of the yearly report on conversion (科技成果转化年度报告), by codes of vocabulary coop_mode.
SIX_WAYS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("转让"), ("M2",)),
    (gettext_lazy("许可"), ("M3", "M3a", "M3b", "M3c", "M3d")),
    (gettext_lazy("作价投资"), ("M5",)),
    (gettext_lazy("技术开发"), ("M7", "M8")),
    (gettext_lazy("技术咨询"), ("M9",)),
    (gettext_lazy("技术服务"), ("M10",)),
)
Cell = str | int | Decimal | None


@dataclass(frozen=True)
class Table:
    """One table of figures: text, counts and CNY; None where there is nothing to say."""

    code: str
    title: str
    headings: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def contract_tables(year: int, actor: Actor) -> list[Table]:
    """Contracts by type, by field, by way of conversion with money received, by place; money by field, year, project.

    Contracts count in the year they were signed in, unless they were ended; money in the year it came in.
    """
    contracts = TransferProject.objects.filter(signed_on__year=year).exclude(state=ProjectStage.TERMINATED)
    return [
        _by_type(contracts),
        _by_field(contracts),
        _six_ways(contracts, year),
        _by_place(contracts),
        _leverage_by_field(year),
        _leverage_by_year(),
        _leverage_by_project(actor),
    ]


def _sums(contracts: QuerySet[TransferProject], column: str) -> dict[str, tuple[Cell, ...]]:
    """By code of `column`: contracts, amount, technical amount, large contracts, their amount."""
    large = Q(amount__gte=LARGE)
    rows = (
        contracts.order_by()
        .values(column)
        .annotate(
            count=Count("pk"),
            summed=Sum("amount", default=Decimal(0)),
            technical=Sum("technical_amount", default=Decimal(0)),
            large=Count("pk", filter=large),
            large_amount=Sum("amount", filter=large, default=Decimal(0)),
        )
    )
    return {
        row[column]: (row["count"], row["summed"], row["technical"], row["large"], row["large_amount"])
        for row in rows
    }


def _added(rows: Iterable[tuple[Cell, ...]], width: int) -> tuple[Cell, ...]:
    """Columns summed."""
    sums: list[Any] = [0] * width
    for row in rows:
        sums = [have + each for have, each in zip(sums, row, strict=True)]
    return tuple(sums)


def _headings(first: str) -> tuple[str, ...]:
    return (
        first,
        _("项数"),
        _("成交额（元）"),
        _("技术交易额（元）"),
        _("1000万元以上项数"),
        _("1000万元以上成交额（元）"),
    )


def _top_of(scheme: str, code: str) -> str:
    """The top term above a code: KF of KF1."""
    term = terms_of(scheme).get(code)
    return _top_of(scheme, term.parent) if term and term.parent else code


def _by_type(contracts: QuerySet[TransferProject]) -> Table:
    sums = _sums(contracts, "contract_type")
    tops = [code for code, term in terms_of("contract_type").items() if not term.parent]
    rows = [
        (
            _label("contract_type", top),
            *_added((row for code, row in sums.items() if _top_of("contract_type", code) == top), 5),
        )
        for top in [*tops, ""]
    ]
    return Table("by_type", _("按合同类型"), _headings(_("合同类型")), _with_total(rows))


def _by_field(contracts: QuerySet[TransferProject]) -> Table:
    sums = _sums(contracts, "tech_field")
    rows = [
        (_label("tech_field", code), *sums.get(code, (0, Decimal(0), Decimal(0), 0, Decimal(0))))
        for code in [*terms_of("tech_field"), ""]
    ]
    return Table("by_field", _("按技术领域"), _headings(_("技术领域")), _with_total(rows))


def _six_ways(contracts: QuerySet[TransferProject], year: int) -> Table:
    signed = {
        row["mode"]: (row["count"], row["summed"])
        for row in contracts.order_by()
        .values("mode")
        .annotate(count=Count("pk"), summed=Sum("amount", default=Decimal(0)))
    }
    came_in = Receipt.objects.filter(received_on__year=year, voided_at=None).order_by()
    received: dict[str, Decimal] = dict(came_in.values_list("project__mode").annotate(Sum("amount")))
    named = {code for _label, codes in SIX_WAYS for code in codes}
    others = tuple((signed.keys() | received.keys()) - named)
    rows: list[tuple[Cell, ...]] = [
        (
            str(way),
            *_added((signed[code] for code in codes if code in signed), 2),
            sum((received.get(code, Decimal(0)) for code in codes), Decimal(0)),
        )
        for way, codes in (*SIX_WAYS, (_("其他方式"), others))
    ]
    headings = (_("转化方式"), _("项数"), _("成交额（元）"), _("当年到账（元）"))
    return Table("six_ways", _("六种转化方式"), headings, _with_total(rows))


def _by_place(contracts: QuerySet[TransferProject]) -> Table:
    rows = (
        contracts.order_by()
        .values("place")
        .annotate(count=Count("pk"), summed=Sum("amount", default=Decimal(0)))
    )
    found = {row["place"]: (row["count"], row["summed"]) for row in rows}
    lines: list[tuple[Cell, ...]] = [
        (str(Place(place).label) if place else _("未填写"), *found.get(place, (0, Decimal(0))))
        for place in [*Place.values, ""]
    ]
    local = _added((found[place] for place in LOCAL if place in found), 2)
    total = _added(found.values(), 2)
    share = tuple(
        (Decimal(part) / Decimal(whole) * 100).quantize(Decimal("0.01")) if whole else None  # type: ignore[arg-type]
        for part, whole in zip(local, total, strict=True)
    )
    lines = [*_with_total(lines), (_("就地转化（%）"), *share)]
    return Table("by_place", _("落地地点"), (_("落地地点"), _("项数"), _("成交额（元）")), lines)


def _label(scheme: str, code: str) -> str:
    return term_label(scheme, code) if code else _("未填写")


def _with_total(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    width = len(rows[0]) - 1
    return [*rows, (_("合计"), *_added((row[1:] for row in rows), width))]


def _mix_headings(first: str) -> tuple[str, ...]:
    return (first, _("政府引导（元）"), _("企业配套（元）"), _("社会资本（元）"), _("每元政府资金带动（元）"))


def _mixes(rows: Iterable[tuple[Any, str, Decimal]]) -> Mapping[Any, tuple[Cell, ...]]:
    """(key, kind, amount) → by key: government, enterprise, social, leverage."""
    parts: dict[Any, list[tuple[str, Decimal]]] = {}
    for key, kind, amount in rows:
        parts.setdefault(key, []).append((kind, amount))
    mixes = {key: mix_of(pairs) for key, pairs in parts.items()}
    return {
        key: (mix.government, mix.enterprise, mix.social, mix.leverage) for key, mix in sorted(mixes.items())
    }


def _leverage_by_field(year: int) -> Table:
    money = FundingSource.objects.filter(year=year).order_by()
    rows = _mixes(money.values_list("project__tech_field", "kind").annotate(Sum("amount")))
    lines = [(_label("tech_field", code), *mix) for code, mix in rows.items()]
    return Table("leverage_by_field", _("资金带动：按领域"), _mix_headings(_("技术领域")), lines)


def _leverage_by_year() -> Table:
    rows = _mixes(FundingSource.objects.order_by().values_list("year", "kind").annotate(Sum("amount")))
    lines: list[tuple[Cell, ...]] = [(str(year), *mix) for year, mix in rows.items()]
    return Table("leverage_by_year", _("资金带动：按年度"), _mix_headings(_("年度")), lines)


def _leverage_by_project(actor: Actor) -> Table:
    """Projects the actor may see, by number and title."""
    money = FundingSource.objects.filter(project__in=transfer_projects_visible_to(actor)).order_by()
    named = {
        pk: f"{number} {title}"
        for pk, number, title in transfer_projects_visible_to(actor).values_list("pk", "number", "title")
    }
    rows = _mixes(money.values_list("project", "kind").annotate(Sum("amount")))
    lines: list[tuple[Cell, ...]] = [(named[pk], *mix) for pk, mix in rows.items()]
    return Table("leverage_by_project", _("资金带动：按项目"), _mix_headings(_("转化项目")), lines)
