"""Every formula of the text score, one function each, with its source."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

VERSION = 1  # part of every Stats.version: raise it when any weight changes
IDF_POWER = 1.5
SINGLE_PAIR = 0.6
TITLE_WEIGHT = 1.5  # of a wanted card, beside 1 for its whole description
LEAST_CORE = 0.2  # share of a similarity that must come from what the texts are about
SMALL_MARKET = 1_000
LARGE_MARKET = 100_000


def term_frequency_weight(tf: npt.ArrayLike) -> Floats:
    """1 + ln tf, tf >= 1. Sublinear scaling: Manning et al., Introduction to Information Retrieval, 6.4.1."""
    return 1.0 + np.log(np.asarray(tf, np.float64))


def smooth_idf(df: npt.ArrayLike, documents: int) -> Floats:
    """ln((1 + N) / (1 + df)) + 1, as scikit-learn's TfidfTransformer with smooth_idf=True."""
    return np.log((1.0 + documents) / (1.0 + np.asarray(df, np.float64))) + 1.0


def sharpened(idf: Floats) -> Floats:
    """idf ** 1.5. Rare terms count more; measured on judged pairs against powers 1 and 2."""
    return np.power(idf, IDF_POWER)


def least_df(documents: int) -> int:
    """In how many texts a term must occur to be kept at all: in a large market what occurs once only costs memory."""
    return 1 if documents < LARGE_MARKET else 2


def pair_factor(df: npt.ArrayLike, documents: int) -> Floats:
    """Weight of a pair of Chinese characters beside 1: most pairs that occur once are accidents of two words meeting.

    They stay findable, for some are the one rare thing somebody asks for. A small market can spare no term.
    """
    single = np.asarray(df) <= 1
    return np.where(single & (documents >= SMALL_MARKET), SINGLE_PAIR, 1.0)


def most_df(documents: int) -> float:
    """In what share of the texts a term may occur and still count: what most texts hold costs most and tells least."""
    if documents < SMALL_MARKET:
        return 1.0
    return 0.2 if documents < LARGE_MARKET else 0.1


def capped(similarity: npt.ArrayLike, core: npt.ArrayLike) -> Floats:
    """At most five times what the core terms give, so that passing words alone make no match.

    On judged pairs alike by passing words (core share below a fifth) half as many were related as among the rest.
    """
    return np.minimum(np.asarray(similarity, np.float64), np.asarray(core, np.float64) / LEAST_CORE)


def length(weights: Floats) -> float:
    """Euclidean length."""
    return float(np.sqrt(np.sum(weights * weights)))
