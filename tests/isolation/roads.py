"""The road of a docking, with a step of each sort that an act succeeds with, and the rows of the two catalogues."""

from enterprises.actors import Actor
from enterprises.models import Organization
from matchmaking.domain.road.edit import agree_to_road, plan_step
from matchmaking.models import Docking, Road, RoadStep
from projects.models import FinanceProduct, FirstSetItem
from tests.isolation.canaries import canary
from tests.isolation.rows import Rows


def catalogues_of(letter: str, owner: Organization) -> Rows:
    """What everybody reads: an item, and a product of the tenant."""
    words = {"source": "测试目录"}
    item = FirstSetItem.objects.create(catalogue=f"目录{letter}", kind="ST", product=f"装备{letter}", **words)
    product = FinanceProduct.objects.create(
        institution=owner, name=f"产品{letter}", kind="insurance", trl_from=1, trl_to=13, **words
    )
    return {"first_set": str(item.pk), "finance_product": str(product.pk)}


def road_of(docking: Docking, rows: Rows, letter: str, by: Actor) -> Rows:
    """A draft, with what was agreed about a step as its canary. `rows`: the catalogues."""
    road = Road.objects.create(docking=docking, trl_from=5, trl_to=8)
    pilot = RoadStep.objects.create(road=road, position=0, kind="pilot", trl_before=5, trl_after=6)
    scenario = RoadStep.objects.create(road=road, position=1, kind="scenario", trl_before=6, trl_after=8)
    money = RoadStep.objects.create(
        road=road,
        position=2,
        kind="finance",
        trl_before=8,
        trl_after=8,
        filled=True,
        product_id=rows["finance_product"],
    )
    plan_step(scenario, {"note": canary(letter, "minutes")}, by=by)
    return {"road_step": str(pilot.pk), "road_step[money]": str(money.pk)}


def agreed_road_of(docking: Docking, rows: Rows, letter: str, by: Actor) -> None:
    """What the admin shows of a signed docking's road: it, a change of it, and that one side agreed."""
    road_of(docking, rows, letter, by)
    road = Road.objects.get(docking=docking)
    agree_to_road(road, road.version, by=by)
