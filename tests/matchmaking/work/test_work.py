"""Secrecy is signed by both before the inside is open; a meeting says what comes next; messages reach both sides."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.domain.ties import declare_tie
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.work import (
    leave_message,
    meetings_visible_to,
    messages_visible_to,
    record_meeting,
    sign_secrecy,
    signatures_visible_to,
)
from projects.domain.disclosure import sight_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_details_under_secrecy_open_with_the_second_signature(people, docking):
    alice, bob = actor_for_user(people.alice), actor_for_user(people.bob)
    need, achievement = docking.match.wanted, docking.match.offered
    sign_secrecy(docking, by=alice, signed_on=timezone.localdate() - dt.timedelta(days=3))
    assert (sight_of(alice, achievement).details, sight_of(bob, need).details) == (False, False)
    sign_secrecy(docking, by=bob)
    assert (sight_of(alice, achievement).details, sight_of(bob, need).details) == (True, True)
    assert sight_of(actor_for_user(people.oscar), need).details is False


def test_a_side_signs_once_for_itself_and_not_ahead_of_time(people, docking):
    alice = actor_for_user(people.alice)
    with pytest.raises(Invalid) as refused:
        sign_secrecy(docking, by=alice, signed_on=timezone.localdate() + dt.timedelta(days=1))
    assert set(refused.value.fields) == {"signed_on"}
    for nobody in (people.oscar, people.carol, people.dave):
        with pytest.raises(NotAllowed):
            sign_secrecy(docking, by=actor_for_user(nobody))
    sign_secrecy(docking, by=alice)
    with pytest.raises(IllegalTransition):
        sign_secrecy(docking, by=alice)


def test_who_writes_for_both_sides_does_not_sign_for_either(people, docking):
    both = make_user("两边", organization=people.enterprise)
    both.memberships.create(organization=people.lab, role="editor")
    with pytest.raises(NotAllowed):
        sign_secrecy(docking, by=actor_for_user(both))


def test_a_meeting_sets_what_comes_next(people, docking, minutes):
    meeting = record_meeting(docking, minutes, by=actor_for_user(people.alice))
    docking.refresh_from_db()
    assert (docking.next_step, docking.next_deadline) == ("分析电压曲线", minutes["next_deadline"])
    assert (meeting.by_label, meeting.next_owner) == ("爱丽丝", people.lab)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", lambda _people: timezone.localdate() + dt.timedelta(days=1)),
        ("next_deadline", lambda _people: timezone.localdate() - dt.timedelta(days=1)),
        ("next_owner", lambda people: people.outside.pk),
        ("place", lambda _people: "看不见的\u200b字"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_at_its_field_and_changes_nothing(
    people, docking, minutes, field, value
):
    with pytest.raises(Invalid) as refused:
        record_meeting(docking, minutes | {field: value(people)}, by=actor_for_user(people.alice))
    assert set(refused.value.fields) == {field}
    before = docking.next_step
    docking.refresh_from_db()
    assert docking.next_step == before
    assert meetings_visible_to(actor_for_user(people.alice)).count() == 0


def test_after_the_end_no_meeting_and_no_signature_but_a_last_word(people, docking, minutes):
    alice = actor_for_user(people.alice)
    advance_docking(docking, "terminated", by=alice, reasons=["8"], note="技术路线改变")
    with pytest.raises(IllegalTransition):
        record_meeting(docking, minutes, by=alice)
    with pytest.raises(IllegalTransition):
        sign_secrecy(docking, by=alice)
    assert leave_message(docking, "谢谢。", by=alice).organization == people.enterprise


def test_messages_say_for_whom_they_were_written(people, docking):
    leave_message(docking, " 样品已寄出。 ", by=actor_for_user(people.bob))
    leave_message(docking, "请按时反馈。", by=actor_for_user(people.dave))
    seen = messages_visible_to(actor_for_user(people.alice))
    assert [(row.text, row.organization, row.by_label) for row in seen.order_by("at")] == [
        ("样品已寄出。", people.lab, "鲍勃"),
        ("请按时反馈。", None, "戴夫"),
    ]
    with pytest.raises(Invalid):
        leave_message(docking, "  ", by=actor_for_user(people.bob))
    with pytest.raises(NotAllowed):
        leave_message(docking, "路过", by=actor_for_user(people.oscar))


def test_who_reads_what_was_said(people, docking, minutes):
    record_meeting(docking, minutes, by=actor_for_user(people.alice))
    leave_message(docking, "样品已寄出。", by=actor_for_user(people.bob))
    sign_secrecy(docking, by=actor_for_user(people.bob))

    def counts(user):
        actor = actor_for_user(user)
        return [
            query(actor).count()
            for query in (meetings_visible_to, messages_visible_to, signatures_visible_to)
        ]

    assert {name: counts(getattr(people, name)) for name in ("alice", "bob", "carol", "dave", "oscar")} == {
        "alice": [1, 1, 1],
        "bob": [1, 1, 1],
        "carol": [1, 1, 1],
        "dave": [1, 1, 1],
        "oscar": [0, 0, 0],
    }
    declare_tie(organization=people.lab, kind="shares", by=actor_for_user(people.dave))
    assert counts(people.dave) == [0, 0, 0]
