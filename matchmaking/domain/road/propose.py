"""A road for a pair, as of now; nothing is written."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from matchmaking.choices import Relation
from matchmaking.domain.road.candidates import candidates_for
from matchmaking.domain.road.closing import finance_step, first_set_step
from matchmaking.domain.road.plan import plan
from matchmaking.domain.road.types import Planned, Proposal
from matchmaking.models import Match
from projects.models import Achievement, Need


def propose_road(match: Match) -> Proposal:
    """Who could take the achievement from its level to the one the need asks for, and what comes after.

    1. The levels between are cut into spans, each taken by the best pilot base or scenario of the market (plan.py).
    2. Then the catalogue entry nearest to the achievement, and the finance product that fits.
    Raises Invalid where a level is not told, or the pair is not of a need and an achievement.
    """
    need, achievement = pair_of(match)
    start, goal = levels_of(need, achievement)
    candidates = candidates_for(achievement, need) if start < goal else []
    lifting = plan(start, goal, candidates, today=timezone.localdate())
    level = lifting[-1].after if lifting else start
    first = first_set_step(achievement, level, goal)
    money = finance_step(need, first.after, start, known_cost(lifting))
    return Proposal(start, max(goal, start), (*lifting, first, money))


def pair_of(match: Match) -> tuple[Need, Achievement]:
    """The need and the achievement of a pair. Raises Invalid for a pair of other kinds."""
    if match.relation != Relation.NEED_ACHIEVEMENT:
        raise Invalid({"match": _("只有需求与成果的匹配有转化路线。")})
    need = Need.objects.select_related("owner").get(pk=match.wanted_id)
    return need, Achievement.objects.select_related("owner").get(pk=match.offered_id)


def levels_of(need: Need, achievement: Achievement) -> tuple[int, int]:
    """From which level to which. Raises Invalid where one is not told."""
    if achievement.trl is None:
        raise Invalid({"trl": _("成果没有填写技术成熟度，无法安排路线。")})
    if need.trl_wanted is None:
        raise Invalid({"trl_wanted": _("需求没有填写期望成熟度，无法安排路线。")})
    return achievement.trl, need.trl_wanted


def known_cost(steps: Iterable[Planned]) -> Decimal | None:
    """What the steps are known to cost; None where no price is known."""
    costs = [step.cost for step in steps if step.cost is not None]
    return sum(costs, Decimal(0)) if costs else None
