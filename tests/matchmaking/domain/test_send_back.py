"""退回整改: a match is sent back by the review, a docking by who leads it; both carry reasons, words and a day."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.jobs import drain
from enterprises.actors import actor_for_user
from matchmaking.domain.clocks import run_clocks
from matchmaking.domain.docking import advance_docking, assign_manager
from matchmaking.domain.match import decline_match, resubmit_match
from matchmaking.domain.review import approve_match, reopen_match, send_back_match
from matchmaking.models import Docking, Notice
from matchmaking.rules import moves_of, moves_open_to
from projects.domain.listing import edit_listing
from projects.domain.publication import publish_listing
from projects.models import Need
from tests.factories import make_broker, make_docking, make_listing, make_mutual_match

pytestmark = pytest.mark.django_db


def day(count: int = 14) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=count)


@pytest.fixture
def match(people):
    return make_mutual_match(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )


@pytest.fixture
def sent_back(people, match):
    by = actor_for_user(people.dave)
    return send_back_match(match, by=by, reasons=["1", "3"], note="补测试方法", deadline=day())


def test_it_carries_reasons_words_a_day_and_the_texts(people, sent_back):
    step = sent_back.transitions.last()
    assert (step.new, step.reasons, step.note, step.deadline) == (
        "sent_back",
        ["1", "3"],
        "补测试方法",
        day(),
    )
    assert (step.wanted_revision, step.offered_revision) == (1, 1)
    run_clocks()
    told = Notice.objects.filter(kind="match_sent_back").values_list("organization", "due")
    assert set(told) == {(people.enterprise.pk, day()), (people.lab.pk, day())}


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"reasons": []}, {"reasons"}),
        ({"reasons": ["99"]}, {"reasons"}),
        ({"note": " "}, {"note"}),
        ({"deadline": None}, {"deadline"}),
        ({"deadline": day(-1)}, {"deadline"}),
    ],
)
def test_nothing_is_sent_back_without_them(people, match, given, missing):
    values = {"reasons": ["1"], "note": "补指标", "deadline": day(), **given}
    with pytest.raises(Invalid) as refused:
        send_back_match(match, by=actor_for_user(people.dave), **values)
    assert set(refused.value.fields) == missing


def test_only_an_untied_administrator_sends_back(people, match):
    for nobody in (people.alice, people.bob, people.carol, people.oscar):
        with pytest.raises(NotAllowed):
            send_back_match(match, by=actor_for_user(nobody), reasons=["1"], note="补指标", deadline=day())


def test_either_side_puts_it_up_again_and_it_is_approved(people, sent_back):
    bob = actor_for_user(people.bob)
    with pytest.raises(Invalid):
        resubmit_match(sent_back, by=bob, note=" ")
    with pytest.raises(NotAllowed):
        resubmit_match(sent_back, by=actor_for_user(people.dave), note="改好了")
    with pytest.raises(IllegalTransition):
        approve_match(sent_back, by=actor_for_user(people.dave))
    assert resubmit_match(sent_back, by=bob, note="补了第三方检测").state == "mutual"
    assert approve_match(sent_back, by=actor_for_user(people.dave)).state == "opened"


def test_the_administrator_takes_it_back_and_a_side_may_say_no(people, sent_back):
    assert reopen_match(sent_back, by=actor_for_user(people.dave), note="无需整改").state == "mutual"
    with pytest.raises(IllegalTransition):
        resubmit_match(sent_back, by=actor_for_user(people.bob), note="改好了")
    assert decline_match(sent_back, by=actor_for_user(people.alice), reasons=["1"]).state == "declined"


def test_it_lives_on_while_its_words_are_mended_and_reviewed(people, sent_back):
    """An owner who is not trusted goes back to review with new words; the match waits instead of lapsing."""
    drain()
    people.enterprise.trusted = False
    people.enterprise.save()
    need = Need.objects.get(pk=sent_back.wanted_id)
    edit_listing(need, {"summary": "写清了测试方法的摘要。"}, by=actor_for_user(people.alice))
    drain()
    sent_back.refresh_from_db()
    assert (need.state, sent_back.state) == ("submitted", "sent_back")
    publish_listing(need, by=actor_for_user(people.dave))
    drain()
    resubmit_match(sent_back, by=actor_for_user(people.alice), note="写清了测试方法")
    assert sent_back.transitions.last().wanted_revision == 2


@pytest.fixture
def docking(people):
    found = make_docking(
        administrator=people.dave,
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )
    return assign_manager(found, make_broker("卡梅隆"), by=actor_for_user(people.dave))


def test_a_docking_is_sent_back_and_goes_on_where_it_was(people, docking):
    alice, manager = actor_for_user(people.alice), actor_for_user(docking.manager)
    advance_docking(docking, "negotiation", by=alice, next_deadline=day())
    exit_ = {"reasons": ["9"], "note": "改付款条款", "next_step": "修改合同草案", "next_deadline": day()}
    with pytest.raises(NotAllowed, match="由责任技术经理人或管理员确认"):
        advance_docking(docking, "sent_back", by=alice, **exit_)
    advance_docking(docking, "sent_back", by=manager, **exit_)
    assert (docking.left_state, docking.next_step, docking.next_deadline) == (
        "negotiation",
        "修改合同草案",
        day(),
    )
    assert moves_of(docking) == ["negotiation", "terminated", "expired"]
    assert moves_open_to(alice, docking) == ["terminated", "expired"]
    with pytest.raises(NotAllowed):
        advance_docking(docking, "negotiation", by=alice, next_deadline=day())
    with pytest.raises(IllegalTransition):
        advance_docking(docking, "intent", by=manager, next_deadline=day())
    advance_docking(docking, "negotiation", by=manager, note="已改好", next_deadline=day())
    assert (docking.state, docking.left_state) == ("negotiation", "")
    run_clocks()
    told = Notice.objects.filter(kind="docking_sent_back", docking=docking).values_list("organization", "due")
    assert set(told) == {(people.enterprise.pk, day()), (people.lab.pk, day())}


def test_a_signed_docking_keeps_its_project_through_a_mending_and_does_not_expire(people, docking):
    alice, dave = actor_for_user(people.alice), actor_for_user(people.dave)
    for state in ("negotiation", "signed"):
        advance_docking(docking, state, by=alice, next_deadline=day())
    project = docking.project
    exit_ = {"reasons": ["9"], "note": "登记机构退回", "next_deadline": day()}
    advance_docking(docking, "sent_back", by=dave, **exit_)
    assert moves_of(docking) == ["signed", "terminated"]
    advance_docking(docking, "signed", by=dave, next_deadline=day())
    assert Docking.objects.get(pk=docking.pk).project == project


def test_a_pause_before_the_signature_does_not_lead_past_it(people, docking):
    alice = actor_for_user(people.alice)
    advance_docking(docking, "on_hold", by=alice, reasons=["6"], note="等环评", next_deadline=day())
    for state in ("executing", "intent"):
        with pytest.raises(IllegalTransition):
            advance_docking(docking, state, by=alice, next_deadline=day())
    assert moves_open_to(alice, docking) == ["opened", "terminated", "expired"]


def test_a_pause_has_an_end(people, docking):
    with pytest.raises(Invalid) as refused:
        advance_docking(docking, "on_hold", by=actor_for_user(people.alice), reasons=["6"], note="等环评")
    assert set(refused.value.fields) == {"next_deadline"}
