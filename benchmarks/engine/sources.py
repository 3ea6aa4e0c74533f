"""The real texts a synthetic market is made of: clauses by topic, titles, and a dictionary of words."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rjieba

from matchmaking.engine.types import Card

PAPERS, NEEDS, ACHIEVEMENTS = "papers/papers.jsonl", "market/needs.jsonl", "market/achievements.jsonl"
PROVINCE = Path(__file__).resolve().parents[2] / "seeds" / "province"
LEAST_CLAUSES = 8  # a topic with fewer recombines into too few texts

_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+[，。；：！？,;:!?\n]*")
_CHINESE = re.compile("[\u4e00-\u9fff]{2,}")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """Texts that belong together: one discipline of the papers, one industry of the province, one need."""

    name: str
    titles: tuple[Words, ...]
    clauses: tuple[Words, ...]
    industries: Words = ()


@dataclass(frozen=True)
class Sources:
    """Everything a corpus is made of; equal fingerprints make equal corpora."""

    topics: tuple[Topic, ...]
    dictionary: Words
    regions: Words
    fingerprint: str


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file; SystemExit with one sentence where there is none."""
    if not path.is_file():
        raise SystemExit(f"{path} is not there: say where the data are with --data FOLDER")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def load(data: Path) -> Sources:
    """Read papers, needs and achievements of `data` and the demo province."""
    seeds = {kind: _province(kind) for kind in ("achievements", "needs")}
    papers, needs = read_rows(data / PAPERS), read_rows(data / NEEDS)
    titles = [row["title"].split() for row in read_rows(data / ACHIEVEMENTS)]
    texts = [
        *((f"paper {row['discipline']}", row["title"], row["abstract"], ()) for row in papers),
        *((f"need {row['id']}", row["title"], row["description"], ()) for row in needs),
        *(
            (f"province {name}", row["title"], row["summary"] + row["description"], tuple(row["industries"]))
            for rows in seeds.values()
            for name, row in rows
        ),
    ]
    topics = tuple(_topics(texts))
    words = {word for topic in topics for clause in topic.clauses for word in clause}
    words.update(word for title in titles for word in title)
    dictionary = tuple(sorted(word for word in words if _CHINESE.fullmatch(word)))
    regions = tuple(
        sorted({row["region"] for rows in seeds.values() for _, row in rows if row.get("region")})
    )
    digest = hashlib.sha256(repr((topics, dictionary, regions)).encode()).hexdigest()
    return Sources(topics, dictionary, regions, digest[:16])


def needs(data: Path) -> list[Card]:
    """The real needs that are asked: those of the technology market and those of the demo province."""
    market = [Card(f"need-{row['id']}", row["title"], row["description"]) for row in read_rows(data / NEEDS)]
    return market + [_need(row) for _, row in _province("needs")]


def real_offers(data: Path) -> list[Card]:
    """Real texts for recall: the market's achievements and the papers with their abstracts."""
    achievements = [Card(row["id"], row["title"]) for row in read_rows(data / ACHIEVEMENTS)]
    return achievements + [
        Card(f"paper-{row['id']}", row["title"], row["abstract"]) for row in read_rows(data / PAPERS)
    ]


def is_replaceable(word: str) -> bool:
    """Whether a word may make room for one of the dictionary: Chinese, of two characters or more."""
    return _CHINESE.fullmatch(word) is not None


def _need(row: dict[str, Any]) -> Card:
    return Card(
        f"need-{row['key']}",
        row["title"],
        row["summary"] + "\n" + row["description"],
        tuple(row["keywords"]),
        owner=row["owner"],
        industries=tuple(row["industries"]),
        region=row.get("region", ""),
        trl=row.get("trl_wanted"),
        modes=tuple(row.get("modes", ())),
    )


def _province(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(path.stem, row) for path in sorted((PROVINCE / kind).glob("*.jsonl")) for row in read_rows(path)]


def _topics(texts: list[tuple[str, str, str, Words]]) -> Iterator[Topic]:
    titles: dict[str, dict[Words, None]] = defaultdict(dict)
    clauses: dict[str, dict[Words, None]] = defaultdict(dict)
    industries: dict[str, set[str]] = defaultdict(set)
    for name, title, text, codes in texts:
        titles[name][tuple(rjieba.cut(title))] = None
        industries[name].update(codes)
        for clause in _CLAUSE.findall(text):
            if 4 <= len(clause) <= 60:
                clauses[name][tuple(rjieba.cut(clause))] = None
    for name in sorted(clauses):
        if len(clauses[name]) >= LEAST_CLAUSES:
            yield Topic(name, tuple(titles[name]), tuple(clauses[name]), tuple(sorted(industries[name])))
