"""What the two sides say about a match: interest, a coded no, a second thought."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import SYSTEM, Doer, move
from enterprises.actors import Actor
from enterprises.domain.vocabulary import code_error
from enterprises.models import Organization
from matchmaking.choices import Side, VerdictKind
from matchmaking.domain.decisions import decision
from matchmaking.models import Match, Verdict
from matchmaking.rules import sides_of
from matchmaking.states import MATCH_MOVES, MatchState
from projects.choices import Disclosure
from projects.domain.disclosure import grant_details

NO_ANSWER = "13"  # 无回应, of vocabulary decline_reason


def express_interest(match: Match, *, by: Actor, note: str = "") -> Match:
    """Say that the actor's side wants to talk. When the other side has said so too, both may read each other's
    details up to the level "interest", and the match is up for review.

    Raises NotAllowed when the actor writes for neither side, IllegalTransition when the side has said so already or
    the match is decided.
    """
    side = _side(match, by)
    with transaction.atomic():
        match = (
            Match.objects.select_for_update(of=("self",))
            .select_related("wanted__owner", "offered__owner")
            .get(pk=match.pk)
        )
        said = {verdict.side: verdict.verdict for verdict in match.verdicts.all()}
        if said.get(side) == VerdictKind.INTEREST:
            raise IllegalTransition(_("您这一方已经表达过意向，正在等待对方答复。"))
        both = said.get(_other(side)) == VerdictKind.INTEREST
        new = MatchState.MUTUAL if both else MatchState.INTERESTED
        move(match, new, table=MATCH_MOVES, by=by, note=note, recorded=decision(match))
        _record(match, side, VerdictKind.INTEREST, by=by, note=note)
        if both:
            _open_details(match, by=by)
    return match


def decline_match(match: Match, *, by: Actor, reasons: Sequence[str], note: str = "") -> Match:
    """Say no, with at least one coded reason (vocabulary decline_reason). Raises Invalid without one."""
    side = _side(match, by)
    if not reasons:
        raise Invalid({"reasons": _("请至少选择一个理由，帮助对方改进。")})
    if error := code_error("decline_reason", reasons):
        raise Invalid({"reasons": error})
    with transaction.atomic():
        move(match, MatchState.DECLINED, table=MATCH_MOVES, by=by, note=note, recorded=decision(match))
        _record(match, side, VerdictKind.DECLINE, by=by, note=note, reasons=list(reasons))
    return match


def reconsider_match(match: Match, *, by: Actor) -> Match:
    """Take back the no of one's own side; what the other side said stands."""
    side = _side(match, by)
    with transaction.atomic():
        withdrawn, _rows = match.verdicts.filter(side=side, verdict=VerdictKind.DECLINE).delete()
        if not withdrawn:
            raise IllegalTransition(_("只有婉拒的一方可以重新考虑。"))
        move(match, MatchState.RECOMMENDED, table=MATCH_MOVES, by=by, note=gettext_noop("重新考虑"))
        if match.verdicts.filter(side=_other(side), verdict=VerdictKind.INTEREST).exists():
            move(
                match, MatchState.INTERESTED, table=MATCH_MOVES, by=by, note=gettext_noop("对方意向仍然有效")
            )
    return match


def resubmit_match(match: Match, *, by: Actor, note: str) -> Match:
    """Say that what the review sent back for has been mended, and how: the match is up for review again.

    Raises NotAllowed, Invalid without a word on what was done, IllegalTransition where nothing was sent back.
    """
    _side(match, by)
    if not note.strip():
        raise Invalid({"note": _("请写明做了哪些整改，管理员会看到。")})
    if match.state != MatchState.SENT_BACK:
        raise IllegalTransition(_("这条匹配没有被退回整改。"))
    with transaction.atomic():
        return move(
            match, MatchState.MUTUAL, table=MATCH_MOVES, by=by, note=note.strip(), recorded=decision(match)
        )


def recommend_again(match: Match, *, note: str) -> Match:
    """A match that lapsed is recommended once more, and a new round begins: what the sides said before stays on record
    and counts no longer, so that each may speak anew. `note`: a msgid, as all the system writes down."""
    with transaction.atomic():
        move(match, MatchState.RECOMMENDED, table=MATCH_MOVES, by=SYSTEM, note=note)
        Verdict.objects.filter(match=match).update(stands=False)
    return match


def silent_side(match: Match) -> Side:
    """Who has not answered an interest yet; `match` is one that a single side wants."""
    spoken = {verdict.side for verdict in match.verdicts.all() if verdict.verdict == VerdictKind.INTEREST}
    return Side.OFFERED if Side.WANTED in spoken else Side.WANTED


def end_unanswered(match: Match) -> Match:
    """The silent side let its time pass: that is its no, with the coded reason "no answer"; it may reconsider.

    Raises IllegalTransition when the match is decided, LostRace when somebody answers at this moment.
    """
    side = silent_side(match)
    with transaction.atomic():
        move(match, MatchState.DECLINED, table=MATCH_MOVES, by=SYSTEM, note=gettext_noop("期满未答复"))
        _record(match, side, VerdictKind.DECLINE, by=SYSTEM, note="", reasons=[NO_ANSWER])
    return match


def _side(match: Match, by: Actor) -> Side:
    sides = sides_of(by, match)
    if len(sides) == 1:
        return sides.pop()
    if sides:
        raise NotAllowed(_("您同时代表双方，请由其中一方的其他成员操作。"))
    raise NotAllowed(_("只有匹配双方的负责人或编辑可以表态。"))


def _other(side: Side) -> Side:
    return Side.OFFERED if side == Side.WANTED else Side.WANTED


def _record(
    match: Match, side: Side, verdict: VerdictKind, *, by: Doer, note: str, reasons: Sequence[str] = ()
) -> None:
    Verdict.objects.update_or_create(
        match=match,
        side=side,
        defaults={
            "organization": owner_on(match, side),
            "verdict": verdict,
            "reasons": list(reasons),
            "note": note,
            "by_label": by.label,
            "at": timezone.now(),
        },
    )


def owner_on(match: Match, side: Side) -> Organization:
    """The organization on a side of the match."""
    return match.wanted.owner if side == Side.WANTED else match.offered.owner


def _open_details(match: Match, *, by: Actor) -> None:
    basis = gettext_noop("双方均表达意向")
    grant_details(match.wanted, match.offered.owner, level=Disclosure.INTEREST, basis=basis, by=by)
    grant_details(match.offered, match.wanted.owner, level=Disclosure.INTEREST, basis=basis, by=by)
