"""The last two steps of a road: which entry of a first-set catalogue the product answers to, and which money fits.

What everybody reads of the two lists, and nothing else: a road looks the same to both sides.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils import timezone

from enterprises.actors import ANONYMOUS
from enterprises.domain.vocabulary import codes_below
from enterprises.models import OrganizationLabel
from matchmaking.choices import StepKind
from matchmaking.domain.encoder import budget_of, card_of
from matchmaking.domain.market import market_at_hand
from matchmaking.domain.onward import asking
from matchmaking.domain.road.types import TOP_LEVEL, Planned, Reason, reason
from matchmaking.engine.ranker import FLOOR, score_cards
from matchmaking.engine.types import Card
from matchmaking.engine.vectors import similarity
from projects.domain.catalogue import finance_products_visible_to, first_sets_visible_to
from projects.models import Achievement, FinanceProduct, FirstSetItem, Need

MOST_ITEMS = 2000  # of the catalogue, compared one by one, 0.1 ms each
ScoredItem = tuple[float, FirstSetItem, bool]


def first_set_step(achievement: Achievement, level: int, goal: int) -> Planned:
    """The entry that says most nearly the same as the achievement's card; the first sale lifts above TOP_LEVEL."""
    after = max(level, goal) if level >= TOP_LEVEL else level
    ranked = scored_items(achievement)
    if not ranked:
        return Planned(StepKind.FIRST_SET, level, after, reasons=(reason("nobody"),))
    score, item, fits = ranked[0]
    if not fits:
        lacks = (reason("other_field", score=round(100 * score)),)
        return Planned(StepKind.FIRST_SET, level, after, item=item.pk, reasons=lacks)
    reasons = item_reasons(item, score)
    return Planned(StepKind.FIRST_SET, level, after, item=item.pk, filled=True, reasons=reasons)


def scored_items(achievement: Achievement) -> list[ScoredItem]:
    """Entries in force with their score and whether the engine calls them a match, the best first."""
    copy = market_at_hand()
    card = asking(card_of(achievement))
    row = copy.stats.wanted_row(card)
    found = []
    for item in first_sets_visible_to(ANONYMOUS)[:MOST_ITEMS]:
        other = _card(item)
        cosine = similarity(row, copy.stats.offered_row(other))
        scored = score_cards(card, other, cosine, id=other.id, weights=copy.offered.weights)
        found.append((scored.score, item, cosine >= FLOOR))
    return sorted(found, key=lambda each: (not each[2], -each[0], str(each[1].pk)))


def item_reasons(item: FirstSetItem, score: float) -> tuple[Reason, ...]:
    told = [reason("item_fits", score=round(100 * score))]
    if item.valid_to is not None:
        told.append(reason("item_until", day=item.valid_to.isoformat()))
    return tuple(told)


def _card(item: FirstSetItem) -> Card:
    return Card(id=str(item.pk), title=item.product, text=item.requirement, industries=tuple(item.industries))


def finance_step(need: Need, level: int, start: int, cost: Decimal | None) -> Planned:
    """The product that lacks least and fits best. `cost`: what the steps before are known to cost, if anything."""
    ranked = ranked_products(need, level, start, cost)
    if not ranked:
        return Planned(StepKind.FINANCE, level, level, reasons=(reason("nobody"),))
    product, lacks = ranked[0]
    if lacks:
        return Planned(StepKind.FINANCE, level, level, product=product.pk, reasons=tuple(lacks))
    reasons = product_reasons(product, need, cost)
    return Planned(StepKind.FINANCE, level, level, product=product.pk, filled=True, reasons=reasons)


def ranked_products(
    need: Need, level: int, start: int, cost: Decimal | None
) -> list[tuple[FinanceProduct, list[Reason]]]:
    """Products with what they lack: those that lack least first, then those for whom the level reached is in the middle
    of the band, then the nearer, then the larger."""
    held = _labels(need)
    rows = [
        (product, product_lacks(product, need, held, (start, level), cost))
        for product in finance_products_visible_to(ANONYMOUS)
    ]

    def order(row: tuple[FinanceProduct, list[Reason]]) -> tuple[int, int, int, Decimal, str]:
        product, lacks = row
        beyond = max(0, level - (product.trl_to or level)) + max(0, (product.trl_from or level) - level)
        wide = min((len(codes_below("region", code)) for code in product.regions), default=10**6)
        return len(lacks), beyond, wide, -(product.amount_to or Decimal(0)), str(product.pk)

    return sorted(rows, key=order)


def product_lacks(
    product: FinanceProduct,
    need: Need,
    held: Iterable[str],
    levels: tuple[int, int],
    cost: Decimal | None,
) -> list[Reason]:
    """Why a product is not to be had for the firm that has the need, going from the one level to the other."""
    start, level = levels
    lacks = []
    if (product.trl_from or start) > level or (product.trl_to or level) < start:
        lacks.append(reason("money_level", low=product.trl_from or 1, high=product.trl_to or 13, level=level))
    if product.labels and not set(product.labels) & set(held):
        lacks.append(reason("money_label", labels=list(product.labels)))
    if not serves(product.regions, need.region):
        lacks.append(reason("money_region", regions=list(product.regions)))
    if cost is not None and product.amount_to is not None and product.amount_to < cost:
        lacks.append(reason("money_short", most=str(product.amount_to), cost=str(cost)))
    return lacks


def serves(regions: Sequence[str], region: str) -> bool:
    """Is a place among those served? No region is everywhere; a place that is not told is taken to be."""
    return not regions or not region or any(region in codes_below("region", code) for code in regions)


def product_reasons(product: FinanceProduct, need: Need, cost: Decimal | None) -> tuple[Reason, ...]:
    told = []
    if product.trl_from or product.trl_to:
        told.append(reason("money_fits", low=product.trl_from or 1, high=product.trl_to or 13))
    if cost is not None and product.amount_to is not None:
        told.append(reason("money_enough", cost=str(cost)))
    if product.regions and need.region:
        told.append(reason("money_here", region=need.region))
    budget = budget_of(need)
    if budget is not None and cost is not None and cost > budget:
        told.append(reason("over_budget", budget=str(budget)))
    return tuple(told)


def _labels(need: Need) -> list[str]:
    """Labels of the firm that count today; they stand on its public page."""
    today = timezone.localdate()
    rows = OrganizationLabel.objects.filter(organization=need.owner_id)
    return [label.code for label in rows if label.counts_on(today)]
