"""The published index: files first, then the row; what is damaged is never searched."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from matchmaking.domain import local_index
from matchmaking.domain.index import index_in_force, publish_index
from matchmaking.domain.market import current_market, forget_market
from matchmaking.engine.errors import StoreError
from matchmaking.models import MarketIndex
from projects.domain.listing import edit_listing
from tests.factories import make_listing, writer_for

pytestmark = pytest.mark.django_db


def reopened():
    """The market as a process that starts now sees it."""
    forget_market()
    return current_market()


def answers(copy):
    return [copy.offered.search(copy.wanted.get(id), 5) for id, _revision in copy.wanted.revisions()]


def test_a_process_that_starts_maps_the_index_and_answers_the_same(small_market, settings):
    settings.INDEX_SEGMENT_CARDS = 7
    before = current_market()
    expected = answers(before)
    index = publish_index(before)
    copy = reopened()
    assert copy.index == index
    assert (copy.offered.mapped, copy.changes()) == (3, 0)
    assert (len(copy), copy.revisions, copy.fingerprint()) == (30, index.revisions, index.fingerprint)
    assert answers(copy) == expected


def test_changes_after_the_index_are_taken_into_memory(small_market):
    publish_index(current_market())
    offer = edit_listing(small_market.offers[0], {"title": "改了名字的成果"}, by=writer_for(small_market.lab))
    new = make_listing("achievement", owner=small_market.lab, title="新发布的成果")
    copy = reopened()
    assert copy.offered.get(str(offer.pk)).title == "改了名字的成果"
    assert (str(new.pk) in copy.offered, len(copy.offered)) == (True, 19)
    assert copy.index == index_in_force()


def test_the_row_names_every_file_with_its_checksum(small_market, settings):
    index = publish_index(current_market())
    names = sorted(file["path"] for file in index.files)
    stored = sorted(
        path.relative_to(settings.MEDIA_ROOT / index.folder).as_posix()
        for path in (settings.MEDIA_ROOT / index.folder).rglob("*")
        if path.is_file()
    )
    assert names == stored
    assert index.files[-1]["path"].endswith("manifest.json")
    assert index.bytes == sum(default_storage.size(f"{index.folder}/{name}") for name in names)


def test_a_draft_leaves_no_trace_in_what_is_stored(small_market, settings):
    """Found by the two worlds: its id and the time of its writing stood in a file of the published index."""
    draft = make_listing("achievement", publish=False)
    forget_market()
    index = publish_index(current_market())
    telling = [
        each["path"]
        for each in index.files
        if str(draft.pk).encode() in (settings.MEDIA_ROOT / index.folder / each["path"]).read_bytes()
    ]
    assert telling == []


def test_the_index_before_stays_and_older_ones_go(small_market, settings):
    first, second, third = (publish_index(current_market()) for _ in range(3))
    assert list(MarketIndex.objects.values_list("folder", "current")) == [
        (third.folder, True),
        (second.folder, False),
    ]
    orphan = settings.MEDIA_ROOT / "indexes" / "left-by-a-dead-publisher"
    orphan.mkdir()
    (orphan / "a.npy").write_bytes(b"half")
    local_index_folders = {path.name for path in (settings.HOME / "index").glob("indexes-*")}
    assert f"indexes-{third.folder.removeprefix('indexes/')}" in local_index_folders
    assert first.folder not in {third.folder, second.folder}


def test_left_over_files_are_swept_after_an_hour(small_market, settings, django_capture_on_commit_callbacks):
    import os

    publish_index(current_market())
    fresh, old = (settings.MEDIA_ROOT / "indexes" / name for name in ("fresh", "old"))
    hours_ago = (timezone.now() - dt.timedelta(hours=2)).timestamp()
    for folder in (fresh, old):
        (folder / "offered").mkdir(parents=True)
        (folder / "offered" / "a.npy").write_bytes(b"half")
    os.utime(old / "offered" / "a.npy", (hours_ago, hours_ago))
    with django_capture_on_commit_callbacks(execute=True):
        index = publish_index(current_market())
    assert (fresh.exists(), old.exists()) == (True, False)
    assert default_storage.exists(f"{index.folder}/offered/manifest.json")


def test_a_machine_fetches_once_and_checks_what_it_gets(small_market, settings, tmp_path):
    index = publish_index(current_market())
    settings.HOME = tmp_path / "second-machine"
    folder = local_index.fetch(index)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*.npy")}
    assert local_index.fetch(index) == folder
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.npy")} == times
    assert answers(reopened()) == answers(current_market())


def test_a_damaged_copy_of_this_machine_is_fetched_anew(small_market, settings):
    index = publish_index(current_market())
    expected = answers(reopened())
    for path in local_index.fetch(index).rglob("*.npy"):
        path.write_bytes(path.read_bytes()[:-1])
    copy = reopened()
    assert (copy.index, answers(copy)) == (index, expected)


def test_every_damage_to_what_is_stored_is_noticed(small_market, settings, tmp_path):
    """Every 397th byte of every stored file turned over, one at a time: not one is accepted."""
    index = publish_index(current_market())
    settings.HOME = tmp_path / "second-machine"
    tried = 0
    for file in index.files:
        path = settings.MEDIA_ROOT / index.folder / file["path"]
        whole = path.read_bytes()
        for place in range(tried % 397, len(whole), 397):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
            with pytest.raises(StoreError, match="damaged"):
                local_index.fetch(index)
            tried += 1
        path.write_bytes(whole)
    assert tried > 100
    assert local_index.fetch(index).is_dir()


@pytest.mark.parametrize("damage", ["cut", "gone", "other"])
def test_a_stored_index_that_is_of_no_use_is_replaced_by_the_database(
    small_market, settings, tmp_path, damage
):
    expected = answers(current_market())
    index = publish_index(current_market())
    paths = sorted((settings.MEDIA_ROOT / index.folder / "offered").rglob("*.npy"))
    if damage == "cut":
        paths[0].write_bytes(paths[0].read_bytes()[:100])
    elif damage == "gone":
        paths[0].unlink()
    else:
        paths[0].write_bytes(paths[1].read_bytes())
    settings.HOME = tmp_path / "second-machine"
    copy = reopened()
    assert (copy.index, answers(copy)) == (None, expected)
    assert current_market() is copy  # and it is not tried again at every use
