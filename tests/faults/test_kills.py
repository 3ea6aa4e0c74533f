"""Twenty kills in one full match, at places drawn by lot: the table afterwards is that of a quiet day."""

import random

import pytest
from django.core.files.storage import default_storage

from config.kernel.models import Job
from matchmaking.domain.full_match import start_full_match
from matchmaking.models import MatchPart
from tests.faults.conftest import finished, jobs
from tests.matchmaking.domain.conftest import match_table
from tests.processes import until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
KILLS = 20
BEFORE = 1 + 8 + 1 + 16 + 4 + 1  # jobs before the first search: count the offers, build both sides


def test_twenty_kills_leave_the_table_of_a_quiet_day(quiet_day, processes, settings):
    settings.INDEX_SEGMENT_CARDS, settings.MATCH_BLOCK = 10, 3  # three segments, fifty blocks
    settings.FIT_PIECE = 4  # eight pieces to count
    lot = random.Random(20)
    processes.beat()
    workers = [processes.worker(wait=False) for _ in range(3)]
    run = start_full_match()
    places = sorted(lot.sample(range(1, BEFORE + 150), KILLS))

    for place in places:

        def reached(place=place):
            return Job.objects.filter(state="done").count() >= place

        until(reached, jobs)
        workers.pop(lot.randrange(len(workers))).kill()
        workers.append(processes.worker(wait=False))  # the supervisor of ./run does this
    until(finished(run), jobs)

    assert (run.steps_done, run.steps, run.done, run.total) == (150, 150, 150, 150)
    assert match_table() == quiet_day
    assert MatchPart.objects.count() == 0
    assert list(Job.objects.values_list("state").distinct()) == [("done",)]
    assert Job.objects.count() == BEFORE + 150
    assert default_storage.listdir(f"tallies/{run.pk}")[0] == []
