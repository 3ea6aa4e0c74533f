"""Near misses of needs: who is told, and what would have to change."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from enterprises.actors import ANONYMOUS, Actor, actor_for_user
from enterprises.models import Membership, Organization
from enterprises.states import OrganizationState
from matchmaking.domain.match import decline_match
from matchmaking.domain.model import fit_model
from matchmaking.domain.near import near_misses
from matchmaking.domain.queries import needs_compared_for
from matchmaking.rules import sees_near_misses
from projects.domain.listing import edit_listing
from projects.domain.publication import expire_listings
from projects.models import Listing
from tests.conftest import People
from tests.factories import make_listing, make_match, make_user, writer_for
from tests.matchmaking.near_cast import by_mode, need_and_offer


def actors(people: People) -> dict[str, Actor]:
    names = ("alice", "bob", "carol", "dave", "oscar")
    return {name: actor_for_user(getattr(people, name)) for name in names} | {"nobody": ANONYMOUS}


def told(listing: Listing, actor: Actor) -> list[tuple[str, list[str]]]:
    """(title, codes of the changes) of each near miss."""
    return [
        (view.listing.title, [change.code for change in view.changes])
        for view in near_misses(listing, actor=actor)
    ]


def test_what_would_have_to_change_as_the_owner_and_as_staff_read_it(people: People) -> None:
    need, offer = by_mode(people)
    cast = actors(people)
    (seen,) = near_misses(need, actor=cast["alice"])
    assert (seen.listing.pk, seen.rank, seen.score < seen.would_be <= 1) == (offer.pk, 1, True)
    assert seen.sentence == "如果我方接受“普通许可”这种合作方式，就会进入前 20，约排第 1。"
    assert [(c.code, c.side, c.field, c.mine) for c in seen.changes] == [("mode", "wanted", "modes", True)]
    (seen,) = near_misses(need, actor=cast["dave"])
    assert seen.sentence == "如果需求方接受“普通许可”这种合作方式，就会进入前 20，约排第 1。"
    assert [change.mine for change in seen.changes] == [False]
    with override("en"):
        (seen,) = near_misses(need, actor=cast["dave"])
    assert "Non-exclusive licence" in seen.sentence


def test_only_their_own_people_and_staff_without_a_tie_are_told(people: People) -> None:
    need, offer = by_mode(people)
    tied = make_user("有关联的经理人", organization=people.enterprise, group="broker")
    tied_to_lab = make_user("实验室的经理人", organization=people.lab, group="broker")
    cast = {**actors(people), "tied": actor_for_user(tied), "tied to the lab": actor_for_user(tied_to_lab)}
    seen = {name: bool(told(need, actor)) for name, actor in cast.items()}
    assert seen == {
        "alice": True,
        "bob": False,
        "carol": True,
        "dave": True,
        "oscar": False,
        "nobody": False,
        "tied": False,
        "tied to the lab": False,
    }
    assert [name for name, actor in cast.items() if told(offer, actor)] == []


def test_the_rule_and_the_query_agree(people: People) -> None:
    for owner in (people.enterprise, people.lab):
        for kind in ("need", "achievement", "pilot_base"):
            make_listing(kind, owner=owner)
            make_listing(kind, owner=owner, publish=False)
    Membership.objects.create(organization=people.lab, user=people.carol, role="editor")
    for name, actor in actors(people).items():
        rows = set(needs_compared_for(actor))
        assert {row for row in Listing.objects.all() if sees_near_misses(actor, row)} == rows, name


def test_a_tie_to_one_lab_leaves_room_for_the_offers_of_others(people: People) -> None:
    """Offers that are dropped for a tie do not count towards the limit."""
    need, _offer = by_mode(people, offers=6)
    other = make_listing(
        "achievement", owner=people.outside, title="阳极效应提前预报", summary="铝电解。", modes=["M3c"]
    )
    tied = make_user("实验室的经理人", organization=people.lab, group="broker")
    (seen,) = near_misses(need, actor=actor_for_user(tied), limit=1)
    assert seen.listing.pk == other.pk


def test_who_said_no_is_no_near_miss(people: People) -> None:
    need, offer = by_mode(people)
    match = make_match(wanted=need, offered=offer)
    decline_match(match, by=writer_for(people.lab), reasons=["1"])
    assert told(need, actor_for_user(people.alice)) == []


def test_what_expired_lately_is_for_staff_alone(people: People) -> None:
    need, offer = need_and_offer(people)
    fit_model()  # while its words are in the market
    Listing.objects.filter(pk=offer.pk).update(expires_on=timezone.localdate() - dt.timedelta(days=3))
    assert expire_listings() == 1
    cast = actors(people)
    assert told(need, cast["alice"]) == []
    (seen,) = near_misses(need, actor=cast["carol"])
    assert seen.sentence == "如果供给方重新发布已过期 3 天的信息，就会进入前 20，约排第 1。"


def test_a_need_that_expired_is_told_to_be_published_again(people: People) -> None:
    need, offer = need_and_offer(people)
    Listing.objects.filter(pk=need.pk).update(expires_on=timezone.localdate() - dt.timedelta(days=3))
    assert expire_listings() == 1
    need.refresh_from_db()
    (seen,) = near_misses(need, actor=actor_for_user(people.alice))
    assert seen.listing.pk == offer.pk
    assert seen.sentence == "如果我方重新发布已过期 3 天的信息，就会进入前 20，约排第 1。"


def test_a_need_that_was_never_in_the_market_has_none(people: People) -> None:
    need_and_offer(people)
    draft = make_listing("need", owner=people.enterprise, publish=False, title="铝电解槽阳极效应提前预报")
    assert told(draft, actor_for_user(people.alice)) == []


def test_an_offer_for_members_is_told_to_members_alone(people: People) -> None:
    need, offer = by_mode(people)
    fit_model()  # its words stay in the statistics, so that it would still be found
    assert len(told(need, actor_for_user(people.alice))) == 1
    edit_listing(offer, {"disclosure": "members"}, by=writer_for(people.lab))
    assert told(need, actor_for_user(people.alice)) == [(offer.title, ["mode"])]
    Organization.objects.filter(pk=people.enterprise.pk).update(state=OrganizationState.SUBMITTED)
    outside = actor_for_user(people.alice)
    assert sees_near_misses(outside, need)
    assert told(need, outside) == []
    edit_listing(offer, {"disclosure": "public"}, by=writer_for(people.lab))
    assert told(need, outside) == [(offer.title, ["mode"])]


def test_secret_text_moves_no_near_miss(people: People) -> None:
    need, offer = by_mode(people)
    alice = actor_for_user(people.alice)
    before = near_misses(need, actor=alice)
    edit_listing(need, {"secret": "槽电压噪声预报阳极效应的全部工况"}, by=writer_for(people.enterprise))
    edit_listing(offer, {"secret": "希望提前预报阳极效应"}, by=writer_for(people.lab))
    need.refresh_from_db()
    assert near_misses(need, actor=alice) == before


@pytest.mark.parametrize("offers", [1, 30])
def test_it_costs_the_same_however_many(people: People, django_assert_num_queries, offers: int) -> None:
    need, _offer = by_mode(people, offers)
    actor = actor_for_user(people.alice)
    near_misses(need, actor=actor)  # the market and the vocabularies are read once
    # the need, its matches, six looks whether the market changed, the offers
    with django_assert_num_queries(9):
        assert len(near_misses(need, actor=actor, limit=30)) == offers
