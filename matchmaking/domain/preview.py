"""Matches without a match row: while somebody types, and on the page of a listing that is not the reader's own.

Computed from public cards and shown to whoever may see those cards; nothing is stored, and the text is not kept.
"""

from dataclasses import asdict, dataclass, replace

from enterprises.actors import Actor
from matchmaking.choices import RELATION_KINDS
from matchmaking.domain.encoder import card_of
from matchmaking.domain.market import market_at_hand
from matchmaking.domain.onward import services_of, serving
from matchmaking.domain.probability import Probabilities, probabilities, text_similarity
from matchmaking.domain.reasons import sentences
from matchmaking.engine.types import Card, Scored, Side, Where
from projects.choices import Disclosure, ListingKind
from projects.domain.queries import listings_visible_to
from projects.models import KIND_MODELS, Listing

LONGEST = 5000  # characters of typed text that are looked at
_SERVICES = tuple(serving(ListingKind.NEED))


@dataclass(frozen=True)
class Preview:
    """One listing that may fit, with its score and probability (0..1) and reasons."""

    listing: Listing
    score: float
    probability: float
    reasons: list[str]
    terms: list[str]


def preview_matches(text: str, *, actor: Actor, limit: int = 8) -> list[Preview]:
    """The achievements and labs that fit a problem described in free words; its first line counts as the title."""
    title, _newline, rest = text.strip()[:LONGEST].partition("\n")
    if len(title) > 60:  # one long paragraph: its first sentence is the title
        title, stop, tail = title.partition("。")
        rest = f"{tail}{stop}{rest}"
    return _search(Card(id="", title=title, text=rest), "offered", actor=actor, limit=limit)


def similar_offers(listing: Listing, *, actor: Actor, limit: int = 5) -> list[Preview]:
    """What fits a listing, for a reader who is no party to its matches: offers and capabilities of labs for a need,
    needs for an achievement."""
    wanted_kinds = {wanted for wanted, _offered in RELATION_KINDS.values()}
    offered_kinds = {offered for _wanted, offered in RELATION_KINDS.values()}
    if listing.kind not in wanted_kinds | offered_kinds:
        return []
    child = KIND_MODELS[listing.kind].objects.get(pk=listing.pk)
    side: Side = "offered" if listing.kind in wanted_kinds else "wanted"
    return _search(card_of(child), side, actor=actor, limit=limit)


def _search(card: Card, side: Side, *, actor: Actor, limit: int) -> list[Preview]:
    copy, where = market_at_hand(), _where(actor)
    found = copy.side(side).search(card, limit, where)
    if side == "offered":
        labs = replace(where, kinds=_SERVICES)
        found += services_of(copy).market.search(card, limit, labs)
        found = sorted(found, key=lambda each: (-each.score, each.id))[:limit]
    visible = listings_visible_to(actor).in_bulk([scored.id for scored in found])
    listings = {str(pk): listing for pk, listing in visible.items()}
    curve = probabilities()
    return [_preview(listings[scored.id], scored, curve) for scored in found if scored.id in listings]


def _where(actor: Actor) -> Where:
    """What the actor's search may return: members of verified organizations and staff see the whole market."""
    return Where() if actor.is_member or actor.is_staff_member else Where(disclosures=(Disclosure.PUBLIC,))


def _preview(listing: Listing, scored: Scored, curve: Probabilities) -> Preview:
    parts, terms = [asdict(part) for part in scored.parts], [asdict(term) for term in scored.terms]
    probability = curve.of_similarity(text_similarity(parts))
    return Preview(
        listing, scored.score, probability, sentences(parts, terms), [term["term"] for term in terms]
    )
