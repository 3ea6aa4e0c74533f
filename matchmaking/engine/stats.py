"""What the market's texts say about words: how many offered texts hold each term. Frozen between refits."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from . import generic, store, tokenise, weighting
from .errors import StoreError
from .passages import heading, offered_text, wanted_content
from .types import Card, Side
from .vectors import Row, row

KIND = "duijie-stats"
REFIT_GROWTH = 0.05  # share of new cards from which a refit pays


@dataclass(frozen=True, eq=False)
class Stats:
    """Terms in code point order, their document frequencies, the distinct texts and the cards counted."""

    terms: tuple[str, ...]
    df: npt.NDArray[np.int64]
    documents: int
    cards: int

    @classmethod
    def fit(cls, offered: Iterable[Card]) -> "Stats":
        """Count the offered cards; copies of one text count once, or they would make their words common.

        Fit on public cards only: what is counted here shows in every score.
        """
        texts = [offered_text(card) for card in offered]
        df: Counter[str] = Counter()
        distinct = set(texts)
        for text in distinct:
            df.update(set(tokenise.tokenise(text)))
        least = weighting.least_df(len(distinct))
        kept = sorted(term for term, n in df.items() if n >= least)
        return cls(tuple(kept), np.array([df[term] for term in kept], np.int64), len(distinct), len(texts))

    @cached_property
    def version(self) -> str:
        """Sixteen hex digits; equal exactly when every text gives the same vectors."""
        head = f"{tokenise.VERSION}/{weighting.VERSION}/{generic.VERSION}/{self.documents}\n"
        digest = hashlib.sha256(head.encode())
        digest.update("\n".join(self.terms).encode())
        digest.update(self.df.astype("<i8").tobytes())
        return digest.hexdigest()[:16]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Term to its number."""
        return {term: number for number, term in enumerate(self.terms)}

    @cached_property
    def idf(self) -> weighting.Floats:
        """The weight of one occurrence of each term; 0 for terms of too many texts and function words."""
        idf = weighting.sharpened(weighting.smooth_idf(self.df, self.documents))
        idf *= np.array(
            [self._factor(term, df) for term, df in zip(self.terms, self.df.tolist(), strict=True)]
        )
        idf[self.df > weighting.most_df(self.documents) * self.documents] = 0.0
        return idf

    @cached_property
    def _unknown_idf(self) -> float:
        return float(weighting.sharpened(weighting.smooth_idf(0, self.documents)))

    def _factor(self, term: str, df: int) -> float:
        factor = generic.factor(term)
        return factor * weighting.pair_factor(df, self.documents) if tokenise.is_pair(term) else factor

    def weigh(self, text: str) -> dict[str, float]:
        """Each term of a text with its weight, before any scaling; unknown terms as the rarest."""
        counts = Counter(tokenise.tokenise(text))
        tf = weighting.term_frequency_weight(list(counts.values())).tolist()
        weights = {}
        for term, weight in zip(counts, tf, strict=True):
            number = self.numbers.get(term)
            idf = self._unknown_idf * self._factor(term, 0) if number is None else float(self.idf[number])
            if idf > 0:
                weights[term] = weight * idf
        return weights

    def wanted_row(self, card: Card) -> Row:
        """unit(1.5 unit(title and keywords) + unit(content)), unknown terms counted in the lengths.

        So a wanted card of which the market knows only the passing words is near to nothing. Core are the terms
        that stand outside passing words.
        """
        total: dict[str, float] = {}
        core: set[str] = set()
        for weight, text in ((weighting.TITLE_WEIGHT, heading(card)), (1.0, wanted_content(card))):
            core.update(tokenise.tokenise(generic.specific(tokenise.normalise(text))))
            for term, value in _unit(self.weigh(text)).items():
                total[term] = total.get(term, 0.0) + weight * value
        known = self.numbers
        return row(
            (known[term], weight, term in core and generic.factor(term) == 1)
            for term, weight in _unit(total).items()
            if term in known
        )

    def offered_row(self, card: Card) -> Row:
        """unit(title, keywords and text) over the known terms: the row scikit-learn's TfidfVectorizer gives."""
        known = self.numbers
        weights = _unit({term: w for term, w in self.weigh(offered_text(card)).items() if term in known})
        return row((known[term], weight, True) for term, weight in weights.items())

    def card_row(self, card: Card, side: Side) -> Row:
        """The vector of a card on its side."""
        return self.wanted_row(card) if side == "wanted" else self.offered_row(card)

    def is_stale(self, cards: int) -> bool:
        """Whether a market of so many offered cards has outgrown these statistics.

        Words that came after the fit do not count in any score until the next one, so a small market
        (which costs nothing to count) is stale after any change in number.
        """
        if cards < weighting.SMALL_MARKET:
            return cards != self.cards
        return abs(cards - self.cards) > REFIT_GROWTH * self.cards

    def save(self, folder: Path) -> None:
        """Write terms.txt, counts.npz and a manifest with their sha256; the same statistics give the same bytes."""
        files = {
            "terms.txt": "".join(f"{term}\n" for term in self.terms).encode(),
            "counts.npz": store.arrays_to_bytes({"df": self.df}),
        }
        facts: dict[str, str | int] = {
            "version": self.version,
            "documents": self.documents,
            "cards": self.cards,
        }
        store.write(folder, KIND, facts, files)

    @classmethod
    def load(cls, folder: Path) -> "Stats":
        """Read what `save` wrote; StoreError when anything is missing, changed or of another version."""
        facts, files = store.read(folder, KIND)
        terms = tuple(files["terms.txt"].decode().split("\n")[:-1])
        df = store.bytes_to_arrays(files["counts.npz"])["df"]
        stats = cls(terms, df, int(facts["documents"]), int(facts["cards"]))
        if stats.version != facts["version"]:
            raise StoreError(f"{folder} was made by another version of the engine; fit it again")
        return stats


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = weighting.length(np.fromiter(weights.values(), np.float64, len(weights)))
    return {term: weight / length for term, weight in weights.items()}
