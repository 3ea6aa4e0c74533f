"""An adaptive attacker. They cut words from public cards, and as luck would have it the words of the secret are among
them; they write these into achievements, read everything that comes back, and follow what looks warm.

What counts as recovered: a word that an explanation names although the target's public card does not hold it, and a
word with which alone a probe scores clearly higher against the target than probes that differ in that word.
"""

import random
import re
from dataclasses import dataclass, field
from typing import Any

from projects.models import Listing
from projects.states import ON_SHOW
from tests.two_worlds.attack.target import terms_to_find, words_of
from tests.two_worlds.cast import NEED_CARD
from tests.two_worlds.life import Life

WORDS = 8  # in a probe of the first round
BATCH = 10  # probes on show at once: more would push each other out of the target's list
CLEARLY = 1.05  # times the best score of the controls, words that are surely not in it
WHO = "prober's partner"
FRAMES = (
    "本成果将{}用于生产。",
    "团队研究了{}，已完成试验。",
    "针对{}提出了新的做法。",
    "对{}进行监测，使之得到改善。",
)
ALONE = "团队研究{}，已完成试验，可以转让。"
_OWN_TITLE = re.compile(r"[^<>]*成果（\d+）")
CONTROLS = ("苜蓿", "唢呐", "燕窝")


@dataclass
class Probe:
    """An achievement on show, and what it brought: score against the target, words named, traces elsewhere."""

    words: tuple[str, ...]
    id: str
    score: float = 0.0
    named: set[str] = field(default_factory=set)


@dataclass
class Attacker:
    """Attacks through `life`, as an outsider with a partner system and friends who lend their logins."""

    life: Life
    target: str
    chance: random.Random
    size: int  # words in the vocabulary
    probes: int = 0
    bar: float = 1.0  # score from which a word alone is believed
    recovered: set[str] = field(default_factory=set)
    heat: dict[str, float] = field(default_factory=dict)  # word → best score of a probe that held it

    def attack(self, most: int) -> None:
        """With `most` probes: every word once, in groups; then one by one, the warmest first."""
        words = self.vocabulary()
        while words and self.probes < most:
            batch = [
                tuple(words[n : n + WORDS]) for n in range(0, WORDS * BATCH, WORDS) if words[n : n + WORDS]
            ]
            del words[: WORDS * BATCH]
            for probe in self._post(batch[: most - self.probes], "".join(FRAMES)):
                self._believe(probe)
        if self.probes + len(CONTROLS) < most:
            controls = self._post([(word,) for word in CONTROLS], ALONE)
            self.bar = CLEARLY * max(probe.score for probe in controls)
        while self.probes < most and (left := self._warmest()):
            self._one_by_one(left[: min(BATCH, most - self.probes)])

    def vocabulary(self) -> list[str]:
        """Words of public cards and of the secret, in an order that says nothing."""
        cards = Listing.objects.filter(state__in=ON_SHOW).exclude(pk=self.target).order_by("pk")
        texts = [f"{title}\n{summary}" for title, summary in cards.values_list("title", "summary")]
        public = sorted(set().union(*map(words_of, texts)))
        self.chance.shuffle(public)
        words = sorted(terms_to_find() | set(public[: self.size]))
        self.chance.shuffle(words)
        return words

    def _warmest(self) -> list[str]:
        """Words not yet recovered nor tried alone, those from well scoring probes first."""
        left = [word for word in self.heat if word not in self.recovered]
        return sorted(left, key=lambda word: (-self.heat[word], word))

    def _believe(self, probe: Probe) -> None:
        self.recovered |= probe.named
        for word in probe.words:
            self.heat[word] = max(self.heat.get(word, 0.0), probe.score)

    def _one_by_one(self, words: list[str]) -> None:
        for probe in self._post([(word,) for word in words], ALONE):
            self.recovered |= probe.named
            if probe.score > self.bar:
                self.recovered |= set(probe.words)
            self.heat.pop(probe.words[0], None)

    def _post(self, groups: list[tuple[str, ...]], frame: str) -> list[Probe]:
        """Put probes on show, read what comes back, take them off again."""
        probes = [Probe(words, self._publish(words, frame)) for words in groups]
        self.life.jobs(WHO)
        for probe in probes:
            self._read(probe)
        self._look_around(probes)
        for probe in probes:
            self.life.ask(WHO, "POST", f"/api/v1/achievements/{probe.id}/close/", {})
        self.life.jobs(WHO)
        return probes

    def _publish(self, words: tuple[str, ...], frame: str) -> str:
        self.probes += 1
        places = frame.count("{}")
        shares = ["、".join(words[n::places]) or "设备" for n in range(places)]
        body = {"title": f"{words[0]}成果（{self.probes}）", "summary": frame.format(*shares)}
        made = self.life.ask(WHO, "POST", "/api/v1/achievements/", body)
        if made.status_code != 201:
            raise RuntimeError(made.content.decode())
        id = str(made.json()["id"])
        self.life.ask(WHO, "POST", f"/api/v1/achievements/{id}/publish/", {})
        return id

    def _read(self, probe: Probe) -> None:
        """The probe's own matches, each with score, parts and reasons."""
        rows = self._rows(f"/api/v1/matches/?offered={probe.id}&page_size=100")
        for row in rows:
            if row["wanted"]["id"] == self.target:
                probe.score = row["score"]
                self._note(probe, f"{row['reasons']}{[term['term'] for term in row['terms']]}")

    def _look_around(self, probes: list[Probe]) -> None:
        """Everything else that could tell: who stands beside the target, as each of two friends sees it, what waits
        on the workbench, invitations, near misses, counts."""
        for probe in probes:
            page = self._page("outsider", f"/listings/{probe.id}/matches/")
            self._note(probe, _cards_of(self.target, page))
        pages = self._page("prober", f"/listings/{self.target}/matches/")
        pages += self._page("prober", "/my/matches/") + self._page("prober", "/my/invitations/")
        near = self._rows(f"/api/v1/needs/{self.target}/near-misses/")
        invited = self._rows("/api/v1/invitations/")
        for probe in probes:
            self._note(probe, _cards_of(probe.id, pages))
            self._note(probe, str([row["terms"] for row in near if row["listing"]["id"] == probe.id]))
            if any(row["invited"]["id"] == probe.id for row in invited):
                probe.score = 1.0

    def _note(self, probe: Probe, text: str) -> None:
        """The probe's words that a text names; the target's public card tells the rest itself."""
        told = "".join(NEED_CARD.values())
        plain = _OWN_TITLE.sub("", text)
        probe.named |= {word for word in probe.words if word in plain and word not in told}

    def _rows(self, path: str) -> list[dict[str, Any]]:
        answer = self.life.ask(WHO, "GET", path)
        return list(answer.json()["results"]) if answer.status_code == 200 else []

    def _page(self, who: str, path: str) -> str:
        return self.life.ask(who, "GET", path).content.decode()


def _cards_of(id: str, page: str) -> str:
    """The cards on a page that lead to this listing."""
    cards = [part.split("</article>")[0] for part in page.split("<article")[1:]]
    return "".join(card for card in cards if id in card)
