"""A market large enough to be interrupted."""

from collections.abc import Callable

import pytest

from config.kernel.jobs import drain
from config.kernel.models import Job
from enterprises.domain.vocabulary import load_vocabularies
from matchmaking.domain.full_match import start_full_match
from matchmaking.models import Match, MatchRun
from tests.conftest import VOCABULARIES
from tests.factories import make_listing, make_organization
from tests.matchmaking.domain.conftest import match_table


@pytest.fixture
def market(transactional_db: None) -> int:
    """Enough needs for several blocks, and offers that fit some of them; the number of needs."""
    load_vocabularies(VOCABULARIES)
    lab, firm = make_organization("供成果的测试实验室", kind="lab"), make_organization("提需求的测试企业")
    subjects = (
        "铝电解槽",
        "矿井水",
        "马铃薯",
        "风电叶片",
        "钕铁硼",
        "中药饮片",
        "聚丙烯",
        "钻探泥浆",
        "电石渣",
        "羊绒",
    )
    for subject in subjects:
        for act in ("节能控制技术", "在线检测装置", "回收利用工艺"):
            make_listing("achievement", owner=lab, title=f"{subject}{act}", summary=f"用于{subject}的{act}。")
    needs = 150
    for number in range(needs):
        subject, other = subjects[number % 10], subjects[number // 10 % 10]
        make_listing("need", owner=firm, title=f"{subject}节能改造需求{number}", summary=f"{other}检测与回收")
    return needs


@pytest.fixture
def quiet_day(market: int) -> list[tuple[object, ...]]:
    """The table an undisturbed full match leaves; then an empty one again."""
    Job.objects.all().delete()
    start_full_match()
    drain()
    undisturbed = match_table()
    Match.objects.all().delete()
    MatchRun.objects.all().delete()
    Job.objects.all().delete()
    return undisturbed


def finished(run: MatchRun) -> Callable[[], bool]:
    """Is the run done?"""

    def check() -> bool:
        run.refresh_from_db()
        return run.state == "done"

    return check


def jobs() -> str:
    """Every job, to explain what did not happen."""
    return str(list(Job.objects.values("kind", "state", "attempts", "due", "claimed", "error")))
