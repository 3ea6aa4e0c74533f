"""Two machines, with nothing in common but the database, the broker and the storage, do the work of one."""

import pytest

from config.kernel.models import Job
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.index import index_in_force
from tests.faults.conftest import finished, jobs
from tests.matchmaking.domain.conftest import match_table
from tests.processes import until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("segment", [262_144, 8])
def test_two_machines_leave_the_table_of_one(quiet_day, processes, settings, tmp_path, segment):
    settings.INDEX_SEGMENT_CARDS, settings.MATCH_BLOCK = segment, 5
    homes = [tmp_path / "first-machine", tmp_path / "second-machine"]
    processes.beat()
    for home in homes:
        processes.worker(home, wait=False)
    run = start_full_match()
    until(finished(run), jobs)
    assert match_table() == quiet_day
    index = index_in_force()
    assert index.segments["offered"] == (1 if segment > 100 else 4)
    name = index.folder.replace("/", "-")
    assert sum((home / "index" / name).is_dir() for home in homes) >= 1
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
