"""What the market's texts say about words: how many offered texts hold each term. Frozen between refits."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from . import generic, store, tokenise, weighting
from .codes import Codes, is_pair, term_of
from .counts import Counts, count, frequencies
from .errors import StoreError
from .passages import offered_text
from .rows import offered_rows, wanted_rows
from .types import Card, Side
from .vectors import Row, Rows

KIND = "duijie-stats"
TALLY = "duijie-tally"
DIGEST = 16  # bytes by which a text is known again
REFIT_GROWTH = 0.05  # share of new cards from which a refit pays
CHUNK = 50_000  # cards counted together

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Stats:
    """Term codes (rising), their document frequencies, the distinct texts and the cards counted."""

    codes: Codes
    df: Longs
    documents: int
    cards: int

    @classmethod
    def fit(cls, offered: Iterable[Card]) -> "Stats":
        """Count the offered cards; copies of one text count once, or they would make their words common.

        Fit on public cards only: what is counted here shows in every score.
        """
        tally = Tally()
        tally.add_cards(offered)
        return tally.stats()

    @cached_property
    def version(self) -> str:
        """Sixteen hex digits; equal exactly when every text gives the same vectors."""
        head = f"{tokenise.VERSION}/{weighting.VERSION}/{generic.VERSION}/{self.documents}\n"
        digest = hashlib.sha256(head.encode())
        digest.update(np.ascontiguousarray(self.codes, "<u8").data)
        digest.update(np.ascontiguousarray(self.df, "<i8").data)
        return digest.hexdigest()[:16]

    @property
    def terms(self) -> list[str]:
        """The terms as far as codes can be read back, in code order."""
        return [term_of(code) for code in self.codes.tolist()]

    def numbers(self, codes: Codes) -> npt.NDArray[np.int32]:
        """The number of each code, -1 for terms the market does not know."""
        if not len(self.codes):
            return np.full(len(codes), -1, np.int32)
        place = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[place] == codes, place, -1).astype(np.int32)

    @cached_property
    def idf(self) -> weighting.Floats:
        """The weight of one occurrence of each term; 0 for terms of too many texts and function words."""
        idf = self._weight(self.codes, self.df)
        idf[self.df > weighting.most_df(self.documents) * self.documents] = 0.0
        return idf

    def idf_of(self, codes: Codes) -> weighting.Floats:
        """The same for any terms; an unknown one counts as the rarest."""
        numbers = self.numbers(codes)
        known = numbers >= 0
        found = self._weight(codes, np.zeros(len(codes), np.int64))
        found[known] = self.idf[numbers[known]]
        return found

    def _weight(self, codes: Codes, df: Longs) -> weighting.Floats:
        idf = weighting.sharpened(weighting.smooth_idf(df, self.documents)) * generic.factors(codes)
        pairs = is_pair(codes)
        idf[pairs] *= weighting.pair_factor(df[pairs], self.documents)
        return idf

    def wanted_rows(self, cards: Sequence[Card]) -> Rows:
        """The vectors of wanted cards, see rows.wanted_rows."""
        return wanted_rows(self, cards)

    def offered_rows(self, cards: Sequence[Card]) -> Rows:
        """The vectors of offered cards, see rows.offered_rows."""
        return offered_rows(self, count([offered_text(card) for card in cards]))

    def rows(self, cards: Sequence[Card], side: Side) -> Rows:
        """The vectors of cards on their side."""
        return self.wanted_rows(cards) if side == "wanted" else self.offered_rows(cards)

    def wanted_row(self, card: Card) -> Row:
        """The vector of one wanted card."""
        return self.wanted_rows([card])[0]

    def offered_row(self, card: Card) -> Row:
        """The vector of one offered card."""
        return self.offered_rows([card])[0]

    def card_row(self, card: Card, side: Side) -> Row:
        """The vector of a card on its side."""
        return self.rows([card], side)[0]

    def is_stale(self, cards: int) -> bool:
        """Whether a market of so many offered cards has outgrown these statistics.

        Words that came after the fit do not count in any score until the next one, so a small market
        (which costs nothing to count) is stale after any change in number.
        """
        if cards < weighting.SMALL_MARKET:
            return cards != self.cards
        return abs(cards - self.cards) > REFIT_GROWTH * self.cards

    def save(self, folder: Path) -> None:
        """Write codes, frequencies, weights and a manifest with their sha256; the same statistics, the same bytes."""
        facts: dict[str, str | int] = {
            "version": self.version,
            "documents": self.documents,
            "cards": self.cards,
        }
        files = {"codes.npy": self.codes, "df.npy": self.df, "idf.npy": self.idf}
        store.write(folder, KIND, facts, files)

    @classmethod
    def load(cls, folder: Path, *, verify: bool = True) -> "Stats":
        """Map what `save` wrote; StoreError when anything is missing, changed or of another version."""
        facts, paths = store.files_of(folder, KIND, verify=verify)
        codes, df, idf = (store.map_array(paths[name]) for name in ("codes.npy", "df.npy", "idf.npy"))
        stats = cls(codes, df, *(int(str(facts[name])) for name in ("documents", "cards")))
        if verify and stats.version != facts["version"]:
            raise StoreError(f"{folder} was made by another version of the engine; fit it again")
        stats.__dict__.update(version=str(facts["version"]), idf=idf)  # known, so not computed again
        return stats


class Tally:
    """Document frequencies as counted texts come in."""

    def __init__(self) -> None:
        self._codes: Codes = np.zeros(0, np.uint64)
        self._df: Longs = np.zeros(0, np.int64)
        self._seen: set[bytes] = set()
        self._cards = 0

    def add_cards(self, cards: Iterable[Card]) -> None:
        """Count the texts of these cards."""
        held = iter(cards)
        while chunk := [offered_text(card) for card in islice(held, CHUNK)]:
            self.add(chunk, count(chunk))

    def add(self, texts: Sequence[str], counts: Counts, chosen: npt.NDArray[np.bool_] | None = None) -> None:
        """Take the chosen texts (None: all) with their counts; those seen before only count as cards."""
        taken = range(len(texts)) if chosen is None else np.flatnonzero(chosen).tolist()
        self._cards += len(taken)
        new = np.zeros(len(texts), np.bool_)
        for n in taken:
            digest = hashlib.blake2b(texts[n].encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()
            if digest not in self._seen:
                self._seen.add(digest)
                new[n] = True
        terms = counts.terms if new.all() else counts.terms[np.repeat(new, np.diff(counts.bounds))]
        df = frequencies(terms, len(counts.codes))
        merged, place = np.unique(np.concatenate((self._codes, counts.codes)), return_inverse=True)
        sums = np.bincount(place, weights=np.concatenate((self._df, df)), minlength=len(merged))
        self._codes, self._df = merged, sums.astype(np.int64)

    def stats(self) -> Stats:
        """The statistics of all texts taken."""
        kept = self._df >= weighting.least_df(len(self._seen))
        return Stats(self._codes[kept], self._df[kept], len(self._seen), self._cards)

    def save(self, folder: Path) -> None:
        """Write what was counted so far, for whoever counts on."""
        seen = np.frombuffer(b"".join(sorted(self._seen)), np.uint8).reshape(-1, DIGEST)
        files: dict[str, bytes | store.Array] = {
            "codes.npy": self._codes,
            "df.npy": self._df,
            "seen.npy": seen,
        }
        store.write(folder, TALLY, {"cards": self._cards}, files)

    @classmethod
    def load(cls, folder: Path) -> "Tally":
        """What `save` wrote; StoreError when it is damaged."""
        facts, paths = store.files_of(folder, TALLY)
        tally = cls()
        codes, df, seen = (store.map_array(paths[name]) for name in ("codes.npy", "df.npy", "seen.npy"))
        tally._codes, tally._df, tally._cards = codes, df, int(str(facts["cards"]))
        tally._seen = {digest.tobytes() for digest in seen}
        return tally
