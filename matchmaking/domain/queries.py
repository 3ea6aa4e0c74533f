"""The one entry to matches, grades, dockings and released contacts per actor."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from enterprises.actors import Actor
from enterprises.choices import ADMINISTRATOR_GROUP, BROKER_GROUP
from enterprises.models import User
from matchmaking.choices import Side
from matchmaking.domain.conflicts import judged_by
from matchmaking.models import (
    AccuracyFigure,
    ConflictOverride,
    ContactRelease,
    Docking,
    DockingTransition,
    Grade,
    MarketIndex,
    Match,
    MatchModel,
    MatchPart,
    MatchRun,
    MatchTransition,
    Verdict,
)
from matchmaking.rules import is_conflicted, reads_grades
from matchmaking.states import ENDED, MatchState
from projects.choices import ListingKind
from projects.domain.queries import listings_visible_to
from projects.models import Listing


def matches_visible_to(actor: Actor) -> QuerySet[Match]:
    """Matches of the actor's organizations; for administrators and brokers all. `seen_score` is the score they see.

    To the offered side the score is what the public words say. What grades add is for who may read grades, and a pair
    that only grades have brought comes up on the offered side when somebody has spoken.
    """
    matches = Match.objects.select_related("wanted__owner", "offered__owner").annotate(
        seen_score=_seen_score(actor)
    )
    if actor.is_staff_member:
        return matches
    ids = actor.organization_ids
    shown = Q(by_experience=False) | ~Q(state=MatchState.RECOMMENDED)
    return matches.filter(Q(wanted__owner__in=ids) | Q(offered__owner__in=ids) & shown)


def score_seen_by(actor: Actor, match: Match) -> float:
    """The score of a match as the actor sees it: the same number as `seen_score` of `matches_visible_to`."""
    return match.ranking if reads_grades(actor, match) else match.score


def grades_visible_to(actor: Actor) -> QuerySet[Grade]:
    """Grades, those that stand and those that were replaced. Members read those of their own needs, administrators and
    brokers all but those of pairs they are tied to; the offered side never sees one.

    The same policy as `rules.reads_grades`.
    """
    return Grade.objects.filter(_reads_grades(actor))


def grades_of(matches: Iterable[Match], actor: Actor) -> dict[tuple[UUID, UUID], list[Grade]]:
    """Standing grades the actor may read, by (wanted, offered), experts' first; one query for all matches."""
    pairs = {(match.wanted_id, match.offered_id) for match in matches}
    rows = grades_visible_to(actor).filter(
        stands=True,
        wanted__in={wanted for wanted, _offered in pairs},
        offered__in={offered for _wanted, offered in pairs},
    )
    found: dict[tuple[UUID, UUID], list[Grade]] = {pair: [] for pair in pairs}
    for grade in rows.order_by("grader", "id"):
        if (pair := (grade.wanted_id, grade.offered_id)) in found:
            found[pair].append(grade)
    return found


def copies_of(matches: Iterable[Match], actor: Actor) -> dict[UUID, list[Listing]]:
    """By match, the other listings of the offering organization that say exactly the same, as far as the actor may see
    them; one query, and none where no match has copies."""
    named = {match.pk: match.copies for match in matches}
    wanted = {pk for copies in named.values() for pk in copies}
    seen = listings_visible_to(actor).in_bulk(list(wanted)) if wanted else {}
    return {match: [seen[pk] for pk in copies if pk in seen] for match, copies in named.items()}


def graded_offers(actor: Actor, wanted_id: UUID) -> int:
    """How many offers of a need have a standing grade, as far as the actor may read them."""
    return grades_visible_to(actor).filter(wanted=wanted_id, stands=True).values("offered").distinct().count()


def needs_compared_for(actor: Actor) -> QuerySet[Listing]:
    """Needs whose near misses the actor is told: their own; for staff all they see of parties they are not tied to.

    The same policy as `rules.sees_near_misses`.
    """
    needs = listings_visible_to(actor).filter(kind=ListingKind.NEED)
    if actor.is_staff_member:
        return needs.exclude(owner__in=actor.tied_ids)
    return needs.filter(owner__in=actor.organization_ids)


def review_queue(actor: Actor) -> QuerySet[Match]:
    """Matches that both sides want, for those who decide, the best first; without those whose parties the actor
    is tied to."""
    if not actor.is_staff_member:
        return Match.objects.none()
    waiting = matches_visible_to(actor).filter(state=MatchState.MUTUAL)
    return judged_by(actor, waiting).order_by(F("seen_score").desc(), "id")


def awaiting_answer(actor: Actor) -> QuerySet[Match]:
    """Undecided matches of the actor's organizations in which their own side has not spoken yet."""
    own = actor.writable_ids
    silent_wanted = Q(wanted__owner__in=own) & ~_has_spoken(Side.WANTED)
    silent_offered = Q(offered__owner__in=own) & ~_has_spoken(Side.OFFERED)
    waiting = matches_visible_to(actor).filter(state=MatchState.INTERESTED)
    waiting = waiting.filter(silent_wanted | silent_offered)
    # an administrator's own side: they are tied to it, and an order by score would tell what they may not see
    return waiting.order_by("created", "id") if actor.is_staff_member else waiting


def dockings_visible_to(actor: Actor) -> QuerySet[Docking]:
    """Dockings of the actor's organizations and those they are responsible for; for administrators and brokers all."""
    dockings = Docking.objects.select_related("match__wanted__owner", "match__offered__owner", "manager")
    if actor.is_staff_member:
        return dockings
    return dockings.filter(_party(actor.organization_ids, "match__"))


def open_dockings(actor: Actor) -> QuerySet[Docking]:
    """Those still going on, the nearest deadline first."""
    return dockings_visible_to(actor).exclude(state__in=ENDED).order_by("next_deadline", "opened")


def dockings_of(actor: Actor, organization_id: UUID) -> QuerySet[Docking]:
    """The open dockings of one organization that the actor sees."""
    return open_dockings(actor).filter(_party(frozenset({organization_id}), "match__"))


def contacts_released_to(actor: Actor, docking: Docking) -> QuerySet[ContactRelease]:
    """Contacts of the docking that were released to the actor's organizations; staff without a tie read both sides'."""
    releases = docking.releases.select_related("contact__organization", "organization")
    if actor.is_staff_member and not is_conflicted(actor, docking.match):
        return releases
    return releases.filter(organization__in=actor.organization_ids)


def managers_visible_to(actor: Actor) -> QuerySet[User]:
    """Technology managers who can be made responsible, for those who name one: staff."""
    if not actor.is_staff_member:
        return User.objects.none()
    return User.objects.filter(groups__name=BROKER_GROUP, is_active=True)


def match_steps_visible_to(actor: Actor) -> QuerySet[MatchTransition]:
    """The history of the matches the actor sees."""
    return MatchTransition.objects.filter(subject__in=matches_visible_to(actor))


def docking_steps_visible_to(actor: Actor) -> QuerySet[DockingTransition]:
    """The history of the dockings the actor sees."""
    return DockingTransition.objects.filter(subject__in=dockings_visible_to(actor))


def verdicts_visible_to(actor: Actor) -> QuerySet[Verdict]:
    """What the sides said about the matches the actor sees, also in earlier rounds."""
    return Verdict.record.filter(match__in=matches_visible_to(actor))


def releases_visible_to(actor: Actor) -> QuerySet[ContactRelease]:
    """Contacts released to the actor's organizations; for staff all but those of parties they are tied to."""
    own = Q(organization__in=actor.organization_ids)
    if not actor.is_staff_member:
        return ContactRelease.objects.filter(own)
    return ContactRelease.objects.filter(own | ~_party(actor.tied_ids, "docking__match__"))


def runs_visible_to(actor: Actor) -> QuerySet[MatchRun]:
    """Computations of matches: for staff, without those of listings they do not see."""
    if not actor.is_staff_member:
        return MatchRun.objects.none()
    return MatchRun.objects.filter(Q(listing=None) | Q(listing__in=listings_visible_to(actor)))


def parts_visible_to(actor: Actor) -> QuerySet[MatchPart]:
    """Checkpoints of full matches under way: for staff."""
    return MatchPart.objects.filter(run__in=runs_visible_to(actor)).select_related("run")


def figures_visible_to(actor: Actor) -> QuerySet[AccuracyFigure]:
    """Published accuracy, figure by figure: for staff; everybody reads the page made of it."""
    return AccuracyFigure.objects.all() if actor.is_staff_member else AccuracyFigure.objects.none()


def indexes_visible_to(actor: Actor) -> QuerySet[MarketIndex]:
    """Published indexes: for staff."""
    return MarketIndex.objects.all() if actor.is_staff_member else MarketIndex.objects.none()


def models_visible_to(actor: Actor) -> QuerySet[MatchModel]:
    """Fitted models: for staff."""
    return MatchModel.objects.all() if actor.is_staff_member else MatchModel.objects.none()


def overrides_visible_to(actor: Actor) -> QuerySet[ConflictOverride]:
    """Who was let judge in spite of a tie, of the matches the actor sees: the parties read it too."""
    return ConflictOverride.objects.filter(match__in=matches_visible_to(actor)).select_related("person")


def administrators_visible_to(actor: Actor) -> QuerySet[User]:
    """People who decide, for those who name one of them: administrators."""
    if not actor.is_administrator:
        return User.objects.none()
    deciding = Q(groups__name=ADMINISTRATOR_GROUP) | Q(is_superuser=True)
    return User.objects.filter(deciding, is_active=True).distinct()


def _has_spoken(side: Side) -> Exists:
    return Exists(Verdict.objects.filter(match=OuterRef("pk"), side=side))


def _party(organization_ids: frozenset[UUID], path: str = "") -> Q:
    return Q(**{f"{path}wanted__owner__in": organization_ids}) | Q(
        **{f"{path}offered__owner__in": organization_ids}
    )


def _reads_grades(actor: Actor) -> Q:
    own = Q(wanted__owner__in=actor.organization_ids)
    return own | ~_party(actor.tied_ids) if actor.is_staff_member else own


def _seen_score(actor: Actor) -> Case | F:
    if actor.is_staff_member and not actor.tied_ids:
        return F("ranking")  # the bare column, so that its index serves
    return Case(When(_reads_grades(actor), then=F("ranking")), default=F("score"))
