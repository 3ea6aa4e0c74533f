"""Probing achievements: put on show, read in every way there is, and taken off again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matchmaking.engine.ranker import HALF
from tests.two_worlds.cast import NEED_CARD
from tests.two_worlds.life import Life

WHO = "prober's partner"
TITLE = "电解车间直流电耗成果（{}）"  # words of the target's card: every probe enters its list
SUMMARY = "团队研究{}，可降低电解车间的直流电耗。"


@dataclass
class Probe:
    """An achievement that fishes for words, and what came of it: its cosine with each need, and the words named."""

    words: tuple[str, ...]
    id: str
    cosines: dict[str, float] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    invited: bool = False


@dataclass
class Prober:
    """Posts probes at one target through `life`, as an outsider with a partner system and friends who lend logins."""

    life: Life
    target: str
    posted: int = 0

    def post(self, groups: Sequence[tuple[str, ...]]) -> list[Probe]:
        """One probe for each group of words, on show together; no more of them than the target's list is long."""
        probes = [Probe(words, self._publish(words)) for words in groups]
        self.life.jobs(WHO)
        for probe in probes:
            self._read(probe)
        self._look_around(probes)
        for probe in probes:
            self.life.ask(WHO, "POST", f"/api/v1/achievements/{probe.id}/close/", {})
        self.life.jobs(WHO)
        return probes

    def _publish(self, words: tuple[str, ...]) -> str:
        self.posted += 1
        body = {"title": TITLE.format(self.posted), "summary": SUMMARY.format("、".join(words))}
        return published(self.life, WHO, "achievements", body)

    def _read(self, probe: Probe) -> None:
        """The probe's own matches, each with score, parts and reasons."""
        for row in self._rows(f"/api/v1/matches/?offered={probe.id}&page_size=100"):
            text = next(part["value"] for part in row["parts"] if part["code"] == "text")
            probe.cosines[row["wanted"]["id"]] = HALF * text / (1 + HALF - text)  # undoes `text_score`
            if row["wanted"]["id"] == self.target:
                self._note(probe, f"{row['reasons']}{[term['term'] for term in row['terms']]}")

    def _look_around(self, probes: list[Probe]) -> None:
        """Everything else that could tell: who stands beside the target, as each of two friends sees it, what waits
        on the workbench, invitations, near misses."""
        for probe in probes:
            page = self._page("outsider", f"/listings/{probe.id}/matches/")
            self._note(probe, _cards_of(self.target, page))
        beside = self._page("prober", f"/listings/{self.target}/matches/")
        waiting = self._page("prober", "/my/matches/") + self._page("prober", "/my/invitations/")
        beside += _cards_of(self.target, waiting)
        near = self._rows(f"/api/v1/needs/{self.target}/near-misses/")
        invited = {row["invited"]["id"] for row in self._rows("/api/v1/invitations/")}
        for probe in probes:
            self._note(probe, _cards_of(probe.id, beside))
            self._note(probe, str([row["terms"] for row in near if row["listing"]["id"] == probe.id]))
            probe.invited = probe.id in invited

    def _note(self, probe: Probe, text: str) -> None:
        """The probe's words that a text names; the target's public card and the probe itself tell the rest."""
        told = "".join(NEED_CARD.values())
        for own in (SUMMARY.format("、".join(probe.words)), "、".join(probe.words)):
            text = text.replace(own, "")
        probe.named |= {word for word in probe.words if word in text and word not in told}

    def _rows(self, path: str) -> list[dict[str, Any]]:
        answer = self.life.ask(WHO, "GET", path)
        return list(answer.json()["results"]) if answer.status_code == 200 else []

    def _page(self, who: str, path: str) -> str:
        return self.life.ask(who, "GET", path).content.decode()


def published(life: Life, who: str, kind: str, body: dict[str, str]) -> str:
    """Post a listing and put it on show; returns its id."""
    made = life.ask(who, "POST", f"/api/v1/{kind}/", body)
    if made.status_code != 201:
        raise RuntimeError(made.content.decode())
    id = str(made.json()["id"])
    life.ask(who, "POST", f"/api/v1/{kind}/{id}/publish/", {})
    return id


def _cards_of(id: str, page: str) -> str:
    """The cards on a page that lead to this listing."""
    cards = [f"<article{part.split('</article>')[0]}</article>" for part in page.split("<article")[1:]]
    return "".join(card for card in cards if id in card)
