"""Evaluations over the API: the spread of two opinions, and what a list costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.actors import actor_for_user
from projects.domain.evaluation import release_evaluation
from projects.models import Evaluation, Opinion
from tests.factories import (
    OPINION,
    make_evaluation,
    make_listing,
    make_organization,
    make_user,
    say_opinion,
    writer_for,
)
from tests.partner import session_of

API = "/api/v1"


def test_a_round_from_opening_to_its_release(lab_partner, visitor, people):
    achievement = make_listing("achievement", owner=people.lab)
    users = [make_user(organization=make_organization()) for _n in range(2)]
    dave = session_of(people.dave)
    body = {"achievement": str(achievement.pk), "reviewers": [user.email for user in users]}
    unknown = dave.post(f"{API}/evaluations/", body | {"reviewers": ["nobody@example.org"]}, format="json")
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "#/reviewers")
    opened = dave.post(f"{API}/evaluations/", body, format="json")
    assert (opened.status_code, opened.json()["state"], opened.json()["spread"]) == (201, "open", [])
    path = f"{API}/evaluations/{opened.json()['id']}/"
    assert lab_partner.get(path).status_code == 404

    for user, points in zip(users, (3, 8), strict=True):
        session = session_of(user)
        (opinion,) = session.get(f"{API}/opinions/").json()["results"]
        give = f"{API}/opinions/{opinion['id']}/give/"
        assert session.post(give, {"quality": 3}, format="json").status_code == 422
        given = session.post(give, {**OPINION, "quality": points}, format="json")
        assert (given.status_code, given.json()["quality"]) == (200, points)

    shown = lab_partner.get(path).json()
    (quality,) = [row for row in shown["spread"] if row["dimension"] == "quality"]
    assert {name: quality[name] for name in ("lowest", "middle", "highest", "counts")} == {
        "lowest": 3,
        "middle": 5.5,
        "highest": 8,
        "counts": [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0],
    }
    assert [row["points"] for row in quality["said"]] == [3, 8]
    assert dave.get(path).json()["spread"] == []
    assert dave.post(f"{path}release/").status_code == 403
    assert lab_partner.post(f"{path}release/").json()["state"] == "released"
    assert visitor.get(path).json()["spread"] == shown["spread"]


class TestQueriesPerList:
    """A list costs the same with one row and with thirty."""

    @pytest.mark.parametrize("door", ["/api/v1/evaluations/?page_size=100", "/evaluations/"])
    def test_evaluations(self, people, client, door):
        client.force_login(people.dave)
        users = [make_user(organization=make_organization()) for _n in range(2)]

        def make(count):
            for _n in range(count):
                owner = make_organization()
                round_ = make_evaluation(
                    achievement=make_listing("achievement", owner=owner),
                    reviewers=users,
                    administrator=people.dave,
                )
                for user in users:
                    say_opinion(round_, user)
                release_evaluation(Evaluation.objects.get(pk=round_.pk), by=writer_for(owner))

        assert self._costs(client, door, make) == 1

    @pytest.mark.parametrize("door", ["/api/v1/opinions/?page_size=100", "/evaluations/"])
    def test_opinions(self, people, client, door):
        client.force_login(people.bob)
        other = make_user(organization=make_organization())

        def make(count):
            for _n in range(count):
                make_evaluation(reviewers=[people.bob, other], administrator=people.dave)

        assert self._costs(client, door, make) == 1
        assert Opinion.objects.filter(reviewer=actor_for_user(people.bob).user).count() == 30

    def _costs(self, client, door, make):
        """How many different numbers of queries there are at one row and at thirty."""
        counts = set()
        for more in (1, 29):
            make(more)
            client.get(door)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(door).status_code == 200
            counts.add(len(seen))
        return len(counts)
