"""An edit meets what others did to the listing since it was read."""

import pytest

from config.kernel.errors import NotAllowed
from enterprises.actors import actor_for_user
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing, send_back_listing
from projects.models import Need
from tests.factories import make_listing

pytestmark = pytest.mark.django_db


def test_a_listing_that_was_closed_meanwhile_does_not_come_back(people):
    alice = actor_for_user(people.alice)
    need = make_listing(owner=people.enterprise)
    opened = Need.objects.get(pk=need.pk)
    close_listing(need, by=alice)
    with pytest.raises(NotAllowed):
        edit_listing(opened, {"title": "改过的标题"}, by=alice)
    assert Need.objects.get(pk=need.pk).state == "closed"


def test_a_listing_that_was_sent_back_meanwhile_is_not_on_show_again(people):
    need = make_listing(owner=people.enterprise)
    opened = Need.objects.get(pk=need.pk)
    send_back_listing(need, by=actor_for_user(people.dave), note="摘要里有电话")
    edit_listing(opened, {"title": "改过的标题"}, by=actor_for_user(people.alice))
    found = Need.objects.get(pk=need.pk)
    assert (found.state, found.title) == ("sent_back", "改过的标题")
