"""A listing is created once: under the id that was given out, with a number nobody has."""

from uuid import uuid4

import pytest

from config.kernel.errors import Invalid
from projects.domain.listing import create_listing
from projects.models import Listing
from tests.factories import make_organization, writer_for

VALUES = {"title": "铝电解槽阳极效应预报", "summary": "摘要"}


@pytest.fixture
def owner(vocabularies):
    return make_organization()


def test_a_form_sent_twice_makes_one_row(owner):
    pk = uuid4()
    assert create_listing("need", VALUES, owner=owner, by=writer_for(owner), pk=pk).pk == pk
    with pytest.raises(Invalid):
        create_listing("need", VALUES, owner=owner, by=writer_for(owner), pk=pk)
    assert list(Listing.objects.values_list("pk", flat=True)) == [pk]


def test_an_external_id_is_taken_once_per_owner_and_kind(owner):
    values = {**VALUES, "external_id": "A-1"}
    create_listing("need", values, owner=owner, by=writer_for(owner))
    with pytest.raises(Invalid):
        create_listing("need", values, owner=owner, by=writer_for(owner))
    create_listing("achievement", values, owner=owner, by=writer_for(owner))
    assert Listing.objects.count() == 2


def test_a_number_that_is_taken_is_drawn_again(owner, monkeypatch):
    letters = iter("AAAAAA" + "AAAAAA" + "BBBBBB")
    monkeypatch.setattr("secrets.choice", lambda _letters: next(letters))
    numbers = [create_listing("need", VALUES, owner=owner, by=writer_for(owner)).number for _n in range(2)]
    assert [number[-6:] for number in numbers] == ["AAAAAA", "BBBBBB"]


def test_creating_asks_the_database_only_to_write(owner, django_assert_num_queries):
    by = writer_for(owner)
    create_listing("need", VALUES, owner=owner, by=by)  # the vocabularies are in memory from now on
    with django_assert_num_queries(6):  # two savepoints, each made and released, around two inserts
        create_listing("need", VALUES, owner=owner, by=by)
