"""A model that turned out worse is put back with one command, and stays."""

import pytest
from django.core.management import CommandError, call_command

from config.kernel.jobs import drain
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.upkeep import refresh_model
from matchmaking.models import MarketIndex, Match, MatchModel
from tests.factories import make_listing
from tests.matchmaking.domain.conftest import match_table, small_market

__all__ = ["small_market"]
pytestmark = pytest.mark.django_db


def full_match():
    start_full_match()
    drain()
    return MatchModel.objects.get(current=True)


def test_the_model_before_is_put_back_with_its_scores_and_stays(small_market):
    first = full_match()
    scores = match_table()
    make_listing("achievement", owner=small_market.lab, title="全新领域：量子密钥分发终端")
    drain()
    second = full_match()
    assert second != first
    assert match_table() != scores

    call_command("rollback_model", "--no-wait")
    drain()
    first.refresh_from_db()
    assert (first.current, first.held) == (True, True)
    assert set(Match.objects.values_list("model_version", flat=True)) == {first.version}
    assert MarketIndex.objects.get(current=True).statistics == first.version.split("+")[1]
    assert refresh_model() is None  # the market has outgrown it, but a person has put it back
    assert full_match() == second
    first.refresh_from_db()
    assert not first.held


def test_there_must_be_something_to_put_back(small_market):
    full_match()
    with pytest.raises(CommandError, match="没有这个可以回退的模型"):
        call_command("rollback_model", "--no-wait")
    with pytest.raises(CommandError, match="没有这个可以回退的模型"):
        call_command("rollback_model", "0.1+nosuchmodel", "--no-wait")
