"""Near misses of listings: who is told, and what would have to change."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from enterprises.actors import ANONYMOUS, Actor, actor_for_user
from enterprises.models import Membership
from matchmaking.domain.match import decline_match
from matchmaking.domain.model import fit_model
from matchmaking.domain.near import near_misses
from matchmaking.domain.queries import listings_compared_for
from matchmaking.rules import sees_near_misses
from projects.domain.publication import expire_listings
from projects.models import Listing
from tests.conftest import People
from tests.factories import make_listing, make_match, make_user, writer_for
from tests.matchmaking.near_cast import by_mode, need_and_offer


def actors(people: People) -> dict[str, Actor]:
    cast = {
        name: actor_for_user(getattr(people, name)) for name in ("alice", "bob", "carol", "dave", "oscar")
    }
    return {**cast, "nobody": ANONYMOUS}


def told(listing: Listing, actor: Actor) -> list[tuple[str, list[str]]]:
    """(title, codes of the changes) of each near miss."""
    return [
        (view.listing.title, [change.code for change in view.changes])
        for view in near_misses(listing, actor=actor)
    ]


def test_a_mode_to_accept_from_either_side(people: People) -> None:
    need, offer = by_mode(people)
    cast = actors(people)
    (seen,) = near_misses(need, actor=cast["alice"])
    assert (seen.listing.pk, seen.rank, seen.would_be > seen.score) == (offer.pk, 1, True)
    assert seen.sentence == "如果我方接受“普通许可”这种合作方式，就会进入前 20，约排第 1。"
    assert [(change.side, change.mine, change.edit) for change in seen.changes] == [("wanted", True, need)]
    (seen,) = near_misses(offer, actor=cast["bob"])
    assert seen.sentence == "如果我方接受“转让”这种合作方式，就会进入前 20，约排第 1。"
    (seen,) = near_misses(need, actor=cast["dave"])
    assert seen.sentence == "如果需求方接受“普通许可”这种合作方式，就会进入前 20，约排第 1。"
    assert [(change.mine, change.edit) for change in seen.changes] == [(False, None)]


def test_only_their_own_people_and_staff_without_a_tie_are_told(people: People) -> None:
    need, offer = by_mode(people)
    tied = make_user("有关联的经理人", organization=people.enterprise, group="broker")
    tied_to_lab = make_user("实验室的经理人", organization=people.lab, group="broker")
    cast = {**actors(people), "tied": actor_for_user(tied), "tied to the lab": actor_for_user(tied_to_lab)}
    seen = {name: bool(told(need, actor)) for name, actor in cast.items()}
    assert seen == {
        "alice": True, "bob": False, "carol": True, "dave": True, "oscar": False, "nobody": False,
        "tied": False, "tied to the lab": False,
    }  # fmt: skip
    assert told(offer, cast["tied"]) == []


def test_the_rule_and_the_query_agree(people: People) -> None:
    for owner in (people.enterprise, people.lab):
        for kind in ("need", "achievement", "pilot_base"):
            make_listing(kind, owner=owner)
            make_listing(kind, owner=owner, publish=False)
    Membership.objects.create(organization=people.lab, user=people.carol, role="editor")
    for name, actor in actors(people).items():
        rows = set(listings_compared_for(actor))
        assert {row for row in Listing.objects.all() if sees_near_misses(actor, row)} == rows, name


def test_who_said_no_is_no_near_miss(people: People) -> None:
    need, offer = by_mode(people)
    match = make_match(wanted=need, offered=offer)
    decline_match(match, by=writer_for(people.lab), reasons=["1"])
    assert told(need, actor_for_user(people.alice)) == []
    assert told(offer, actor_for_user(people.bob)) == []


def test_what_expired_lately_is_for_staff_alone(people: People) -> None:
    need, offer = need_and_offer(people, wanted={}, offered={})
    fit_model()  # while its words are in the market
    Listing.objects.filter(pk=offer.pk).update(expires_on=timezone.localdate() - dt.timedelta(days=3))
    assert expire_listings() == 1
    cast = actors(people)
    assert told(need, cast["alice"]) == []
    (seen,) = near_misses(need, actor=cast["carol"])
    assert seen.sentence == "如果供给方重新发布已过期 3 天的信息，就会进入前 20，约排第 1。"
    offer.refresh_from_db()
    (seen,) = near_misses(offer, actor=cast["bob"])
    assert [(change.code, change.mine, change.edit) for change in seen.changes] == [("expiry", True, offer)]


def test_a_listing_that_was_never_in_the_market_has_none(people: People) -> None:
    draft = make_listing("need", owner=people.enterprise, publish=False)
    assert told(draft, actor_for_user(people.alice)) == []


def test_members_only_listings_stay_with_members(people: People) -> None:
    need, offer = by_mode(people)
    fit_model()  # while its words are in the market
    Listing.objects.filter(pk=offer.pk).update(disclosure="members")
    assert len(told(need, actor_for_user(people.alice))) == 1


def test_in_english(people: People) -> None:
    need, _offer = by_mode(people)
    with override("en"):
        (seen,) = near_misses(need, actor=actor_for_user(people.dave))
    assert "Non-exclusive licence" in seen.sentence


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_the_same_however_many(people: People, django_assert_num_queries, rows: int) -> None:
    need, _offer = by_mode(people)
    for number in range(rows - 1):
        make_listing(
            "achievement", owner=people.lab, title=f"铝电解槽阳极效应提前预报系统{number}", modes=["M3c"]
        )
    actor = actor_for_user(people.alice)
    near_misses(need, actor=actor)  # the market and the vocabularies are read once
    with django_assert_num_queries(8):
        assert len(near_misses(need, actor=actor)) == min(rows, 5)
