"""What the clock asks: fit anew, publish anew, or mend; and no more than is needed."""

import pytest

from config.kernel.jobs import drain
from config.kernel.models import Job
from enterprises.actors import actor_for_user
from enterprises.domain.organization import suspend_organization, verify_organization
from matchmaking.domain import upkeep
from matchmaking.domain.full_match import full_match_under_way, start_full_match
from matchmaking.domain.index import index_in_force
from matchmaking.domain.market import current_market
from matchmaking.domain.upkeep import has_drifted, mend_matches, publish_soon, refresh_model
from matchmaking.models import Match
from projects.domain.listing import edit_listing
from tests.factories import make_listing, writer_for
from tests.matchmaking.domain.conftest import match_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def matched(small_market):
    """The small market, matched and published."""
    Job.objects.all().delete()
    start_full_match()
    drain()
    return small_market


def reword(market, count):
    for offer in market.offers[:count]:
        edit_listing(offer, {"summary": f"{offer.summary}另有新进展。"}, by=writer_for(market.lab))
    Job.objects.all().delete()


def test_an_unchanged_market_is_left_alone(matched):
    assert refresh_model() is None
    assert mend_matches() == 0
    assert not Job.objects.filter(state="ready").exists()


def test_a_market_that_has_grown_is_fitted_anew_and_once(matched):
    make_listing("achievement", owner=matched.lab, title="新来的成果")
    assert refresh_model() is not None
    assert full_match_under_way()
    assert refresh_model() is None


def test_much_in_memory_is_published_without_a_fit(matched, monkeypatch):
    monkeypatch.setattr(upkeep, "DELTA_CARDS", 2)
    before, model = index_in_force(), current_market().model
    reword(matched, 3)
    assert current_market().changes() == 3
    assert refresh_model() is None
    publish_soon()  # it waits already
    assert list(Job.objects.filter(state="ready").values_list("kind", flat=True)) == ["publish_index"]
    drain()
    assert index_in_force() != before
    assert (current_market().changes(), current_market().model) == (0, model)


def test_words_the_model_does_not_know_are_noticed(matched, monkeypatch):
    monkeypatch.setattr(upkeep, "SMALL_MARKET", 1)
    monkeypatch.setattr(upkeep, "CHANGED", 100)
    monkeypatch.setattr(upkeep, "SAMPLE", 1)
    make_listing(
        "achievement", owner=matched.lab, title="铝电解槽在线检测装置", summary="铝电解槽的在线检测。"
    )
    assert not has_drifted(current_market())
    make_listing("achievement", owner=matched.lab, title="量子密钥分发终端", summary="光纤信道偏振补偿。")
    assert has_drifted(current_market())


def test_matches_of_a_suspended_organization_go_and_come_back_with_it(matched, people):
    table, dave = match_table(), actor_for_user(people.dave)
    suspend_organization(matched.lab, by=dave, note="资质失效")
    assert mend_matches() > 0
    drain()
    assert not Match.objects.exists()
    verify_organization(matched.lab, by=dave)
    assert mend_matches() == len(matched.offers)
    drain()
    assert match_table() == table
    assert mend_matches() == 0
