"""What a team writes first: the rankings ours has to beat, from scikit-learn's parts and the textbook alone."""

from collections.abc import Sequence

import numpy as np
import rjieba
from sklearn.feature_extraction.text import TfidfVectorizer

from .bm25 import bm25
from .types import Card
from .weighting import Floats

BASELINES = ("tfidf-words", "tfidf-chars", "bm25-words")


def similarities(name: str, needs: Sequence[Card], achievements: Sequence[Card]) -> Floats:
    """How well title and text of every need go with every achievement under one of BASELINES; [needs, achievements]."""
    if name not in BASELINES:
        raise ValueError(f"unknown baseline {name!r}; choose from {', '.join(BASELINES)}")
    wanted, offered = [_text(card) for card in needs], [_text(card) for card in achievements]
    if name == "bm25-words":
        return bm25([_words(text) for text in wanted], [_words(text) for text in offered])
    if name == "tfidf-words":
        vectorizer = TfidfVectorizer(tokenizer=rjieba.cut, token_pattern=None)
    else:
        vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    columns = vectorizer.fit_transform(offered).T
    return np.asarray((vectorizer.transform(wanted) @ columns).toarray(), np.float64)


def _text(card: Card) -> str:
    return "\n".join(filter(None, (card.title, " ".join(card.keywords), card.text)))


def _words(text: str) -> list[str]:
    """Words as rjieba cuts them, without spaces and marks."""
    return [word for word in rjieba.cut(text.lower()) if any(map(str.isalnum, word))]
