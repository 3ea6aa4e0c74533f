"""What was shown and what was said about it: the cases behind the published accuracy."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from matchmaking.choices import Grader, Relation, VerdictKind
from matchmaking.domain.figures import Case, Judged
from matchmaking.domain.match import NO_ANSWER
from matchmaking.domain.near_copies import groups_of
from matchmaking.domain.public_grades import public_grades
from matchmaking.domain.versions import generation
from matchmaking.engine.industry import section
from matchmaking.models import Grade, Match, Verdict
from matchmaking.states import MatchState

DECIDED = (MatchState.APPROVED, MatchState.REJECTED, MatchState.DECLINED)


@dataclass(frozen=True)
class Seen:
    """A case with the generation of the model that showed it, the industry sections of its need, and what was said."""

    case: Case
    generation: str
    sections: frozenset[str]
    state: str = ""
    reasons: tuple[tuple[str, str], ...] = ()  # (reason code, organization that gave it)


def graded_pairs() -> list[Seen]:
    """Each graded pair once: as it was shown when first graded, with the level that stands, an expert's before the
    wanted side's."""
    first: dict[tuple[UUID, UUID], Grade] = {}
    level: dict[tuple[UUID, UUID], tuple[bool, int]] = {}
    for grade in (
        public_grades(Grade.objects.all()).select_related("wanted").order_by("id").iterator(chunk_size=2000)
    ):
        pair = grade.wanted_id, grade.offered_id
        first.setdefault(pair, grade)
        if grade.stands:
            level[pair] = max(level.get(pair, (False, 0)), (grade.grader == Grader.STAFF, grade.level))
    groups = groups_of({wanted for wanted, _offered in first})
    return [
        Seen(
            Judged(
                str(grade.wanted_id),
                str(grade.wanted.owner_id),
                groups[grade.wanted_id],
                level[pair][1],
                grade.score,
                grade.rank,
                grade.similarity,
                grade.probability,
            ),
            generation(grade.model_version),
            _sections(grade.wanted.industries),
        )
        for pair, grade in first.items()
    ]


def _unanswered() -> Exists:
    return Exists(Verdict.objects.filter(match=OuterRef("pk"), reasons=[NO_ANSWER]))


def decided_matches() -> list[Seen]:
    """Matches that were approved, refused or declined, with the coded reasons of the noes."""
    matches = list(
        Match.objects.filter(relation=Relation.NEED_ACHIEVEMENT, state__in=DECIDED, invited=False)
        .exclude(_unanswered())  # whoever did not answer has not judged
        .select_related("wanted")
        .order_by("id")
        .iterator(chunk_size=2000)
    )
    reasons: dict[UUID, list[tuple[str, str]]] = {}
    noes = Verdict.objects.filter(match__state=MatchState.DECLINED, verdict=VerdictKind.DECLINE)
    for match, codes, organization in noes.values_list("match_id", "reasons", "organization_id"):
        reasons.setdefault(match, []).extend((code, str(organization)) for code in codes)
    groups = groups_of({match.wanted_id for match in matches})
    return [
        Seen(
            Case(str(match.wanted_id), str(match.wanted.owner_id), groups[match.wanted_id]),
            generation(match.model_version),
            _sections(match.wanted.industries),
            match.state,
            tuple(reasons.get(match.pk, ())),
        )
        for match in matches
    ]


def _sections(industries: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(section, industries)))
