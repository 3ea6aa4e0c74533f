"""An owner's own run: their secret text against what is published. Nothing of it leaves the owner's tables.

The text becomes a card in memory only: it enters no index, no job, no log and no statistics; words are weighed by what
was counted on public cards.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.jobs import enqueue
from config.kernel.models import Job
from config.kernel.secrets import secrets_open
from enterprises.actors import Actor
from matchmaking.choices import OWN_RUN_KINDS
from matchmaking.domain.changes import in_market
from matchmaking.domain.encoder import card_of
from matchmaking.domain.market import current_market
from matchmaking.domain.onward import services_of
from matchmaking.domain.probes import MOST_A_DAY, entering, folded, is_salad
from matchmaking.engine.passages import without_repeats
from matchmaking.engine.types import Card, Scored, Side, Where
from matchmaking.models import SecretMatch, SecretRun
from projects.domain.card import card_words, every_word
from projects.domain.queries import listings_visible_to
from projects.domain.secrets import secret_texts
from projects.models import KIND_MODELS, Listing
from projects.rules import can_write_secret

TOP = 20  # matches kept per secret text
REACH = 200  # candidates looked at before copies are folded
JOB = "match_secret"


class SecretRunFailed(Exception):
    """The run failed; the message names the kind of error and nothing of the text, for it is written down."""


@dataclass(frozen=True)
class OwnRun:
    """What the owner sees: the run, whether another is under way, and the matches with the listings they lead to."""

    run: SecretRun | None
    under_way: bool
    matches: list[tuple[SecretMatch, Listing]]


def match_secret(listing: Listing, *, by: Actor) -> None:
    """Ask for the owner's own run of a need, an achievement or a capability, in any state; a job does it. A second
    request while one waits changes nothing.

    Raises NotAllowed for others than those who write for the owner, Invalid for kinds that are not matched.
    """
    if not can_write_secret(by, listing):
        raise NotAllowed()
    if _other_side(listing) is None:
        raise Invalid({"kind": _("只有需求、成果和实验室能力可以匹配。")})
    with secrets_open():
        SecretRun.objects.update_or_create(
            listing_id=listing.pk, defaults={"asked": timezone.now(), "by_label": by.label}
        )
        if not _waits(listing):
            enqueue(JOB, listing_id=str(listing.pk))


def own_run(listing: Listing, *, by: Actor) -> OwnRun:
    """The latest run with its matches, for those who write for the owner; empty for everybody else, without a look."""
    if not can_write_secret(by, listing):
        return OwnRun(None, False, [])
    with secrets_open():
        run = SecretRun.objects.filter(listing=listing.pk).first()
        rows = list(SecretMatch.objects.filter(listing=listing.pk))
    others = listings_visible_to(by).in_bulk([row.other_id for row in rows])
    return OwnRun(
        run, _waits(listing), [(row, others[row.other_id]) for row in rows if row.other_id in others]
    )


def own_match(listing: Listing, other_id: UUID, *, by: Actor) -> Listing | None:
    """The listing that the owner's run found, if it did; None for everybody else, without a look."""
    if not can_write_secret(by, listing):
        return None
    with secrets_open():
        found = SecretMatch.objects.filter(listing=listing.pk, other=other_id).exists()
    return listings_visible_to(by).filter(pk=other_id).first() if found else None


def run_secret_match(listing_id: UUID) -> None:
    """The job: replace the matches of the owner's text. Quiet when the listing is gone."""
    listing = Listing.objects.filter(pk=listing_id).first()
    if listing is None:
        return
    try:
        _run(KIND_MODELS[listing.kind]._default_manager.select_related("owner").get(pk=listing_id))
    except Exception as error:  # noqa: BLE001  whatever it was: what is written down must not hold the text
        raise SecretRunFailed(type(error).__name__) from None
    finally:
        without_repeats.cache_clear()  # it keeps texts of this process for a while


def _run(listing: Listing) -> None:
    side = _other_side(listing)
    assert side is not None
    text = secret_texts([listing.pk]).get(listing.pk, "")
    allowed, capped = _entering(listing, side)
    where = Where(ids=frozenset(map(str, allowed)))
    found = _best(secret_card(listing, text), side, where)
    texts = _public_texts(found)
    prose = [scored for scored in found if not is_salad(texts[UUID(scored.id)][1])]
    standing = folded([(UUID(scored.id), *texts[UUID(scored.id)]) for scored in prose])
    kept = [scored for scored in prose if UUID(scored.id) in standing][:TOP]
    with secrets_open():
        SecretMatch.objects.filter(listing=listing.pk).delete()
        SecretMatch.objects.bulk_create(_row(listing, scored, standing) for scored in kept)
        SecretRun.objects.filter(listing=listing.pk).update(
            finished=timezone.now(),
            folded=sum(standing.values()) + sum(len(scored.copies) for scored in kept),
            salads=len(found) - len(prose),
            capped=capped,
        )


def _best(card: Card, side: Side, where: Where) -> list[Scored]:
    """The best of the other side by score; of offers also what labs could do, which stands in no published index."""
    copy = current_market()
    found = copy.side(side).search(card, REACH, where)
    if side == "offered":
        found += services_of(copy).market.search(card, REACH, where)
    return sorted(found, key=lambda each: (-each.score, each.id))[:REACH]


def secret_card(listing: Listing, text: str) -> Card:
    """Everything the owner wrote, for the owner's run: the secret text first, for the engine reads the beginning of a
    long text, then what the card says and the details, whatever their level."""
    words = "\n".join(part for part in (text, every_word(listing)) if part)
    return replace(card_of(listing), id="", text=words)


def _other_side(listing: Listing) -> Side | None:
    for wanted, offered in OWN_RUN_KINDS.values():
        if listing.kind == wanted:
            return "offered"
        if listing.kind == offered:
            return "wanted"
    return None


def _waits(listing: Listing) -> bool:
    return Job.objects.filter(kind=JOB, state=Job.State.READY, payload__listing_id=str(listing.pk)).exists()


def _entering(listing: Listing, side: Side) -> tuple[set[UUID], int]:
    """Ids of the other side's published listings that may enter, and how many wait for another day.

    Only owners with more than MOST_A_DAY listings are looked at one by one.
    """
    kinds = {pair[1] if side == "offered" else pair[0] for pair in OWN_RUN_KINDS.values()}
    market = in_market(Listing.objects.filter(kind__in=kinds)).exclude(owner=listing.owner_id).order_by()
    many = [
        row["owner"]
        for row in market.values("owner").annotate(count=Count("pk")).filter(count__gt=MOST_A_DAY)
    ]
    few = set(market.exclude(owner__in=many).values_list("pk", flat=True))
    dated = market.filter(owner__in=many).values_list("owner", "pk", "published_at")
    rows = [
        (owner, pk, published) for owner, pk, published in dated if published
    ]  # whatever is in the market is
    allowed = entering(rows, today=timezone.localdate())
    return few | allowed, len(rows) - len(allowed)


def _public_texts(found: list[Scored]) -> Mapping[UUID, tuple[UUID, str]]:
    """(owner, public words) by id of what was found."""
    ids = [scored.id for scored in found]
    texts: dict[UUID, tuple[UUID, str]] = {}
    for kind in {kind for kinds in OWN_RUN_KINDS.values() for kind in kinds}:
        for each in KIND_MODELS[kind]._default_manager.filter(pk__in=ids):
            texts[each.pk] = each.owner_id, f"{each.title}\n{card_words(each)}"
    return texts


def _row(listing: Listing, scored: Scored, standing: Mapping[UUID, int]) -> SecretMatch:
    pk = UUID(scored.id)
    return SecretMatch(
        listing_id=listing.pk,
        other_id=pk,
        score=scored.score,
        parts=[asdict(part) for part in scored.parts],
        terms=[asdict(term) for term in scored.terms],
        variants=standing[pk] + len(scored.copies),
    )
