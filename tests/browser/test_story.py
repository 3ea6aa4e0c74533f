"""The story of the product in a real browser: a problem typed by a visitor, a need published, matched and docked."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from matchmaking.models import Docking
from tests.browser.conftest import PHONE, Visitor
from tests.factories import make_listing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROBLEM = "电解槽阳极效应频繁，希望提前半小时预报，降低直流电耗"
OFFER = "铝电解槽槽况诊断与阳极效应预报系统"
PICTURES = os.environ.get("DUIJIE_SCREENSHOTS")  # a folder; without it no pictures are kept


@pytest.fixture
def offers(live_server, people, processes):
    """What the lab has on offer, and a worker that matches."""
    for title in ("马铃薯晚疫病监测技术", "高盐矿井水零排放工艺", "风电叶片损伤检测装置"):
        make_listing("achievement", owner=people.lab, title=title, summary="与电解无关。")
    text = "根据槽电压和阳极电流分布提前预报阳极效应，降低直流电耗。"
    make_listing("achievement", owner=people.lab, title=OFFER, summary=text, industries=["3216"], trl=9)
    processes.beat()
    processes.worker()


def test_from_a_typed_problem_to_a_docking(visit, offers, people):
    # 1. A visitor types a problem and sees who could solve it, without logging in.
    page = visit().open("/")
    page.locator("#problem").press_sequentially(PROBLEM)
    found = page.locator("#preview article").first
    expect(found).to_contain_text(OFFER)
    expect(found.locator(".reasons li").first).to_be_visible()
    expect(found.locator(".chips")).to_contain_text("阳极效应")

    # 2. The enterprise publishes it as a need with a target and sees its matches, each with its reasons.
    alice = visit(people.alice)
    publish_need(alice.open("/needs/new/"))
    row = alice.page.locator("#matches .match-row", has_text=OFFER)
    expect(row).to_be_visible(timeout=30_000)
    expect(row.locator(".reasons li").first).to_be_visible()
    expect(row.locator(".chips")).to_contain_text("阳极效应")
    row.get_by_role("button", name="有意向").click()
    expect(row).to_contain_text("单方意向")

    # 3. The lab finds the interest on its workbench and answers it. No phone number is to be seen yet.
    bob = visit(people.bob)
    page = bob.open("/my/")
    enterprise_phone, lab_phone = people.enterprise.contacts.get().phone, people.lab.contacts.get().phone
    waiting = page.locator(".match-row", has_text=PROBLEM)
    expect(waiting).to_contain_text("单方意向")
    assert enterprise_phone not in page.content()
    waiting.get_by_role("button", name="也有意向").click()
    expect(waiting).to_contain_text("双方意向")

    # 4. The administrator approves it from the queue.
    page = visit(people.dave).open("/review/")
    page.locator(".queue-row", has_text=PROBLEM).get_by_role("link", name="审核").click()
    page.get_by_role("button", name="批准", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已批准")

    # 5. Each side reads the other's contact on the docking page.
    for person, phone in ((alice, lab_phone), (bob, enterprise_phone)):
        page = person.open("/dockings/")
        page.get_by_role("link", name=PROBLEM).click()
        expect(page.get_by_role("link", name=phone)).to_be_visible()

    # 6. The same page in English.
    page = alice.page
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Next step")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text(PROBLEM)

    # 7. On a phone no page is wider than the screen, in either language.
    check_on_a_phone(visit(people.alice, viewport=PHONE))


def publish_need(page: Page) -> None:
    page.fill("#id_title", PROBLEM)
    page.fill("#id_summary", "阳极效应系数偏高，影响电流效率，希望在线预报并自动处理。")
    for name, text in (
        ("indicator", "阳极效应系数"),
        ("current_value", "0.12"),
        ("target_value", "0.03"),
        ("unit", "次/槽日"),
    ):
        page.fill(f"#id_targets-0-{name}", text)
    page.get_by_role("button", name="保存并发布").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROBLEM)
    expect(page.locator("main")).to_contain_text("阳极效应系数")


def check_on_a_phone(person: Visitor) -> None:
    docking = Docking.objects.get()
    pages = {
        "home": "/",
        "list": "/achievements/",
        "detail": f"/listings/{docking.match.wanted_id}/",
        "docking": f"/dockings/{docking.pk}/",
        "match": f"/matches/{docking.match_id}/",
        "form": "/needs/new/",
        "mine": "/my/",
    }
    too_wide = {}
    for language in ("zh-hans", "en"):
        person.page.context.add_cookies([{"name": "django_language", "value": language, "url": person.base}])
        for name, path in pages.items():
            page = person.open(path)
            assert page.locator("html").get_attribute("lang") == language
            if over := person.overflow():
                too_wide[language, name] = over
            if PICTURES:
                person.picture(Path(PICTURES) / f"{name}-{language}.png")
    assert too_wide == {}
