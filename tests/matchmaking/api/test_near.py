"""Near misses over the API: told to the owner, not there for anybody else."""

from rest_framework.test import APIClient

from tests.conftest import People
from tests.matchmaking.near_cast import by_mode
from tests.partner import session_of


def test_the_owner_reads_what_would_have_to_change(people: People) -> None:
    need, offer = by_mode(people)
    (row,) = session_of(people.alice).get(f"/api/v1/needs/{need.pk}/near-misses/").json()
    assert row["listing"]["id"] == str(offer.pk)
    assert row["sentence"] == "如果我方接受“普通许可”这种合作方式，就会进入前 20，约排第 1。"
    assert [(c["code"], c["side"], c["mine"]) for c in row["changes"]] == [("mode", "wanted", True)]


def test_for_others_it_is_not_there(people: People) -> None:
    need, offer = by_mode(people)
    path = f"/api/v1/needs/{need.pk}/near-misses/"
    clients = [session_of(people.bob), session_of(people.oscar)]
    assert [client.get(path).status_code for client in clients] == [404, 404]
    assert APIClient().get(path).status_code in {401, 403, 404}
    assert session_of(people.bob).get(f"/api/v1/needs/{offer.pk}/near-misses/").status_code == 404
