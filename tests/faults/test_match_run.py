"""A full match survives what happens to machines: nobody lends a hand, and the table is that of a quiet day."""

import time

import pytest
from django.conf import settings
from redis import Redis

from config.kernel.models import Job
from matchmaking.domain.full_match import start_full_match
from tests.faults.conftest import finished, jobs
from tests.matchmaking.domain.conftest import match_table
from tests.processes import until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


def test_killing_the_worker_in_the_middle_loses_no_match(quiet_day, processes, market):
    processes.beat()
    worker = processes.worker()
    run = start_full_match()
    until(lambda: Job.objects.filter(kind="match_block", attempts__gt=0).exists(), jobs)
    worker.kill()
    run.refresh_from_db()
    assert run.done < market
    processes.worker()  # the supervisor of ./run does this
    until(finished(run), jobs)
    assert (run.done, run.total) == (market, market)
    assert match_table() == quiet_day
    assert set(Job.objects.filter(kind="match_block").values_list("state", flat=True)) == {"done"}


def test_emptying_redis_loses_no_match(quiet_day, processes, market):
    run = start_full_match()  # no worker yet: the hints wait in Redis
    redis = Redis.from_url(settings.REDIS_URL, db=settings.REDIS_DB)
    until(lambda: redis.dbsize() > 0)
    redis.flushdb()
    processes.beat()
    processes.worker()
    until(finished(run), jobs)
    assert match_table() == quiet_day


def test_work_accepted_while_no_worker_runs_is_done_when_one_comes(quiet_day, processes):
    run = start_full_match()
    time.sleep(1)
    processes.beat()
    processes.worker()
    until(finished(run), jobs)
    assert match_table() == quiet_day
