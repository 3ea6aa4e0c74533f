"""A market of any size from real texts: the same sources give the same cards, and a small one begins a large one."""

import json
import os
import random
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from matchmaking.engine.types import Card

from .sources import Sources, Topic, Words, is_replaceable

VERSION = 1  # of the recipe; raise it when the same sources give other cards
SEED = 20191122
LENGTH = 170  # characters of title and text together, on average
REPLACED = 1 / 7  # of the words, so that the vocabulary grows with the market as a real one's does
OWNERS = 5_000
MODES = ("M1", "M2", "M3", "M4", "M5", "M6")


def cards(sources: Sources, count: int, seed: int = SEED) -> Iterator[Card]:
    """So many achievements: each a title and clauses of one topic, a seventh of the words drawn from the dictionary.

    Only `random()` is drawn from the generator: its sequence for a seed is promised by Python, other draws are not.
    """
    draw = random.Random(seed).random
    ends = list(accumulate(len(topic.clauses) for topic in sources.topics))
    for number in range(count):
        topic = sources.topics[bisect(ends, draw() * ends[-1])]
        title = _varied(_one(topic.titles, draw), sources.dictionary, draw)
        text, length = [], len(title) + 10  # the last clause overshoots by half its length
        while length < LENGTH:
            clause = _varied(_one(topic.clauses, draw), sources.dictionary, draw)
            text.append(clause)
            length += len(clause)
        yield _card(number, title, "".join(text), topic, sources.regions, draw)


def cached(sources: Sources, count: int) -> Iterator[Card]:
    """The same cards from a file under DUIJIE_HOME/bench, written on first use; a larger one serves a smaller."""
    folder = home()
    prefix = f"corpus-{VERSION}-{sources.fingerprint}-"
    sizes = sorted(int(path.stem.removeprefix(prefix)) for path in folder.glob(f"{prefix}*.jsonl"))
    enough = next((size for size in sizes if size >= count), None)
    if enough is None:
        enough = count
        _write(folder / f"{prefix}{count}.jsonl", cards(sources, count))
    with (folder / f"{prefix}{enough}.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, count):
            yield _read(json.loads(line))


def home() -> Path:
    """Where the measurements keep what they make."""
    folder = Path(os.environ.get("DUIJIE_HOME") or ".data").expanduser().resolve() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _one(rows: tuple[Words, ...], draw: Callable[[], float]) -> Words:
    return rows[int(draw() * len(rows))]


def _varied(words: Words, dictionary: Words, draw: Callable[[], float]) -> str:
    """The words joined, about one in seven replaced."""
    said = list(words)
    for place, word in enumerate(words):
        if draw() < REPLACED and is_replaceable(word):
            said[place] = dictionary[int(draw() * len(dictionary))]
    return "".join(said)


def _card(
    number: int, title: str, text: str, topic: Topic, regions: Words, draw: Callable[[], float]
) -> Card:
    return Card(
        f"a{number:07d}",
        title,
        text,
        owner=f"owner-{int(draw() * OWNERS)}",
        industries=(topic.industries[int(draw() * len(topic.industries))],) if topic.industries else (),
        region=regions[int(draw() * len(regions))] if regions else "",
        trl=1 + int(draw() * 9),
        modes=(MODES[int(draw() * len(MODES))],),
    )


def _read(held: dict[str, Any]) -> Card:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in held.items()}
    return Card(**values)


def _write(path: Path, made: Iterator[Card]) -> None:
    empty = {field.name: field.default for field in fields(Card)}
    unfinished = path.with_suffix(".new")
    with unfinished.open("w", encoding="utf-8") as file:
        for card in made:
            held = {name: value for name in empty if (value := getattr(card, name)) != empty[name]}
            file.write(json.dumps(held, ensure_ascii=False) + "\n")
    unfinished.replace(path)
