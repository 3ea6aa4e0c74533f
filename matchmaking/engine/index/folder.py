"""A market on disk: a folder of segments, the statistics they were made with, and a manifest over all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from .. import store
from ..counts import Counts, count
from ..errors import StoreError
from ..passages import offered_text
from ..rows import offered_rows
from ..stats import Stats, Tally
from ..types import Card, Side
from .arrays import Described, Held, described
from .segment import Segment, segment_of, with_rows

KIND = "duijie-market"
SIZE = 1 << 18  # cards per segment: four blocks; about 600 MB with long texts


def write(folder: Path, stats: Stats, side: Side, segments: Iterable[Segment]) -> None:
    """Write segments one after the other into numbered folders, the manifest last."""
    stats.save(folder / "stats")
    marks: list[str] = []
    for n, segment in enumerate(segments):
        segment.save(folder / f"{n:04d}")
        marks.append(f"{segment.fingerprint:032x}")
        del segment  # before the next is made
    seal(folder, stats, side, marks)


def seal(folder: Path, stats: Stats, side: Side, marks: list[str]) -> None:
    """Write the manifest over segments that stand in numbered folders; `marks` are their fingerprints in hex."""
    facts: dict[str, store.Fact] = {"side": side, "stats": stats.version, "segments": marks}
    store.write(folder, KIND, facts, {})


def read(
    folder: Path, stats: Stats | None = None, *, verify: bool = True
) -> tuple[Stats, Side, Sequence[Segment]]:
    """What `write` wrote, mapped; StoreError when anything is damaged or does not belong together."""
    facts, _ = store.files_of(folder, KIND, verify=verify)
    if stats is None:
        stats = Stats.load(folder / "stats", verify=verify)
    side: Side = "wanted" if facts["side"] == "wanted" else "offered"
    segments = []
    marks = facts["segments"]
    assert isinstance(marks, list)
    for n, mark in enumerate(marks):
        path = folder / f"{n:04d}"
        segment = Segment.open(path, verify=verify)
        if segment.fingerprint != int(mark, 16) or segment.side != side:
            raise StoreError(f"{path} is not the segment {folder} was made with; build it again")
        _check_statistics(path, segment.stats_version, stats)
        segments.append(segment)
    _check_statistics(folder, str(facts["stats"]), stats)
    return stats, side, segments


def build(folder: Path, stats: Stats, side: Side, held: Iterable[Held], size: int = SIZE) -> None:
    """Write the market of these cards, each id once, without holding more than `size` of them at a time."""
    write(folder, stats, side, _cut(stats, side, iter(held), size))


def fit_and_build(
    folder: Path, held: Iterable[Held], size: int = SIZE, counted: Callable[[Card], bool] = lambda _card: True
) -> Stats:
    """Fit the statistics and write the offered market at once, so that each text is read once.

    Only cards that are `counted` tell what words are common: public ones. The cards go as they are described; kept
    until the last has come are all counts, 8 bytes a term, and the columns: about 2 GB for a million long texts.
    """
    tally, parts = Tally(), []
    cards = iter(held)
    while part := sorted(islice(cards, size), key=lambda each: each[0].id.encode()):
        texts = [offered_text(card) for card, _ in part]
        counts = count(texts)
        tally.add(texts, counts, np.array([counted(card) for card, _ in part], np.bool_))
        parts.append((described(part), counts))
        del part, texts  # before the next are read, or both would have to find room
    stats = tally.stats()
    write(folder, stats, "offered", (_weighed(stats, *parts.pop(0)) for _ in range(len(parts))))
    return stats


def _weighed(stats: Stats, cards: Described, counts: Counts) -> Segment:
    return with_rows(stats, "offered", cards, offered_rows(stats, counts, spend=True))


def _cut(stats: Stats, side: Side, held: Iterator[Held], size: int) -> Iterator[Segment]:
    while part := list(islice(held, size)):
        yield segment_of(stats, side, part)


def _check_statistics(folder: Path, made_with: str, stats: Stats) -> None:
    if made_with != stats.version:
        raise StoreError(
            f"{folder} was made with statistics {made_with}, not {stats.version}; build it again"
        )
