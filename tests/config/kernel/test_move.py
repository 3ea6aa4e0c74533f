"""Moving states: guarded by the table, won by one, recorded for good."""

import pytest
from django.db import DatabaseError, transaction

from config.kernel.errors import IllegalTransition, LostRace
from config.kernel.move import SYSTEM, move
from projects.domain.publication import close_listing
from projects.models import Listing, ListingTransition, Need
from projects.states import LISTING_MOVES
from tests.factories import make_listing, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def test_a_move_that_the_table_does_not_know_is_refused_and_leaves_no_row():
    need = make_listing(publish=False)
    with pytest.raises(IllegalTransition):
        move(need, "docked", table=LISTING_MOVES, by=SYSTEM)
    assert ListingTransition.objects.filter(subject=need).count() == 0


def test_of_two_who_read_the_same_state_the_second_is_told():
    need = make_listing()
    mine, theirs = Need.objects.get(pk=need.pk), Need.objects.get(pk=need.pk)
    close_listing(mine, by=writer_for(mine.owner))
    with pytest.raises(LostRace):
        move(theirs, "expired", table=LISTING_MOVES, by=SYSTEM)
    assert Listing.objects.get(pk=need.pk).state == "closed"


def test_the_update_of_a_child_row_carries_the_old_state(django_assert_num_queries):
    """Through the child's own manager the old state would be checked in a query of its own and guard nothing."""
    need = make_listing()
    with django_assert_num_queries(4) as queries:  # savepoint, update, insert, release
        move(need, "closed", table=LISTING_MOVES, by=SYSTEM)
    assert '"projects_listing"."state" = \'published\'' in queries.captured_queries[1]["sql"]


def test_transition_rows_are_neither_changed_nor_deleted():
    row = make_listing().transitions.first()
    for act in (lambda: ListingTransition.objects.update(note="changed"), lambda: row.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert ListingTransition.objects.get(pk=row.pk).note == ""
