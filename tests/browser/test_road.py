"""The road as a picture, its step and the two catalogues in a real browser: nothing breaks, nothing overflows."""

import datetime as dt

import pytest
from django.utils import timezone

from enterprises.actors import actor_for_user
from matchmaking.domain.road.edit import draft_road
from projects.domain.catalogue import write_finance_product, write_first_set
from projects.models import FinanceProduct, FirstSetItem
from tests.browser.conftest import DESK, PHONE
from tests.factories import make_booking, make_docking, make_listing, make_organization, make_slot, writer_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "镍渣回转窑还原焙烧与有价金属回收"


@pytest.fixture
def story(people):
    """A road with a proof of concept that nobody takes, a booked pilot run, a scenario, a first set and money."""
    dave = actor_for_user(people.dave)
    bank = make_organization("陇塬测试科创银行股份有限公司", kind="bank")
    words = {"summary": "连续浸出、萃取回收钴镍，尾渣做建材原料。"}
    base = make_listing("pilot_base", title=f"{WORDS}连续扩大试验线", region="620300", trl_from=4, trl_to=7,
        services=["process"], **words)  # fmt: skip
    make_listing("pilot_base", title=f"{WORDS}概念验证", base_kind="proof", trl_from=4, trl_to=6, **words)
    make_listing("scenario", title=f"{WORDS}每天二十吨验证场景", list_kind="opportunity", places=2, **words)
    item = write_first_set(
        FirstSetItem(catalogue="测试目录（示例）", kind="ST", product=f"{WORDS}成套装备", source="测试"),
        by=dave,
    )
    product = write_finance_product(
        FinanceProduct(
            institution=bank, name="陇塬中试贷", kind="innovation_loan", amount_from="500000", amount_to="5000000",
            rate="年利率3.6%起（示例）", regions=["620000"], labels=["GX"], trl_from=5, trl_to=8, source="测试",
        ),
        by=dave,
    )  # fmt: skip
    docking = make_docking(
        administrator=people.dave,
        wanted=make_listing("need", owner=people.enterprise, title=f"{WORDS}难题", trl_wanted=8, **words),
        offered=make_listing("achievement", owner=people.lab, title=f"{WORDS}新工艺", trl=3, **words),
    )
    slot = make_slot(base=base, starts_on=timezone.localdate() + dt.timedelta(days=30))
    make_booking(slot=slot, achievement=docking.match.offered.achievement)
    road = draft_road(docking, by=writer_for(people.enterprise))
    return {
        f"/matches/{docking.match_id}/": "match",
        f"/dockings/{docking.pk}/": "docking",
        f"/dockings/{docking.pk}/road/": "road",
        f"/road-steps/{road.steps.get(kind='pilot').pk}/": "step",
        "/first-sets/": "first-sets",
        f"/first-sets/{item.pk}/": "first-set",
        "/finance-products/": "finance-products",
        f"/finance-products/{product.pk}/": "finance-product",
    }


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_fits_the_window(visit, people, story, viewport, tmp_path):
    visitor = visit(people.alice, viewport=viewport)
    too_wide = {}
    for path, name in story.items():
        visitor.open(path)
        visitor.picture(tmp_path / f"{name}.png")
        if visitor.overflow() > 0:
            too_wide[name] = visitor.overflow()
    assert too_wide == {}


def test_the_text_of_the_picture_can_be_selected_and_read_in_english(visit, people, story):
    visitor = visit(people.alice)
    page = visitor.open(next(path for path, name in story.items() if name == "road"))
    picture = page.locator("svg.road-plan")
    assert "转化路线：成熟度从 3 级到 8 级" in (picture.locator("title").text_content() or "")
    page.evaluate("window.getSelection().selectAllChildren(document.querySelector('svg.road-plan'))")
    assert "3" in page.evaluate("String(window.getSelection())")
    page.locator("form.language button").first.click()
    page.wait_for_load_state("networkidle")
    assert "Road: readiness from level 3 to level 8" in (
        page.locator("svg.road-plan title").text_content() or ""
    )
