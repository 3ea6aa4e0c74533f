"""A full match cut into blocks and segments leaves what one search of everything would have left."""

from collections import Counter

import pytest
from django.db import transaction

from config.kernel.jobs import HANDLERS, drain, run
from config.kernel.models import Job
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.index import index_in_force
from matchmaking.domain.market import current_market, forget_market
from matchmaking.domain.model import fit_model
from matchmaking.models import Match, MatchPart, MatchRun
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing, publish_listing
from tests.factories import make_listing, make_organization, writer_for
from tests.matchmaking.domain.conftest import match_table

pytestmark = pytest.mark.django_db
PREPARING = ["prepare_full_match", "count_offers", "publish_full_match", "build_segment", "cut_full_match"]


class Death(Exception):
    """A worker that ends before it commits."""


@transaction.atomic
def dying(job):
    """Do the work of a job but for its commit."""
    HANDLERS[job.kind](**job.payload)
    raise Death


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
    settings.INDEX_SEGMENT_CARDS, settings.MATCH_BLOCK, settings.FIT_PIECE = 5, 4, 7


def preparing():
    """The next job of a full match before its parts."""
    return Job.objects.filter(state="ready", kind__in=PREPARING).order_by("pk").first()


def started():
    """A full match whose parts wait; their job ids in order."""
    full = start_full_match()
    while job := preparing():
        run(job.pk)
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


def test_no_job_reads_more_than_its_piece_and_the_model_is_that_of_all(small_market, cut):
    """Found at 100,000 offers: fitting in one job met the time limit of a task, again at every attempt."""
    first, other = small_market.offers[0], make_organization("有同一成果的另一家", kind="lab")
    make_listing("achievement", owner=other, title=first.title, summary=first.summary)  # counts once
    make_listing(
        "achievement", owner=small_market.lab, title="成员才能看的电渣重熔技术", disclosure="members"
    )
    expected = fit_model()
    assert expected.documents == 18
    full, _parts = started()
    assert Counter(Job.objects.filter(state="done").values_list("kind", flat=True)) == {
        "prepare_full_match": 1,
        "count_offers": 3,  # 20 offers in sevens
        "publish_full_match": 1,
        "build_segment": 8,  # 12 needs and 20 offers in fives; that none follows the 20th is seen by looking
        "cut_full_match": 1,
    }
    full.refresh_from_db()
    index = index_in_force()
    assert (full.model_version, full.index) == (expected.version, index)
    assert (index.cards, index.segments) == (32, {"wanted": 3, "offered": 4})


def test_a_job_tried_again_after_its_files_were_written_gives_the_same(whole, cut, settings):
    """Whoever dies between files and rows leaves files, perhaps half of one: the next attempt writes them again."""
    start_full_match()
    damaged = 0
    while job := preparing():
        before = set(settings.MEDIA_ROOT.rglob("*.npy"))
        with pytest.raises(Death):
            dying(job)
        for path in set(settings.MEDIA_ROOT.rglob("*.npy")) - before:
            path.write_bytes(b"half")
            damaged += 1
        run(job.pk)
    drain()
    assert damaged > 100
    assert match_table() == whole


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
