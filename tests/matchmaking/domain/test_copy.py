"""A process's copy follows the database, whatever it missed."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from enterprises.actors import actor_for_user
from enterprises.domain.organization import suspend_organization, verify_organization
from matchmaking.domain import changes
from matchmaking.domain import copy as copies
from matchmaking.domain.changes import horizon, totals
from matchmaking.domain.index import publish_index
from matchmaking.domain.market import current_market, forget_market
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing, publish_listing
from projects.models import Listing
from tests.factories import writer_for


def agrees(copy):
    return (len(copy), copy.revisions) == totals()


@pytest.mark.django_db
def test_nothing_new_costs_five_short_queries(small_market, django_assert_num_queries):
    publish_index(current_market())
    current_market()
    with django_assert_num_queries(5):  # model, index, oldest writer, changed listings, moved organizations
        current_market()


@pytest.mark.django_db
def test_a_process_that_starts_reads_no_listing_when_the_numbers_agree(
    small_market, django_assert_num_queries
):
    Listing.objects.update(card_changed="2020-01-01T00:00Z")
    publish_index(current_market())
    forget_market()
    with django_assert_num_queries(6):  # as above, and the totals
        copy = current_market()
    assert agrees(copy)


@pytest.mark.django_db
def test_a_suspended_organization_leaves_at_once_and_comes_back(small_market, people):
    publish_index(current_market())
    copy, dave = current_market(), actor_for_user(people.dave)
    suspend_organization(small_market.lab, by=dave, note="资质失效")
    assert (len(current_market().offered), agrees(copy)) == (0, True)
    verify_organization(small_market.lab, by=dave)
    assert (len(current_market().offered), agrees(copy)) == (18, True)


@pytest.mark.django_db
def test_what_left_and_came_back_stands_in_memory(small_market):
    """Another process may have searched the mapped segments meanwhile without it."""
    publish_index(current_market())
    copy, lab = current_market(), writer_for(small_market.lab)
    offer = small_market.offers[0]
    close_listing(offer, by=lab)
    publish_listing(offer, by=lab)
    before = copy.offered.changes
    current_market()
    assert (copy.offered.changes - before, len(copy.offered)) == (1, 18)


@pytest.mark.django_db
def test_a_change_without_a_stamp_is_found_by_the_sum_of_revisions(small_market, monkeypatch):
    publish_index(current_market())
    copy = current_market()
    pk = small_market.offers[3].pk
    Listing.objects.filter(pk=pk).update(title="直接改的标题", revision=7, card_changed="2020-01-01T00:00Z")
    Listing.objects.filter(pk=small_market.offers[4].pk).update(state="closed")
    assert copy.offered.get(str(pk)).title != "直接改的标题"
    monkeypatch.setattr(copies, "RECONCILE_SECONDS", -1)
    current_market()
    assert copy.offered.get(str(pk)).title == "直接改的标题"
    assert (len(copy.offered), agrees(copy)) == (17, True)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_commits_long_after_its_stamp_is_not_missed(small_market, monkeypatch):
    """The stamp is older than the overlap when the transaction commits, as in a long import."""
    monkeypatch.setattr(changes, "OVERLAP", changes.OVERLAP * 0)
    publish_index(current_market())
    written, go_on = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            edit_listing(small_market.offers[0], {"title": "慢事务里的标题"}, by=writer_for(small_market.lab))
            written.set()
            go_on.wait(30)
        connection.close()

    thread = threading.Thread(target=slowly)
    thread.start()
    written.wait(30)
    copy = current_market()
    assert copy.seen <= horizon() < timezone.now()  # held back by the writer, by others perhaps more
    for _ in range(3):
        current_market()
    go_on.set()
    thread.join()
    current_market()
    assert copy.offered.get(str(small_market.offers[0].pk)).title == "慢事务里的标题"
