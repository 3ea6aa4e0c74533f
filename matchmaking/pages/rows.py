"""A match as one row of a list: seen from one side, with what each side said and what the reader may do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from enterprises.actors import Actor
from matchmaking.choices import GradeLevel, Grader, Side, VerdictKind
from matchmaking.domain.cards import all_as_read_by
from matchmaking.domain.conflicts import conflict_sentence
from matchmaking.domain.parts import PartBar, part_bars
from matchmaking.domain.probability import Probabilities, probabilities
from matchmaking.domain.queries import copies_of, grades_of, score_seen_by
from matchmaking.domain.reasons import Band, band_of, lesson_sentences, reason_sentences
from matchmaking.models import Grade, Match, Verdict
from matchmaking.rules import can_review_match, grader_of, is_conflicted, reads_grades, sides_of
from matchmaking.states import MATCH_MOVES, MatchState
from projects.models import Listing


@dataclass(frozen=True)
class Row:
    """What a template asks about a match on behalf of one reader. `verdicts` are prefetched; `grades` are those the
    reader may see, and so are `copies`, other offers of the same organization that say exactly the same."""

    match: Match
    actor: Actor
    curve: Probabilities
    seen_from: Listing | None = None
    grades: Sequence[Grade] = ()
    copies: Sequence[Listing] = ()

    @cached_property
    def side(self) -> Side | None:
        """The side the reader writes for; None for others, and for who writes for both."""
        sides = sides_of(self.actor, self.match)
        return next(iter(sides)) if len(sides) == 1 else None

    @cached_property
    def _standing(self) -> Side:
        """The side from which the row is seen: the listing whose page it is, or the reader's own side."""
        if self.seen_from is not None:
            return Side.WANTED if self.seen_from.pk == self.match.wanted_id else Side.OFFERED
        own = {self.match.side_of(pk) for pk in self.actor.organization_ids} - {None}
        return next(iter(own)) if len(own) == 1 else Side.WANTED  # type: ignore[return-value]

    @property
    def mine(self) -> Listing:
        return self.match.wanted if self._standing == Side.WANTED else self.match.offered

    @property
    def other(self) -> Listing:
        return self.match.offered if self._standing == Side.WANTED else self.match.wanted

    @cached_property
    def conflicted(self) -> bool:
        """An administrator or broker tied to a party: sees no score, no reason and no button, and is told why."""
        return is_conflicted(self.actor, self.match)

    @property
    def conflict(self) -> str:
        """What ties the reader to which party."""
        return conflict_sentence(self.match, self.actor) if self.conflicted else ""

    @property
    def score(self) -> float | None:
        """The score this reader sees."""
        return None if self.conflicted else score_seen_by(self.actor, self.match)

    @property
    def probability(self) -> float | None:
        """That an expert would call the pair related, as this reader sees it."""
        return None if self.conflicted else self.curve.of(self.match, self.actor)

    @property
    def band(self) -> Band | None:
        return None if self.probability is None else band_of(self.probability)

    @cached_property
    def bars(self) -> list[PartBar]:
        return [] if self.conflicted else part_bars(self.match.parts)

    @cached_property
    def reasons(self) -> list[str]:
        return [] if self.conflicted else reason_sentences(self.match)

    @property
    def lesson(self) -> list[str]:
        """What grades have to do with the score, for who may read grades."""
        open_ = not self.conflicted and reads_grades(self.actor, self.match)
        return lesson_sentences(self.match) if open_ else []

    @property
    def lesson_points(self) -> str:
        """By how many points grades have moved the score, "+7"."""
        return f"{round(100 * self.match.ranking) - round(100 * self.match.score):+d}"

    @property
    def terms(self) -> list[str]:
        return [] if self.conflicted else [term["term"] for term in self.match.terms]

    @cached_property
    def said(self) -> dict[str, Verdict]:
        return {verdict.side: verdict for verdict in self.match.verdicts.all()}

    @property
    def sides(self) -> list[tuple[str, str, str]]:
        """(side's label, verdict's label, its kind) of both sides, for the two badges."""
        return [
            (
                str(side.label),
                verdict.get_verdict_display() if verdict else _("未表态"),
                verdict.verdict if verdict else "",
            )
            for side in Side
            for verdict in [self.said.get(side)]
        ]

    @property
    def may_say_interest(self) -> bool:
        mine = self.said.get(self.side) if self.side else None
        return self._may_move(MatchState.INTERESTED, MatchState.MUTUAL) and (
            mine is None or mine.verdict != VerdictKind.INTEREST
        )

    @property
    def may_decline(self) -> bool:
        return self._may_move(MatchState.DECLINED)

    @property
    def may_reconsider(self) -> bool:
        mine = self.said.get(self.side) if self.side else None
        return (
            self.match.state == MatchState.DECLINED
            and mine is not None
            and mine.verdict == VerdictKind.DECLINE
        )

    @property
    def may_decide(self) -> bool:
        return self.match.state == MatchState.MUTUAL and can_review_match(self.actor, self.match)

    @property
    def may_reopen(self) -> bool:
        closed = self.match.state in {MatchState.REJECTED, MatchState.SENT_BACK}
        return closed and can_review_match(self.actor, self.match)

    @property
    def may_resubmit(self) -> bool:
        return self.match.state == MatchState.SENT_BACK and self.side is not None

    @property
    def awaits_me(self) -> bool:
        """The other side wants to talk and the reader's side has not answered."""
        return self.match.state == MatchState.INTERESTED and self.may_say_interest

    @cached_property
    def grader(self) -> Grader | None:
        """In which capacity the reader grades the pair; None when they do not."""
        return grader_of(self.actor, self.match)

    @property
    def levels(self) -> list[tuple[int, Any]]:
        return GradeLevel.choices

    @property
    def my_grade(self) -> Grade | None:
        """What was graded in the reader's own capacity: what their next grade replaces."""
        return next((grade for grade in self.grades if grade.grader == self.grader), None)

    @property
    def others_grades(self) -> list[Grade]:
        return [] if self.conflicted else [grade for grade in self.grades if grade.grader != self.grader]

    def _may_move(self, *states: MatchState) -> bool:
        moves = MATCH_MOVES.get(self.match.state, frozenset())
        return self.side is not None and any(state in moves for state in states)


def rows_for(actor: Actor, matches: Iterable[Match], *, seen_from: Listing | None = None) -> list[Row]:
    """One row per match, each with its probability and the grades the actor may read."""
    matches = all_as_read_by(actor, matches)
    grades, copies, curve = grades_of(matches, actor), copies_of(matches, actor), probabilities()
    return [
        Row(match, actor, curve, seen_from, grades[match.wanted_id, match.offered_id], copies[match.pk])
        for match in matches
    ]


def row_for(actor: Actor, match: Match) -> Row:
    return rows_for(actor, [match])[0]
