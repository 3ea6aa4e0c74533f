"""What an organization lists twice is matched once; the match names the others, to those who may see them."""

import pytest

from config.kernel.jobs import drain
from enterprises.actors import actor_for_user
from matchmaking.domain.queries import copies_of, matches_visible_to
from matchmaking.models import Match
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing
from tests.factories import writer_for
from tests.matchmaking.copies_cast import matched_copies

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(people):
    """Three identical offers of one lab, and a need they fit."""
    return matched_copies(people)


def stored():
    return [(match.offered_id, match.copies) for match in Match.objects.all()]


def test_copies_are_one_match_that_names_the_others(people, twice):
    first, second, third = (offer.pk for offer in twice)
    assert stored() == [(first, [second, third])]
    alice = actor_for_user(people.alice)
    match = matches_visible_to(alice).get()
    assert copies_of([match], alice) == {match.pk: [twice[1].listing_ptr, twice[2].listing_ptr]}


def test_a_copy_that_leaves_or_says_something_else_is_named_no_more(people, twice):
    first, second, third = (offer.pk for offer in twice)
    close_listing(twice[2], by=writer_for(people.lab))
    drain()
    assert stored() == [(first, [second])]
    edit_listing(twice[1], {"summary": "阳极效应预报，另一种做法。"}, by=writer_for(people.lab))
    drain()
    assert dict(stored()) == {first: [], second: []}
    assert third not in dict(stored())


def test_when_the_first_leaves_the_next_stands_for_them(people, twice):
    _first, second, third = (offer.pk for offer in twice)
    close_listing(twice[0], by=writer_for(people.lab))
    drain()
    assert stored() == [(second, [third])]


def test_who_may_not_see_a_copy_is_not_told_of_it(people, twice, django_assert_num_queries):
    match = Match.objects.get()
    close_listing(twice[1], by=writer_for(people.lab))
    alice, bob = actor_for_user(people.alice), actor_for_user(people.bob)
    assert [row.pk for row in copies_of([match], alice)[match.pk]] == [twice[2].pk]
    assert [row.pk for row in copies_of([match], bob)[match.pk]] == [twice[1].pk, twice[2].pk]
    Match.objects.update(copies=[])
    with django_assert_num_queries(0):
        assert copies_of([Match(copies=[])], alice)
