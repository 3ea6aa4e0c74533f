"""An immutable set of cards with their rows and postings, in memory or mapped from a folder."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .. import store
from ..stats import Stats
from ..types import Card, Side, Where
from ..vectors import Row, Rows, joined, lengths
from .arrays import REGION_DIGITS, Columns, Described, Held, Names, card_of, described
from .bands import peaks_of
from .postings import Postings, postings_of

KIND = "duijie-segment"
CARDS_KEPT = 2_000  # cards read lately, kept as objects
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Segment:
    """Cards in id order; `doc` is a card's place in it."""

    side: Side
    stats_version: str
    rows: Rows
    postings: Postings
    columns: Columns
    names: Names
    fingerprint: int  # sum of the fingerprints of its cards, see arrays.fingerprint
    _read: "OrderedDict[int, Card]" = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def all_core(self) -> bool:
        """Whether every term of every doc is core, as on the offered side."""
        return self.side == "offered"

    @cached_property
    def length_range(self) -> tuple[float, float]:
        """The least length above 0 of a row, and the greatest: what similarities and their floor are bounded by."""
        found = self.columns.lengths
        return float(found.min(where=found > 0, initial=np.inf)), float(found.max(initial=0.0))

    @cached_property
    def peaks(self) -> npt.NDArray[np.float64]:
        """The longest that any doc is in each band of terms, see bands.peaks_of."""
        return peaks_of(self.postings.tails, self.length_range[1])

    def card(self, doc: int) -> Card:
        """The card at a place."""
        card = self._read.get(doc)
        if card is None:
            start, end = self.columns.line_bounds[doc], self.columns.line_bounds[doc + 1]
            card = self._read[doc] = card_of(self.columns.lines[start:end].tobytes())
            while len(self._read) > CARDS_KEPT:
                self._read.popitem(last=False)
        return card

    def row(self, doc: int) -> Row:
        """The vector of the card at a place."""
        start, end = self.rows.bounds[doc], self.rows.bounds[doc + 1]
        terms, weights = self.rows.terms[start:end], self.rows.weights[start:end]
        return Row(
            terms, weights, np.ones(len(terms), np.bool_) if self.all_core else self.rows.core[start:end]
        )

    def id(self, doc: int) -> str:
        """The id of the card at a place."""
        return bytes(self.columns.ids[doc]).decode()

    def revision(self, doc: int) -> int:
        """The revision of the card at a place."""
        return int(self.columns.revisions[doc])

    def find(self, id: str) -> int | None:
        """The place of an id, None where the segment has no such card."""
        wanted = np.bytes_(id.encode())
        if (
            len(wanted) > self.columns.ids.itemsize
        ):  # a longer one would have the whole column copied to compare
            return None
        place = int(np.searchsorted(self.columns.ids, wanted))
        return place if place < len(self) and self.columns.ids[place] == wanted else None

    def allowed(self, where: Where) -> Flags | None:
        """One flag per doc for a filter, None where it lets everything pass."""
        columns, flags = self.columns, None
        for chosen, known, column in (
            (where.kinds, self.names.kinds, columns.kinds),
            (where.disclosures, self.names.disclosures, columns.disclosures),
        ):
            if chosen:
                places = [known.index(name) for name in chosen if name in known]
                flags = _both(flags, np.isin(column, places))
        if where.regions:
            flags = _both(flags, _in_regions(columns.regions, where.regions))
        if where.trl_from is not None:
            flags = _both(flags, columns.trls >= max(0, where.trl_from))
        if where.trl_to is not None:
            flags = _both(flags, (columns.trls >= 0) & (columns.trls <= where.trl_to))
        if where.alive_on is not None:
            flags = _both(flags, (columns.expires == 0) | (columns.expires >= where.alive_on))
        if where.ids is not None:
            listed = np.zeros(len(self), np.bool_)
            listed[[doc for id in where.ids if (doc := self.find(id)) is not None]] = True
            flags = _both(flags, listed)
        return flags

    def save(self, folder: Path) -> None:
        """Write every array as a file that can be mapped, under a manifest; the same cards give the same bytes."""
        arrays = {f"{name}.npy": array for name, array in self._arrays()}
        facts: dict[str, store.Fact] = {
            "side": self.side,
            "stats": self.stats_version,
            "cards": len(self),
            "fingerprint": f"{self.fingerprint:032x}",
            **{f.name: list(getattr(self.names, f.name)) for f in fields(Names)},
        }
        store.write(folder, KIND, facts, arrays)

    @classmethod
    def open(cls, folder: Path, *, verify: bool = True) -> "Segment":
        """Map what `save` wrote: nothing is read before it is needed. StoreError when it is damaged."""
        facts, paths = store.files_of(folder, KIND, verify=verify)
        arrays = {name.removesuffix(".npy"): store.map_array(path) for name, path in paths.items()}
        rows, postings, columns = (
            {f.name: arrays[f"{prefix}_{f.name}"] for f in fields(of)}
            for prefix, of in (("row", Rows), ("posting", Postings), ("card", Columns))
        )
        names = Names(**{f.name: tuple(facts[f.name]) for f in fields(Names)})  # type: ignore[arg-type]
        side: Side = "wanted" if facts["side"] == "wanted" else "offered"
        mark = int(str(facts["fingerprint"]), 16)
        version = str(facts["stats"])
        return cls(side, version, Rows(**rows), Postings(**postings), Columns(**columns), names, mark)

    def _arrays(self) -> Iterable[tuple[str, npt.NDArray[np.generic]]]:
        for prefix, part in (("row", self.rows), ("posting", self.postings), ("card", self.columns)):
            for f in fields(part):
                yield f"{prefix}_{f.name}", getattr(part, f.name)


def segment_of(stats: Stats, side: Side, held: Iterable[Held], rows: Rows | None = None) -> Segment:
    """The segment of cards, each id once; `rows` are theirs in id order where they are known already."""
    ordered = sorted(held, key=lambda each: each[0].id.encode())
    if rows is None:
        rows = stats.rows([card for card, _ in ordered], side)
    return with_rows(stats, side, described(ordered), rows)


def with_rows(stats: Stats, side: Side, cards: Described, rows: Rows) -> Segment:
    """The segment of cards that are described already."""
    columns = replace(cards.columns, lengths=lengths(rows))
    kept = Rows(rows.bounds, rows.terms, rows.weights, rows.core if side == "wanted" else rows.core[:0])
    segment = Segment(side, stats.version, kept, postings_of(rows), columns, cards.names, cards.fingerprint)
    for _name, array in segment._arrays():
        array.flags.writeable = False  # as the mapped ones are, so that compiled code is compiled once
    return segment


def gathered(stats: Stats, side: Side, places: Iterable[tuple[Segment, int]]) -> Segment:
    """A segment of cards that stand in others; no text is read again."""
    ordered = sorted(places, key=lambda place: place[0].id(place[1]).encode())
    held = [(segment.card(doc), segment.revision(doc)) for segment, doc in ordered]
    return segment_of(stats, side, held, joined(segment.row(doc) for segment, doc in ordered))


def _both(flags: Flags | None, more: Flags) -> Flags:
    return more if flags is None else flags & more


def _in_regions(column: npt.NDArray[np.int32], regions: Sequence[str]) -> Flags:
    flags = np.zeros(len(column), np.bool_)
    for region in regions:
        if region.isdigit() and len(region) <= REGION_DIGITS:
            flags |= (column >= 0) & (column // 10 ** (REGION_DIGITS - len(region)) == int(region))
    return flags
