"""The administrator's decision: by one, with all its consequences or none."""

import threading

import pytest
from django.db import connection

from config.kernel.errors import IllegalTransition, Invalid, LostRace, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.models import Contact, Membership
from matchmaking.domain.queries import contacts_released_to, review_queue
from matchmaking.domain.review import approve_match, reject_match, reopen_match
from matchmaking.models import ContactRelease, Docking, Match
from projects.domain.publication import close_listing
from tests.factories import make_administrator, make_listing, make_match, make_mutual_match, writer_for


@pytest.fixture
def match(people):
    return make_mutual_match(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )


@pytest.mark.django_db
def test_approval_opens_a_docking_and_releases_each_sides_contact_to_the_other(people, match):
    docking = approve_match(match, by=actor_for_user(people.dave), note="条件成熟", manager=people.carol)
    alice, bob, oscar = (actor_for_user(user) for user in (people.alice, people.bob, people.oscar))
    assert (docking.state, docking.manager, docking.next_step) == ("opened", people.carol, "双方首次沟通")
    assert [r.contact.organization for r in contacts_released_to(alice, docking)] == [people.lab]
    assert [r.contact.organization for r in contacts_released_to(bob, docking)] == [people.enterprise]
    assert list(contacts_released_to(oscar, docking)) == []
    assert [row.new for row in match.transitions.all()] == ["interested", "mutual", "approved"]


@pytest.mark.django_db
def test_without_mutual_interest_there_is_nothing_to_approve(people):
    match = make_match()
    with pytest.raises(IllegalTransition):
        approve_match(match, by=actor_for_user(people.dave))
    assert Docking.objects.count() == 0


@pytest.mark.django_db
def test_people_who_may_not_decide(people, match):
    Membership.objects.create(organization=people.lab, user=people.dave, role="viewer")
    for user in (people.alice, people.bob, people.carol, people.dave, people.oscar):
        with pytest.raises(NotAllowed):
            approve_match(match, by=actor_for_user(user))
    assert list(review_queue(actor_for_user(people.dave))) == []
    assert list(review_queue(actor_for_user(make_administrator()))) == [match]


@pytest.mark.django_db
def test_a_side_without_a_contact_stops_the_approval_and_nothing_is_half_written(people, match):
    Contact.objects.filter(organization=people.lab).delete()
    with pytest.raises(Invalid, match="测试冶金重点实验室"):
        approve_match(match, by=actor_for_user(people.dave))
    assert Match.objects.get().state == "mutual"
    assert (Docking.objects.count(), ContactRelease.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_listing_that_was_closed_meanwhile_is_not_approved(people, match):
    close_listing(match.offered, by=writer_for(people.lab))
    with pytest.raises(IllegalTransition, match="不在发布状态"):
        approve_match(match, by=actor_for_user(people.dave))


@pytest.mark.django_db
def test_a_listing_that_somebody_else_closed_since_the_page_was_read_is_not_approved(people, match):
    """Two requests: the administrator's has read the match, the owner's closes the listing, then they decide."""
    read_before = Match.objects.select_related("wanted__owner", "offered__owner").get(pk=match.pk)
    close_listing(match.offered, by=writer_for(people.lab))
    with pytest.raises(IllegalTransition, match="不在发布状态"):
        approve_match(read_before, by=actor_for_user(people.dave))
    assert (Match.objects.get().state, Docking.objects.count()) == ("mutual", 0)


@pytest.mark.django_db
def test_a_refusal_has_a_reason_and_can_be_reopened(people, match):
    dave = actor_for_user(people.dave)
    with pytest.raises(Invalid):
        reject_match(match, by=dave, reasons=["3"], note=" ")
    reject_match(match, by=dave, reasons=["3"], note="权属不清")
    assert reopen_match(match, by=dave, note="已补充证明").state == "mutual"


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_administrators_at_once_exactly_one_approves(people, match):
    administrators = [actor_for_user(make_administrator(f"管理员{n}")) for n in range(16)]
    start, outcomes = threading.Barrier(len(administrators)), []

    def approve(actor):
        mine = Match.objects.select_related("wanted__owner", "offered__owner").get(pk=match.pk)
        start.wait()
        try:
            outcomes.append(str(approve_match(mine, by=actor).state))
        except LostRace:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[actor]) for actor in administrators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["opened"] + ["told"] * 15
    assert (Docking.objects.count(), ContactRelease.objects.count()) == (1, 2)
