"""A small market of several subjects, for tests of the index, the copy and the full match."""

from dataclasses import dataclass

import pytest

from enterprises.models import Organization
from matchmaking.models import Match
from projects.models import Listing
from tests.factories import make_listing, make_organization

SUBJECTS = ("铝电解槽", "矿井水", "马铃薯", "风电叶片", "钕铁硼", "中药饮片")
ACTS = ("节能控制技术", "在线检测装置", "回收利用工艺")


@dataclass(frozen=True)
class SmallMarket:
    """Eighteen offers of one lab, twelve needs of one firm."""

    lab: Organization
    firm: Organization
    offers: list[Listing]
    needs: list[Listing]


@pytest.fixture
def small_market(vocabularies: None) -> SmallMarket:
    """Each subject with three offers and two needs; nothing is matched yet."""
    lab = make_organization("供成果的测试实验室", kind="lab")
    firm = make_organization("提需求的测试企业")
    offers = [
        make_listing(
            "achievement", owner=lab, title=f"{subject}{act}", summary=f"用于{subject}的{act}，已在企业应用。"
        )
        for subject in SUBJECTS
        for act in ACTS
    ]
    needs = [
        make_listing("need", owner=firm, title=f"{subject}{what}难题", summary=f"{subject}的{what}需要改进。")
        for subject in SUBJECTS
        for what in ("节能控制", "在线检测")
    ]
    return SmallMarket(lab, firm, offers, needs)


def match_table() -> list[tuple[object, ...]]:
    """Every column of the match table but keys, run and times, in a fixed order."""
    columns = [
        field.attname for field in Match._meta.concrete_fields if field.name not in {"id", "run", "created"}
    ]
    return list(Match.objects.order_by("wanted_id", "offered_id").values_list(*columns))
