"""A publisher that dies between the first file and the row leaves the old index in force."""

import random
from contextlib import contextmanager

import pytest
from django.db import connection

from matchmaking.domain.index import PUBLISH_LOCK, index_in_force, publish_index
from matchmaking.domain.market import current_market, forget_market
from matchmaking.models import MarketIndex
from tests.processes import until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
KILLS = 4


def answers():
    forget_market()
    copy = current_market()
    ids = [id for id, _revision in copy.wanted.revisions()][::10]
    return [copy.offered.search(copy.wanted.get(id), 5) for id in ids]


@contextmanager
def nobody_puts_an_index_in_force():
    """Whoever has its files stored waits here for its row, so that a kill never comes too late."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [PUBLISH_LOCK])
        yield
        cursor.execute("select pg_advisory_unlock(%s)", [PUBLISH_LOCK])


def test_a_publisher_killed_between_files_and_row_changes_nothing(market, processes, settings):
    settings.INDEX_SEGMENT_CARDS = 4  # many files, so that there is time to die
    before = publish_index(current_market())
    expected = answers()
    stored = settings.MEDIA_ROOT / "indexes"
    known = {path.name for path in stored.iterdir()}
    lot = random.Random(15)

    for share in sorted(lot.uniform(0.05, 1) for _ in range(KILLS)):
        enough = round(share * len(before.files))

        def written(enough=enough, known=frozenset(known)):
            fresh = [path for path in stored.iterdir() if path.name not in known]
            return sum(1 for folder in fresh for path in folder.rglob("*") if path.is_file()) >= enough

        with nobody_puts_an_index_in_force():
            publisher = processes.command("publish_index")
            until(written, lambda publisher=publisher: publisher.log.read_text())
            publisher.kill()
        known = {path.name for path in stored.iterdir()}
        assert index_in_force() == before
        assert answers() == expected
    assert len(known) == 1 + KILLS
    assert MarketIndex.objects.count() == 1

    publisher = processes.command("publish_index")
    until(lambda: publisher.ended, lambda: publisher.log.read_text())
    assert index_in_force() != before
    assert answers() == expected
