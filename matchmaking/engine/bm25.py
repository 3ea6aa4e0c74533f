"""BM25, the ranking most search engines come with: a baseline."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from .weighting import Floats

K1, B = 1.2, 0.75  # as Lucene has them


def bm25_idf(df: int, documents: int) -> float:
    """ln(1 + (N - df + .5) / (df + .5)): Robertson and Spärck Jones, JASIS 27, 1976, kept above 0 as Lucene does."""
    return math.log(1.0 + (documents - df + 0.5) / (df + 0.5))


def bm25_weight(tf: int, length: int, mean_length: float) -> float:
    """tf (k1 + 1) / (tf + k1 (1 - b + b · length / mean length)).

    Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, formula 3.15.
    """
    return tf * (K1 + 1.0) / (tf + K1 * (1.0 - B + B * length / mean_length))


def bm25(queries: Sequence[Sequence[str]], documents: Sequence[Sequence[str]]) -> Floats:
    """[queries, documents]: for each word of the query, as often as it stands there, idf · weight in the document."""
    counts = [Counter(words) for words in documents]
    df = Counter(word for each in counts for word in each)
    mean_length = sum(map(len, documents)) / len(documents) or 1.0
    postings: dict[str, tuple[list[int], list[float]]] = {word: ([], []) for word in df}
    for n, each in enumerate(counts):
        for word, tf in each.items():
            docs, weights = postings[word]
            docs.append(n)
            weights.append(
                bm25_idf(df[word], len(documents)) * bm25_weight(tf, len(documents[n]), mean_length)
            )
    scores = np.zeros((len(queries), len(documents)))
    for row, words in zip(scores, queries, strict=True):
        for word, times in sorted(Counter(words).items()):
            if word in postings:
                docs, weights = postings[word]
                row[docs] += times * np.array(weights)
    return scores
