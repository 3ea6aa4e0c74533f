"""What could change about a pair so that it fits better: steps of one field of one card, as small as they come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .gates import gates, modes_meet
from .industry import VALUES, closeness
from .parts import region_part
from .types import Card, Plain, Side

EXPIRY, MODE, INDUSTRY, BUDGET, TRL, REGION = "expiry", "mode", "industry", "budget", "trl", "region"
CODES = (
    EXPIRY,
    MODE,
    INDUSTRY,
    BUDGET,
    TRL,
    REGION,
)  # the easy ones first: a word, a sum, years of work, a move
LATELY = 30  # days after its last day for which a listing may still be renewed
YUAN = 10_000  # money moves in whole 10,000 yuan (万元)

# What brings a result to a level of trl13: up to 5 (functional sample) proof of concept, up to 8 (small-batch trial
# production accepted) pilot trials, beyond that first real use. Levels: 青科资字〔2025〕2号.
ROAD = (("proof", 5), ("pilot", 8), ("use", 13))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would have to be otherwise; `detail` always names the `side` whose card says it."""

    code: str  # one of CODES
    detail: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """A field of one side's card and the values it could take, the smallest change first."""

    code: str
    side: Side
    name: str  # of the field
    values: Sequence[object]
    tell: Callable[[object], Mapping[str, Plain]]  # what a sentence says of a value

    def take(self, wanted: Card, offered: Card, rung: int = -1) -> tuple[Card, Card]:
        """The pair after the change to values[rung]; the last is the whole change."""
        new = {self.name: self.values[rung]}
        if self.side == "wanted":
            return replace(wanted, **new), offered  # type: ignore[arg-type]
        return wanted, replace(offered, **new)  # type: ignore[arg-type]

    def change(self, rung: int = -1) -> Change:
        """The same in words' values."""
        return Change(self.code, {"side": self.side, **self.tell(self.values[rung])})


def shut(wanted: Card, offered: Card, day: int | None) -> tuple[str, ...]:
    """The gates the pair fails (see gates), and EXPIRY where a card's last day is before `day`."""
    late = expired(wanted, day) or expired(offered, day)
    return (*gates(wanted, offered), *((EXPIRY,) if late else ()))


def expired(card: Card, day: int | None) -> bool:
    """Whether the card's last day is before this one; never where no day is given."""
    return day is not None and 0 < card.expires < day


def steps(wanted: Card, offered: Card, own: Side, day: int | None) -> list[Step]:
    """Every step that could help the pair: those of the own side first, then in the order of CODES."""
    found = [*_expiry(wanted, offered, day), *_mode(wanted, offered), *_industry(wanted, offered)]
    found += [*_budget(wanted, offered), *_trl(wanted, offered), *_region(wanted, offered)]
    return sorted(found, key=lambda step: (step.side != own, CODES.index(step.code)))


def road(level: int | None, goal: int) -> tuple[str, ...]:
    """What lies between a level and a higher one: some of proof, pilot, use, in this order."""
    ends = [end for _, end in ROAD]
    starts = [0, *ends]
    return tuple(
        name for (name, end), start in zip(ROAD, starts, strict=False) if goal > start and (level or 0) < end
    )


def _expiry(wanted: Card, offered: Card, day: int | None) -> Iterator[Step]:
    """Renewed: whoever's last day was not long ago."""
    for side, card in _sides(wanted, offered):
        if day is not None and expired(card, day) and day - card.expires <= LATELY:
            yield Step(EXPIRY, side, "expires", (0,), _says({"days": day - card.expires}))


def _mode(wanted: Card, offered: Card) -> Iterator[Step]:
    """One side accepts a cooperation mode of the other: any of them, they count alike."""
    if modes_meet(wanted.modes, offered.modes):
        return
    for (side, card), other in zip(_sides(wanted, offered), (offered, wanted), strict=True):
        modes = tuple(sorted(set(other.modes)))
        yield Step(MODE, side, "modes", ((*card.modes, modes[0]),), _says({"modes": modes}))


def _industry(wanted: Card, offered: Card) -> Iterator[Step]:
    """The side that names no industry names the other's, the finest code of it."""
    for (side, card), other in zip(_sides(wanted, offered), (offered, wanted), strict=True):
        if other.industries and not card.industries:
            code = min(other.industries, key=lambda code: (-VALUES[closeness(code, code)], code))
            yield Step(INDUSTRY, side, "industries", ((code,),), _says({"industry": code}))


def _budget(wanted: Card, offered: Card) -> Iterator[Step]:
    """More is offered, or less is asked, until the price is within the budget."""
    limit, price = wanted.budget, offered.budget
    if limit is None or price is None or not 0 < limit < price:
        return
    for side, now, values in (
        ("wanted", limit, range(limit + YUAN, price + YUAN, YUAN)),
        ("offered", price, range(price - YUAN, max(limit - YUAN, -1), -YUAN)),
    ):
        if values:
            yield Step(BUDGET, side, "budget", values, _moves(now))  # type: ignore[arg-type]


def _trl(wanted: Card, offered: Card) -> Iterator[Step]:
    """The offer ripens level by level to what is wanted; one that says no level says this one."""
    if wanted.trl is None or (offered.trl is not None and offered.trl >= wanted.trl):
        return
    now = offered.trl
    levels = (wanted.trl,) if now is None else tuple(range(now + 1, wanted.trl + 1))

    def tell(level: object) -> Mapping[str, Plain]:
        assert isinstance(level, int)
        steps = () if now is None else road(now, level)
        return {"from": now, "to": level, "by": None if now is None else level - now, "road": steps}

    yield Step(TRL, "offered", "trl", levels, tell)


def _region(wanted: Card, offered: Card) -> Iterator[Step]:
    """The offer is carried out in the province of the want, or in its prefecture."""
    best = region_part(wanted, offered)
    if best is None:
        return
    places, value = [], best.value
    for place in (wanted.region[:2].ljust(6, "0"), wanted.region[:4].ljust(6, "0")):
        part = region_part(wanted, replace(offered, region=place))
        assert part is not None
        if part.value > value:
            places.append(place)
            value = part.value
    if places:
        yield Step(
            REGION,
            "offered",
            "region",
            tuple(places),
            lambda place: {"from": offered.region, "to": str(place)},
        )


def _sides(wanted: Card, offered: Card) -> tuple[tuple[Side, Card], tuple[Side, Card]]:
    return ("wanted", wanted), ("offered", offered)


def _says(detail: Mapping[str, Plain]) -> Callable[[object], Mapping[str, Plain]]:
    return lambda _value: detail


def _moves(now: int) -> Callable[[object], Mapping[str, Plain]]:
    def tell(value: object) -> Mapping[str, Plain]:
        assert isinstance(value, int)
        return {"from": now, "to": value, "by": abs(value - now)}

    return tell
