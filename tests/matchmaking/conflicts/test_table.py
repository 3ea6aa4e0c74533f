"""Conflicts of interest: six ways to be tied to a party × everything an administrator does, superusers included."""

import pytest
from django.test import Client

from config.kernel.errors import Invalid
from enterprises.actors import actor_for_user
from matchmaking.domain.bulk import approve_matches
from matchmaking.domain.conflicts import judged_by
from matchmaking.domain.docking import assign_manager
from matchmaking.domain.pending import awaiting_review, one_sided, pending_counts
from matchmaking.domain.queries import matches_visible_to
from matchmaking.domain.review import approve_match
from matchmaking.models import Docking
from matchmaking.rules import is_conflicted
from tests.factories import make_administrator, make_broker, make_user, writer_for
from tests.matchmaking.conflicts.ties import TIES, UNTIED, acts, outcomes, sights

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("superuser", [False, True], ids=["administrator", "superuser"])
@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_a_tied_administrator_neither_sees_the_score_nor_decides(rows, lab, tie, superuser):
    user = make_user("阿德", is_staff=True, is_superuser=True) if superuser else make_administrator("阿德")
    tie(user, lab)
    by = actor_for_user(user)
    assert set(outcomes(rows, lab, by).items()) == {(name, False) for name in acts(rows, lab, by)}
    assert not any(sights(rows, user).values()), sights(rows, user)
    assert [list(judged_by(by, matches_visible_to(by))), list(awaiting_review(by)), list(one_sided(by))] == [
        [],
        [],
        [],
    ]
    assert set(pending_counts(by).values()) == {0}
    problems = [bool(outcome.problem) for outcome in approve_matches([rows["mutual"], rows["second"]], by=by)]
    assert problems == [True, True]
    assert Docking.objects.count() == 1


@pytest.mark.parametrize("tie", UNTIED, ids=lambda tie: tie.__name__)
def test_an_administrator_without_a_tie_does_both(rows, lab, tie):
    user = make_administrator("阿德")
    tie(user, lab)
    by = actor_for_user(user)
    assert set(outcomes(rows, lab, by).items()) == {(name, True) for name in acts(rows, lab, by)}
    seen = sights(rows, user)
    assert {name for name, is_seen in seen.items() if not is_seen} == {"workbench"}  # theirs is empty


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_a_tied_technology_manager_sees_no_score_and_is_not_made_responsible(rows, lab, tie):
    carol = make_broker("卡萝")
    tie(carol, lab)
    assert not any(sights(rows, carol).values())
    dave = actor_for_user(make_administrator())
    with pytest.raises(Invalid, match="利益关系"):
        assign_manager(rows["docking"], carol, by=dave)
    with pytest.raises(Invalid, match="利益关系"):
        approve_match(rows["mutual"], by=dave, manager=carol)


def test_a_party_that_is_no_administrator_sees_its_own_score(rows, lab):
    bob = make_user("鲍勃", organization=lab)
    assert not is_conflicted(actor_for_user(bob), rows["mutual"])
    assert sights(rows, bob)["match page"]


def test_an_administrator_still_speaks_for_their_own_side(rows, lab):
    """Who writes for a party says interest for it, also as an administrator: that is no decision."""
    frank = make_user("弗兰克", organization=lab, group="administrator", is_staff=True)
    client = Client()
    client.force_login(frank)
    page = client.get("/my/matches/").content.decode()
    assert ("利益冲突" in page, 'class="ring ' in page) == (True, False)
    client.post(f"/matches/{rows['interested'].pk}/interest/", {})
    rows["interested"].refresh_from_db()
    assert rows["interested"].state == "mutual"
    assert writer_for(lab).tied_ids == frozenset()
