"""What goes into the engine and what comes out: frozen values, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Side = Literal["wanted", "offered"]
Plain = str | int | float | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The public card of one listing; the only thing the engine ever sees of it.

    A wanted card is a need, an offered card an achievement, pilot base, scenario or lab capability.
    """

    id: str
    title: str
    text: str = ""  # public summary and description
    keywords: tuple[str, ...] = ()
    owner: str = ""  # the same owner on both sides is a gate
    industries: tuple[str, ...] = ()  # GB/T 4754: "C", "32", "C32", "3216"
    region: str = ""  # GB/T 2260, six digits
    trl: int | None = None  # offered: level reached; wanted: least level wanted
    modes: tuple[str, ...] = ()  # coop_mode codes; empty = open to all
    budget: int | None = None  # yuan; wanted: upper end; offered: asking price
    kind: str = ""  # need, achievement …
    disclosure: str = ""  # who may see the card
    expires: int = 0  # last day in the market, in days since 1970-01-01; 0 = no end


@dataclass(frozen=True, slots=True)
class Where:
    """Which cards a search may return; applied before anything is cut. What is empty or None does not restrict."""

    kinds: tuple[str, ...] = ()
    disclosures: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()  # GB/T 2260 codes or their beginnings: "62", "6201"
    trl_from: int | None = None  # a card that says no level is not returned
    trl_to: int | None = None
    alive_on: int | None = None  # a day as in Card.expires: cards that expired before it are not returned
    ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score. The score of a pair is the sum of `weight * value` over its parts."""

    code: str  # text, semantic, industry, trl, region, mode, budget, experience
    value: float  # 0..1
    weight: float  # 0..1; the weights of one pair sum to 1
    reason: str  # code of a sentence, see reasons.SENTENCES
    detail: Mapping[str, Plain] = field(default_factory=dict)  # the values the sentence speaks of


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A word both texts contain, as a person reads it."""

    term: str
    share: float  # 0..1, its share of the text similarity


@dataclass(frozen=True, slots=True)
class Scored:
    """One card of the other side with its score (0..1), the parts of it and the shared terms."""

    id: str
    score: float
    parts: tuple[Part, ...] = ()
    terms: tuple[SharedTerm, ...] = ()
    copies: tuple[str, ...] = ()  # ids of cards of the same owner that say the same in every field
