"""A full match cut into blocks and segments leaves what one search of everything would have left."""

import pytest

from config.kernel.jobs import drain, run
from config.kernel.models import Job
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.index import index_in_force
from matchmaking.domain.market import current_market, forget_market
from matchmaking.models import Match, MatchPart, MatchRun
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing, publish_listing
from tests.factories import make_listing, writer_for
from tests.matchmaking.domain.conftest import match_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(small_market):
    """The table of one block and one segment; then an empty one again."""
    start_full_match()
    drain()
    table = match_table()
    Match.objects.all().delete()
    MatchRun.objects.all().delete()
    Job.objects.all().delete()
    assert len(table) > 12
    return table


@pytest.fixture
def cut(settings):
    """Several segments, several blocks."""
    settings.INDEX_SEGMENT_CARDS, settings.MATCH_BLOCK = 5, 4


def started():
    """A full match whose parts wait; their job ids in order."""
    full = start_full_match()
    for kind in ("prepare_full_match", "publish_full_match"):
        run(Job.objects.get(kind=kind).pk)
    return full, list(Job.objects.filter(kind="match_part").order_by("pk").values_list("pk", flat=True))


def test_cut_by_segments_and_blocks_the_table_is_the_same(whole, cut):
    full = start_full_match()
    drain()
    full.refresh_from_db()
    assert index_in_force().segments == {"wanted": 3, "offered": 4}
    assert (full.state, full.done, full.total, full.steps_done, full.steps) == ("done", 12, 12, 12, 12)
    assert full.index == index_in_force()
    assert match_table() == whole
    assert MatchPart.objects.count() == 0


@pytest.mark.parametrize("order", ["rising", "falling"])
def test_parts_done_in_any_order_by_any_process_give_the_same_table(whole, cut, order):
    full, parts = started()
    for pk in parts if order == "rising" else reversed(parts):
        forget_market()  # as if each part met another process
        run(pk)
        assert Match.objects.exists() == (MatchRun.objects.get(pk=full.pk).done > 0)
    assert match_table() == whole


def test_a_part_delivered_twice_is_done_once(whole, cut):
    full, parts = started()
    for pk in parts * 2:
        run(pk)
    full.refresh_from_db()
    assert (full.steps_done, full.done, match_table()) == (12, 12, whole)


def test_what_changes_between_two_parts_is_in_the_table(small_market, cut):
    """Each kind of change, committed while half of the parts are done, is what the merged lists show."""
    _full, parts = started()
    half = len(parts) // 2
    for pk in [pk for n, pk in enumerate(parts) if n % 2]:
        run(pk)
    lab, firm = writer_for(small_market.lab), writer_for(small_market.firm)
    edit_listing(small_market.offers[0], {"title": "矿井水零排放成套装备"}, by=lab)
    edit_listing(small_market.needs[1], {"title": "马铃薯在线检测"}, by=firm)
    close_listing(small_market.offers[4], by=lab)
    close_listing(small_market.offers[7], by=lab)
    publish_listing(small_market.offers[7], by=lab)  # left and came back, at the same revision
    make_listing("achievement", owner=small_market.lab, title="钕铁硼回收利用新工艺", summary="钕铁硼回收。")
    for pk in [pk for n, pk in enumerate(parts) if not n % 2]:
        run(pk)
    assert half * 2 == len(parts)
    merged = match_table()

    Match.objects.all().delete()
    forget_market()
    for pk in parts:
        Job.objects.filter(pk=pk).update(state="done")
    copy = current_market()
    found = {
        id: [scored.id for scored in copy.offered.search(copy.wanted.get(id), 20)]
        for id, _revision in copy.wanted.revisions()
    }
    expected = {(id, offered) for id, offers in found.items() for offered in offers}
    assert {(str(row[1]), str(row[2])) for row in merged} == expected


def test_a_worker_that_cannot_use_the_index_does_its_share(whole, cut, settings, tmp_path):
    """Its storage is damaged and it has no copy: it searches whole blocks from the database."""
    _full, parts = started()
    for path in (settings.MEDIA_ROOT / "indexes").rglob("*.npy"):
        path.write_bytes(b"damaged")
    for n, pk in enumerate(parts):
        if n % 3 == 0:
            settings.HOME = tmp_path / "elsewhere"
            forget_market()
        run(pk)
        settings.HOME = tmp_path / "home"
    assert match_table() == whole
