"""Roads of the demo story: drafted for every docking that goes on, adopted by both sides where levels are lifted."""

from config.kernel.errors import Invalid
from enterprises.actors import actor_for_operation
from matchmaking.domain.demo import OPERATION
from matchmaking.domain.road.edit import agree_to_road, draft_road
from matchmaking.models import Docking
from matchmaking.states import ENDED


def draw_roads() -> int:
    """Returns how many roads there are new. A docking whose pair does not tell its levels has none."""
    drawn = 0
    dockings = Docking.objects.exclude(state__in=ENDED).filter(road=None)
    for docking in dockings.select_related("match__wanted__owner", "match__offered__owner").order_by(
        "number"
    ):
        firm = actor_for_operation(OPERATION, docking.match.wanted.owner)
        try:
            road = draft_road(docking, by=firm)
        except Invalid:
            continue
        if road.trl_from < road.trl_to:
            lab = actor_for_operation(OPERATION, docking.match.offered.owner)
            for side in (firm, lab):
                agree_to_road(road, road.version, by=side)
        drawn += 1
    return drawn
