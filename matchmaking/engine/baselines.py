"""What a team writes first: the rankings ours has to beat, from scikit-learn's parts alone."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import rjieba
from sklearn.feature_extraction.text import TfidfVectorizer

from .types import Card

BASELINES = ("tfidf-words", "tfidf-chars")


def similarities(name: str, needs: Sequence[Card], achievements: Sequence[Card]) -> npt.NDArray[np.float64]:
    """Cosine of title and text of every need with every achievement under one of BASELINES; [needs, achievements]."""
    if name == "tfidf-words":
        vectorizer = TfidfVectorizer(tokenizer=rjieba.cut, token_pattern=None)
    elif name == "tfidf-chars":
        vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    else:
        raise ValueError(f"unknown baseline {name!r}; choose from {', '.join(BASELINES)}")
    offered = vectorizer.fit_transform(f"{card.title}\n{card.text}" for card in achievements)
    wanted = vectorizer.transform(f"{card.title}\n{card.text}" for card in needs)
    return np.asarray((wanted @ offered.T).toarray(), np.float64)
