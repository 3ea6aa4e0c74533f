"""Copies beside a match over the API: named to those who may see them."""

import pytest
from rest_framework.test import APIClient

from matchmaking.models import Match
from projects.domain.publication import close_listing
from tests.conftest import People
from tests.factories import make_listing, make_match, writer_for
from tests.matchmaking.copies_cast import matched_copies

PATH = "/api/v1/matches/"


def copies(client: APIClient) -> list[tuple[str, list[str]]]:
    """(offered, its copies) of each match in the list."""
    rows = client.get(PATH).json()["results"]
    return [(row["offered"]["id"], [copy["id"] for copy in row["copies"]]) for row in rows]


def test_a_match_names_the_copies_it_stands_for(people: People, partner: APIClient) -> None:
    first, second, third = (str(offer.pk) for offer in matched_copies(people))
    assert copies(partner) == [(first, [second, third])]
    match = Match.objects.get()
    single = partner.get(f"{PATH}{match.pk}/").json()
    assert [copy["id"] for copy in single["copies"]] == [second, third]
    assert set(single["copies"][0]) == set(single["offered"])


def test_a_copy_that_left_is_named_to_its_owner_alone(
    people: People, partner: APIClient, lab_partner: APIClient
) -> None:
    offers = matched_copies(people)
    first, second, third = (str(offer.pk) for offer in offers)
    close_listing(offers[1], by=writer_for(people.lab))  # the match is computed anew by a job, later
    assert copies(partner) == [(first, [third])]
    assert copies(lab_partner) == [(first, [second, third])]


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_however_many_have_copies(
    people: People, partner: APIClient, django_assert_num_queries, rows: int
) -> None:
    copy = make_listing("achievement", owner=people.lab)
    for _row in range(rows):
        make_match(wanted=make_listing("need", owner=people.enterprise))
    Match.objects.update(copies=[copy.pk])
    with django_assert_num_queries(6):  # token, matches, verdicts, grades, copies, the curve of the model
        found = partner.get(PATH + "?page_size=50").json()["results"]
    assert [[each["id"] for each in row["copies"]] for row in found] == [[str(copy.pk)]] * rows
