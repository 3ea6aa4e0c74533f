"""Two worlds, one script: what outsiders, the other side and their probes get does not depend on a secret text."""

import re

import pytest
from django.test import Client

from config.kernel.jobs import drain
from enterprises.models import User
from projects.domain import card
from projects.models import Listing
from tests import factories
from tests.two_worlds.worlds import OTHER, SECRET, WORDS, Seen, ask, live

PROBES = 12
pytestmark = pytest.mark.django_db


def script(seen: Seen, probes: int) -> None:
    """Everybody looks everywhere; the lab posts probes, each with other words, publishes them and reads what comes."""
    drain()
    clients = {"nobody": Client(), "lab": Client(), "third": Client()}
    for name in ("lab", "third"):
        clients[name].force_login(User.objects.get(email=f"{name}@probe.test"))
    need = Listing.objects.get(kind="need")
    lab = clients["lab"]
    for number in range(probes):
        words = [WORDS[(number + n) % len(WORDS)] for n in range(3)]
        body = {
            "title": f"{words[0]}{words[1]}成套技术",
            "summary": f"面向{words[0]}的{words[1]}，采用{words[2]}。",
        }
        made = ask(seen, lab, "post", "/api/v1/achievements/", body)
        assert made.status_code == 201, made.content
        ask(seen, lab, "post", f"/api/v1/achievements/{made.json()['id']}/publish/", {})
    drain()
    paths = [f"/listings/{pk}/" for pk in Listing.objects.order_by("pk").values_list("pk", flat=True)[:6]]
    paths += [
        f"/listings/{need.pk}/",
        f"/listings/{need.pk}/matches/",
        f"/listings/{need.pk}/secret/matches/",
    ]
    paths += [
        "/",
        "/needs/",
        "/needs/?q=石墨化",
        "/achievements/?q=石墨化",
        "/my/",
        "/my/matches/",
        "/my/invitations/",
    ]
    paths += ["/api/v1/matches/", "/api/v1/needs/", f"/api/v1/needs/{need.pk}/", "/api/v1/invitations/"]
    paths += [f"/api/v1/secret-matches/?listing={need.pk}", f"/api/v1/needs/{need.pk}/secret-readings/"]
    for client in clients.values():
        for path in paths:
            ask(seen, client, "get", path)
        ask(seen, client, "post", "/api/v1/match-preview/", {"text": " ".join(WORDS[:6])})


@pytest.fixture
def worlds(vocabularies, tmp_path, monkeypatch, settings):
    """`worlds(secret)` is what comes out of the world with that secret."""

    def of(secret):
        monkeypatch.setattr(factories, "_numbers", iter(range(1, 10_000)))
        return live(secret, PROBES, tmp_path / f"world-{len(list(tmp_path.iterdir()))}", script)

    return of


def differing(one: Seen, other: Seen) -> list[str]:
    """Requests and tables that differ."""
    assert len(one.answers) == len(other.answers)
    found = [a[:300] for a, b in zip(one.answers, other.answers, strict=True) if a != b]
    found += [f"rows {n}" for n, (a, b) in enumerate(zip(one.rows, other.rows, strict=True)) if a != b]
    return found + [f"file {a}" for a, b in zip(one.files, other.files, strict=True) if a != b]


def test_nothing_that_comes_out_depends_on_the_secret_text_or_on_there_being_one(worlds):
    with_it, with_another, without = worlds(SECRET), worlds(OTHER), worlds(None)
    assert len(with_it.answers) > 80
    assert differing(with_it, with_another) == []
    assert differing(with_it, without) == []
    recovered = {word for word in with_it.terms if re.search("石墨|炉底|温度场|内串", word)}
    shown = "".join(answer for answer in with_it.answers if "共同" in answer)
    assert SECRET not in shown
    assert recovered == set()  # of the need's own words only those of its public card are ever named


def test_a_planted_leak_is_seen(worlds, monkeypatch):
    """The test can fail: let the secret into the card, and the worlds differ."""
    from projects.domain import listing as writing

    honest = writing.write_secret

    def leaky(row, text):
        honest(row, text)
        Listing.objects.filter(pk=row.pk).update(summary=f"{row.summary}{text}", revision=row.revision + 1)

    monkeypatch.setattr(writing, "write_secret", leaky)
    assert card.card_words  # the words that would now hold it
    assert len(differing(worlds(SECRET), worlds(OTHER))) > 5
