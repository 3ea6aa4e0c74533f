"""Who reads which notice, on the page, over the API and by mail."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enterprises.actors import actor_for_application, actor_for_user
from enterprises.domain.ties import declare_tie
from matchmaking.domain.clocks import run_clocks
from matchmaking.domain.match import express_interest
from matchmaking.domain.notice_mail import mail_notices, plan_letters
from matchmaking.domain.notices import mark_all_read, notices_visible_to, set_wants_mail, unread
from projects.domain.listing import edit_listing
from projects.domain.publication import send_back_listing
from tests.factories import make_listing, make_match, make_mutual_match, writer_for
from tests.partner import make_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(people, match):
    """Alice's side is interested, and the clocks have run."""
    express_interest(match, by=writer_for(people.enterprise))
    run_clocks()
    return match


@pytest.fixture
def mutual(people, pair):
    found = make_mutual_match(**pair)
    run_clocks()
    return found


@pytest.fixture
def pair(people):
    return {
        "wanted": make_listing("need", owner=people.enterprise, title="降低电解槽直流电耗"),
        "offered": make_listing("achievement", owner=people.lab, title="电解槽电压在线监测"),
    }


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def kinds(user) -> list[str]:
    return sorted(notices_visible_to(actor_for_user(user)).values_list("kind", flat=True))


def test_the_silent_side_reads_that_it_is_asked_and_nobody_else(people, asked):
    readers = ("alice", "bob", "carol", "dave", "oscar")
    assert {name: kinds(getattr(people, name)) for name in readers} == {
        "alice": [],
        "bob": ["answer_wanted"],
        "carol": [],
        "dave": [],
        "oscar": [],
    }


def test_staff_tied_to_a_party_is_not_told_that_the_pair_waits(people, mutual):
    assert kinds(people.dave) == ["review_wanted"]
    declare_tie(organization=people.lab, kind="shares", by=actor_for_user(people.dave))
    assert kinds(people.dave) == []
    assert kinds(people.carol) == ["review_wanted"]


def test_a_partner_reads_what_its_organization_is_told(people, asked):
    actor = actor_for_application(make_application(people.lab))
    assert [notice.kind for notice in notices_visible_to(actor)] == ["answer_wanted"]
    assert not unread(actor).exists()


def test_what_is_read_is_no_longer_new_for_this_person_alone(people, asked):
    bob = actor_for_user(people.bob)
    assert unread(bob).count() == 1
    mark_all_read(by=bob)
    assert unread(bob).count() == 0
    assert unread(actor_for_user(people.bob)).count() == 0
    assert notices_visible_to(bob).count() == 1


def test_the_page_names_the_pair_the_limit_and_what_is_new(people, asked):
    page = browser(people.bob).get("/my/notices/").content.decode()
    assert "对方有意向，请答复" in page
    assert f'<a href="/matches/{asked.pk}/">降低电解槽直流电耗' in page
    assert page.count("badge-accent") == 2  # what it is, and that it is new
    count = browser(people.bob).get("/my/notices/count/", HTTP_HX_REQUEST="true").content.decode()
    assert count.strip() == '<span class="count">1</span>'
    assert browser(people.bob).post("/my/notices/read/").status_code == 302
    assert browser(people.bob).get("/my/notices/").content.decode().count("badge-accent") == 1


def test_a_card_rewritten_off_show_does_not_come_by_notice(people, asked):
    wanted = asked.wanted.need
    send_back_listing(wanted, by=actor_for_user(people.dave), note="请补充")
    edit_listing(wanted, {"title": "改写中的标题"}, by=writer_for(people.enterprise))
    assert "改写中的标题" not in browser(people.bob).get("/my/notices/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_long(people, count):
    for number in range(count):
        wanted = make_listing("need", owner=people.enterprise, title=f"需求第{number}号")
        offered = make_listing("achievement", owner=people.lab, title=f"成果第{number}号")
        express_interest(make_match(wanted=wanted, offered=offered), by=writer_for(people.enterprise))
    run_clocks()
    client = browser(people.bob)
    client.get("/my/notices/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get("/my/notices/").status_code == 200
    assert len(queries) == 7


@pytest.mark.parametrize("count", [1, 30])
def test_the_clocks_cost_the_same_however_many_wait(people, count):
    for number in range(count):
        wanted = make_listing("need", owner=people.enterprise, title=f"需求第{number}号")
        offered = make_listing("achievement", owner=people.lab, title=f"成果第{number}号")
        express_interest(make_match(wanted=wanted, offered=offered), by=writer_for(people.enterprise))
    with CaptureQueriesContext(connection) as queries:
        run_clocks()
    assert len(queries) == 21


def test_the_api_tells_it_to_the_silent_side(people, asked, lab_partner, partner):
    (notice,) = lab_partner.get("/api/v1/notices/").json()["results"]
    assert (notice["kind"], notice["match"], notice["docking"]) == ("answer_wanted", str(asked.pk), None)
    assert notice["organization"] == str(people.lab.pk)
    assert partner.get("/api/v1/notices/").json()["results"] == []
    later = (timezone.now() + dt.timedelta(minutes=1)).isoformat()
    assert lab_partner.get("/api/v1/notices/", {"since": later}).json()["results"] == []
    assert lab_partner.get("/api/v1/notices/", {"kind": "no_answer"}).json()["results"] == []


def test_one_letter_tells_what_is_new_and_the_next_day_none(people, asked, settings):
    settings.SITE_ADDRESS = "https://duijie.example"
    assert mail_notices(people.bob.pk) is True
    (letter,) = mail.outbox
    assert letter.subject == "对接平台：1 条新通知"
    assert letter.to == [people.bob.email]
    assert letter.body.startswith("· 对方有意向，请答复：降低电解槽直流电耗 × 电解槽电压在线监测 · 期限 ")
    assert "https://duijie.example/my/notices/" in letter.body
    assert mail_notices(people.bob.pk) is False
    assert mail_notices(people.alice.pk) is False
    assert len(mail.outbox) == 1


def test_a_letter_is_written_in_the_reader_s_language(people, asked):
    people.bob.language = "en"
    people.bob.save(update_fields=["language"])
    mail_notices(people.bob.pk)
    assert mail.outbox[0].subject == "Duijie: 1 new notice"


def test_who_has_read_it_or_wants_no_mail_gets_none(people, asked):
    mark_all_read(by=actor_for_user(people.bob))
    assert mail_notices(people.bob.pk) is False
    other = actor_for_user(people.bob)
    set_wants_mail(False, by=other)
    express_interest(
        make_match(
            wanted=make_listing("need", owner=people.enterprise),
            offered=make_listing("achievement", owner=people.lab),
        ),
        by=writer_for(people.enterprise),
    )
    run_clocks()
    assert mail_notices(people.bob.pk) is False
    set_wants_mail(True, by=other)
    assert mail_notices(people.bob.pk) is True


def test_letters_are_planned_for_everybody_with_an_organization_or_an_office(people):
    assert plan_letters() == 5
