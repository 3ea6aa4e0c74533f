"""Invitations: the public card, no score, no words, at the fixed hour; accepted, the pair goes up for review."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.jobs import drain
from enterprises.actors import actor_for_user
from enterprises.models import Membership
from matchmaking.domain.invitations import (
    accept_invitation,
    awaiting_reply,
    decline_invitation,
    deliver_invitations,
    enter_pair,
    invitations_visible_to,
    invite,
    next_batch,
    withdraw_invitation,
)
from matchmaking.domain.review import approve_match
from matchmaking.models import Invitation, Match
from projects.domain.publication import close_listing, publish_listing
from tests.factories import make_listing, make_user, writer_for
from tests.matchmaking.release.conftest import FIT, SECRET, run_now
from tests.partner import partner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(people, secret_need, fit):
    """Sent by the enterprise, not delivered yet."""
    drain()
    run_now(secret_need)
    return invite(secret_need, fit.pk, by=actor_for_user(people.alice))


def deliver():
    Invitation.objects.update(due=timezone.now() - dt.timedelta(minutes=1))
    return deliver_invitations()


def test_a_lab_that_could_do_it_accepts_and_the_pair_waits_for_review(people, secret_need, fit):
    could = make_listing("capability", owner=people.lab, title="阴极炭块石墨化试验", summary=FIT["summary"])
    drain()
    run_now(secret_need)
    invitation = invite(secret_need, could.pk, by=actor_for_user(people.alice))
    deliver()
    invitation.refresh_from_db()
    accept_invitation(invitation, by=actor_for_user(people.bob))
    drain()
    match = Match.objects.get(offered=could)
    assert (match.relation, match.state, match.wanted_id, match.invited) == (
        "need_capability",
        "mutual",
        secret_need.pk,
        True,
    )
    assert [
        word for word in ("石墨化", "阴极炭块") if word in json.dumps(match.terms, ensure_ascii=False)
    ] == []


def test_until_the_hour_only_the_sender_knows(people, invitation):
    alice, bob, dave, oscar = (
        actor_for_user(getattr(people, name)) for name in ("alice", "bob", "dave", "oscar")
    )
    seen = [invitations_visible_to(actor).count() for actor in (alice, bob, dave, oscar)]
    assert seen == [1, 0, 0, 0]
    assert deliver_invitations() == 0
    with pytest.raises(IllegalTransition):
        accept_invitation(invitation, by=bob)
    assert deliver() == 1
    assert [invitations_visible_to(actor).count() for actor in (alice, bob, dave, oscar)] == [1, 1, 1, 0]
    assert list(awaiting_reply(bob)) == [invitation]


@pytest.mark.parametrize(
    ("now", "due"),
    [((10, 8, 59), (10, 9)), ((10, 9, 0), (11, 9)), ((10, 23, 0), (11, 9)), ((31, 12, 0), (32, 9))],
)
def test_the_fixed_hour(now, due):
    zone = timezone.get_current_timezone()
    first = dt.datetime(2026, 12, 1, tzinfo=zone)

    def moment(day, hour, minute=0):
        return first + dt.timedelta(days=day - 1, hours=hour, minutes=minute)

    assert next_batch(moment(*now).astimezone(dt.UTC)) == moment(*due)


def test_it_carries_the_public_card_and_nothing_that_was_found(people, invitation, secret_need):
    deliver()
    bob = Client()
    bob.force_login(people.bob)
    page = bob.get(f"/invitations/{invitation.pk}/").content.decode()
    api = partner_of(people.lab, "lab-partner").get(f"/api/v1/invitations/{invitation.pk}/").json()
    assert invitation.card == {
        "kind": "need",
        "title": "降低生产能耗的技术合作",
        "summary": "希望降低能耗。",
        "keywords": [],
        "industries": [],
        "region": "",
        "owner": "陇上测试铝业",
    }
    assert api["card"] == invitation.card
    assert set(api) == {"id", "state", "card", "listing", "invited", "delivered", "sent_by_me", "match"}
    # the receiver's own title is theirs; no other word of the secret is there, and no score
    shown = page.replace(FIT["title"], "") + json.dumps(api, ensure_ascii=False).replace(FIT["title"], "")
    shown = shown.replace(FIT["summary"], "")
    assert not any(word in shown for word in ("石墨化", "炉底压降", "匹配度", SECRET))


def test_accepted_the_pair_waits_for_review_scored_by_its_public_cards(people, invitation, secret_need, fit):
    deliver()
    invitation.refresh_from_db()
    accept_invitation(invitation, by=actor_for_user(people.bob), note="愿意交流")
    match = Match.objects.get(wanted=secret_need, offered=fit)
    assert (match.state, match.invited, invitation.match) == ("mutual", True, match)
    assert {verdict.side: verdict.by_label for verdict in match.verdicts.all()} == {
        "wanted": "爱丽丝",
        "offered": "鲍勃",
    }
    assert "石墨化" not in json.dumps(match.terms + match.parts, ensure_ascii=False)
    docking = approve_match(match, by=actor_for_user(people.dave))
    assert docking.match == match


def test_a_match_that_stands_already_is_taken_up(people, secret_need, fit):
    public = make_listing("need", owner=people.enterprise, title="阴极炭块炉底压降高", summary=FIT["summary"])
    drain()
    match = Match.objects.get(wanted=public, offered=fit)
    run_now(public)
    sent = invite(public, fit.pk, by=actor_for_user(people.alice))
    deliver()
    sent.refresh_from_db()
    accept_invitation(sent, by=actor_for_user(people.bob))
    assert sent.match == match
    match.refresh_from_db()
    assert (match.state, match.invited) == ("mutual", True)


def test_for_an_unpublished_achievement_the_pair_waits_until_it_is_on_show(people, fit):
    need = make_listing("need", owner=people.enterprise, title="阴极炭块炉底压降高", summary=FIT["summary"])
    draft = make_listing("achievement", owner=people.lab, publish=False, **FIT)
    run_now(draft)
    sent = invite(draft, need.pk, by=actor_for_user(people.bob))
    deliver()
    sent.refresh_from_db()
    alice, bob = actor_for_user(people.alice), actor_for_user(people.bob)
    accept_invitation(sent, by=alice)
    assert (sent.state, sent.match, Match.objects.filter(offered=draft).count()) == ("accepted", None, 0)
    client = Client()
    client.force_login(people.alice)
    assert f"/listings/{draft.pk}/" not in client.get(f"/invitations/{sent.pk}/").content.decode()
    with pytest.raises(IllegalTransition):
        enter_pair(sent, by=bob)
    publish_listing(draft, by=writer_for(people.lab))
    sent = Invitation.objects.get()
    match = enter_pair(sent, by=bob)
    assert (match.state, match.wanted_id, match.offered_id) == ("mutual", need.pk, draft.pk)
    with pytest.raises(IllegalTransition):
        enter_pair(sent, by=bob)


def test_who_may_not_and_what_cannot(people, invitation, secret_need, fit):
    alice, bob, oscar = (actor_for_user(user) for user in (people.alice, people.bob, people.oscar))
    for by in (bob, oscar, actor_for_user(people.dave)):
        with pytest.raises(NotAllowed):
            invite(secret_need, fit.pk, by=by)
        with pytest.raises(NotAllowed):
            withdraw_invitation(invitation, by=by)
    with pytest.raises(Invalid, match="已经邀请过"):
        invite(secret_need, fit.pk, by=alice)
    with pytest.raises(Invalid, match="没有这一条"):
        invite(secret_need, make_listing("achievement").pk, by=alice)
    deliver()
    invitation.refresh_from_db()
    for by in (alice, oscar):
        with pytest.raises(NotAllowed):
            decline_invitation(invitation, by=by)
    decline_invitation(invitation, by=bob, note="暂无人手")
    with pytest.raises(IllegalTransition):
        accept_invitation(invitation, by=bob)
    with pytest.raises(Invalid, match="已经邀请过"):
        invite(secret_need, fit.pk, by=alice)


@pytest.mark.parametrize("role", ["owner", "editor"])
def test_nobody_answers_an_invitation_of_their_own(people, invitation, role):
    """Bob comes to write for the inviting enterprise too: a colleague who does not has to answer for the lab."""
    Membership.objects.create(organization=people.enterprise, user=people.bob, role=role)
    deliver()
    invitation.refresh_from_db()
    bob = actor_for_user(people.bob)
    for verb in (accept_invitation, decline_invitation):
        with pytest.raises(NotAllowed, match="同时代表双方"):
            verb(invitation, by=bob)
    assert (list(awaiting_reply(bob)), Match.objects.filter(invited=True).count()) == ([], 0)
    client = Client()
    client.force_login(people.bob)
    assert 'value="accept"' not in client.get(f"/invitations/{invitation.pk}/").content.decode()
    colleague = make_user("科琳")
    Membership.objects.create(organization=people.lab, user=colleague, role="editor")
    accept_invitation(invitation, by=actor_for_user(colleague))
    assert invitation.match.state == "mutual"


def test_who_only_reads_for_the_inviting_side_may_answer(people, invitation):
    Membership.objects.create(organization=people.enterprise, user=people.bob, role="viewer")
    deliver()
    invitation.refresh_from_db()
    bob = actor_for_user(people.bob)
    assert list(awaiting_reply(bob)) == [invitation]
    assert accept_invitation(invitation, by=bob).state == "accepted"


def test_withdrawn_it_was_never_there_and_may_be_sent_again(people, invitation, secret_need, fit):
    alice, bob = actor_for_user(people.alice), actor_for_user(people.bob)
    withdraw_invitation(invitation, by=alice)
    assert deliver() == 0
    assert invitations_visible_to(bob).count() == 0
    invite(secret_need, fit.pk, by=alice)
    assert deliver() == 1


def test_an_addressee_who_has_left_the_market_is_not_written_to(people, invitation, fit):
    close_listing(fit, by=writer_for(people.lab))
    assert deliver() == 0
    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"


def test_over_the_pages_and_the_api(people, invitation, secret_need, fit):
    alice, bob, oscar = Client(), Client(), Client()
    for client, user in ((alice, people.alice), (bob, people.bob), (oscar, people.oscar)):
        client.force_login(user)
    page = f"/invitations/{invitation.pk}/"
    assert [client.get(page).status_code for client in (alice, bob, oscar)] == [200, 404, 404]
    assert "待送达" in alice.get(f"/listings/{secret_need.pk}/secret/matches/").content.decode()
    assert "没有邀请" in bob.get("/my/invitations/").content.decode()
    deliver()
    assert "邀请您看看" in bob.get("/my/invitations/").content.decode()
    assert oscar.post(f"{page}answer/", {"answer": "accept"}).status_code == 404
    assert bob.post(f"{page}answer/", {"answer": "nonsense"}).status_code == 404
    lab, firm = partner_of(people.lab, "lab-partner"), partner_of(people.enterprise)
    assert [row["sent_by_me"] for row in firm.get("/api/v1/invitations/").json()["results"]] == [True]
    accepted = lab.post(f"/api/v1/invitations/{invitation.pk}/accept/", {"note": "愿意"})
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
    assert "打开匹配" in bob.get(page).content.decode()
    again = lab.post(f"/api/v1/invitations/{invitation.pk}/decline/", {})
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
