"""The score of a pair: text first, the other parts as far as the texts are about the same thing."""

from collections.abc import Mapping
from dataclasses import replace

from .explain import shared_terms
from .learning.experience import with_experience
from .learning.shared import Shared
from .parts import WEIGHTS, fit_parts
from .stats import Stats
from .types import Card, Part, Scored
from .vectors import similarity

VERSION = "0.1"  # raise it when the same cards and statistics score otherwise
HALF = 0.4  # bend of the curve from cosine to text score
FLOOR = 0.06  # cosine of the known words below which a search returns nothing: what is shared is accident
RAMP = 0.05  # cosine from which the other parts begin to count
FULL = 0.5  # text score from which the other parts have their full weight
PLACES = 6  # decimals of a score, so that ties are ties on every machine

# Text scores from which the reason says so. On judged pairs about half are strongly related above the first
# (cosine .3), and nine in ten at least related above the second (cosine .13).
STRONG, FAIR = 0.6, 0.35


def model_version(stats: Stats, learned: str = "") -> str:
    """What a stored score must name to be reproduced: ranker, statistics and the version of learned weights, if any."""
    return f"{VERSION}+{stats.version}" + (f"+{learned}" if learned else "")


def text_score(cosine: float) -> float:
    """The cosine of two texts (0..1) spread over 0..1 by s (1 + h) / (s + h), which keeps the order.

    Good pairs of long sparse texts have cosines far below 1; a person reading a share expects otherwise.
    The curve is that of Michaelis and Menten, scaled to reach 1 at 1.
    """
    cosine = min(1.0, max(0.0, cosine))
    return cosine * (1.0 + HALF) / (cosine + HALF)


def ramp(text: float) -> float:
    """Share of their weight the other parts have at this text score: 0 up to RAMP, 1 from FULL on.

    Without it two neighbours in one industry with nothing in common would pass for half a match.
    """
    least = text_score(RAMP)
    return min(1.0, max(0.0, (text - least) / (FULL - least)))


def score_cards(
    wanted: Card,
    offered: Card,
    cosine: float,
    *,
    id: str,
    weights: Mapping[str, float] = WEIGHTS,
    experience: Shared | None = None,
    semantic: Part | None = None,
) -> Scored:
    """The pair scored by the weighted mean of its parts, under the id given; `explain` adds the shared terms.

    `weights` by part may be learned ones (see learning.learned); `experience` is what near-copies of the wanted card
    were graded with the offered one; `semantic` is what an encoder says of the two texts: it weighs as much as the
    words, and the rest counts as far as both together say that the texts agree.
    """
    text = text_score(cosine)
    reason = "text_strong" if text >= STRONG else "text_fair" if text >= FAIR else "text_weak"
    said = [Part("text", text, weights["text"], reason, {"cosine": round(cosine, PLACES)})]
    if semantic is not None:
        said.append(replace(semantic, weight=weights["text"]))
    share, fit = ramp(sum(part.value for part in said) / len(said)), fit_parts(wanted, offered)
    total = len(said) * weights["text"] + share * sum(weights[part.code] for part in fit)
    parts = (
        *(replace(part, weight=part.weight / total) for part in said),
        *(replace(part, weight=share * weights[part.code] / total) for part in fit),
    )
    score = round(sum(part.weight * part.value for part in parts), PLACES)
    return with_experience(Scored(id, score, parts), experience)


def highest(card: Card, cosine: float, weights: Mapping[str, float] = WEIGHTS) -> float:
    """The highest score a card can reach with any other at this cosine: every part it gives a value for at 1.

    Verdicts on near-copies aside. It falls with the cosine, so a search in the order of cosines may stop where it
    falls below what it has.
    """
    text, share = text_score(cosine), ramp(text_score(cosine))
    said = (card.industries, card.trl is not None, card.modes, card.budget is not None, card.region)
    names = ("industry", "trl", "mode", "budget", "region")
    rest = share * sum(weights[name] for name, value in zip(names, said, strict=True) if value)
    return (weights["text"] * text + rest) / (weights["text"] + rest)


def score_pair(stats: Stats, wanted: Card, offered: Card) -> Scored:
    """The offered card scored and explained, whatever the floor and the gates say (see `gates`)."""
    left, right = stats.wanted_row(wanted), stats.offered_row(offered)
    scored = score_cards(wanted, offered, similarity(left, right), id=offered.id)
    return replace(scored, terms=shared_terms(stats, wanted, offered, left, right))
