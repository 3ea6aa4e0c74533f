"""Jobs in the admin: a dead one gets five new attempts, and nothing else is done to any."""

import pytest

from config.kernel.models import Job

pytestmark = pytest.mark.django_db


def test_the_dead_are_retried_and_the_others_skipped(client, people):
    dead = Job.objects.create(kind="match_listing", state="dead", attempts=5, error="line\nValueError: bad")
    done = Job.objects.create(kind="match_listing", state="done", attempts=1)
    client.force_login(people.dave)
    assert "ValueError: bad" in client.get("/admin/kernel/job/").content.decode()
    chosen = {"action": "retry", "_selected_action": [str(dead.pk), str(done.pk)]}
    foreseen = client.post("/admin/kernel/job/", chosen)
    assert (foreseen.context["can"], foreseen.context["cannot"]) == (1, 1)
    client.post("/admin/kernel/job/", {**chosen, "confirmed": "yes"})
    dead.refresh_from_db()
    done.refresh_from_db()
    assert [(dead.state, dead.attempts), (done.state, done.attempts)] == [("ready", 0), ("done", 1)]
