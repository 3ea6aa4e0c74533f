"""The vectors of one side and the nearest of them."""

from pathlib import Path

import numpy as np
import pytest

from matchmaking.engine.encoders.block import GONE, block_of
from matchmaking.engine.encoders.dense import Dense, cosine, dense_of, encoded, halved, margin
from matchmaking.engine.types import Card
from tests.matchmaking.engine.encoders.cards import nearest, tiny, word_cards
from tests.matchmaking.engine.encoders.models import SENTENCES


@pytest.mark.parametrize("k", [1, 7, 100, 400])
def test_the_nearest_are_exact(tmp_path: Path, k: int) -> None:
    encoder, held = tiny(tmp_path), word_cards(300)
    dense = dense_of(encoder, held)
    for sentence in SENTENCES:
        query = halved(encoder.encode([sentence])[0])
        assert dense.top(query, k) == nearest(encoder, sentence, held, k)


def test_ties_are_by_id_and_k_may_be_nothing(tmp_path: Path) -> None:
    encoder = tiny(tmp_path)
    dense = dense_of(encoder, [Card(id, "graphite electrode") for id in ("c", "a", "d", "b")])
    query = halved(encoder.encode(["graphite electrode"])[0])
    assert [id for id, _ in dense.top(query, 3)] == ["a", "b", "c"]
    assert (dense.top(query, 0), dense.top(query, -1)) == ([], [])


def test_a_mask_is_applied_before_the_cut(tmp_path: Path) -> None:
    encoder, held = tiny(tmp_path), word_cards(300)
    dense, allowed = dense_of(encoder, held), held[::7]
    query = halved(encoder.encode(["oxidation"])[0])
    mask = dense.mask(np.array([card.id.encode() for card in allowed] + [b"not-here"]))
    assert dense.top(query, 20, mask) == nearest(encoder, "oxidation", allowed, 20)


def test_blocks_give_the_same_answer_as_one(tmp_path: Path) -> None:
    encoder, held = tiny(tmp_path), word_cards(90)
    whole, cut = dense_of(encoder, held), Dense(encoder.version, encoder.dim)
    for start in (0, 40, 60):
        cut = cut.with_block(dense_of(encoder, held[start : start + 40]).blocks[0])
    query = halved(encoder.encode(["graphite oxidation"])[0])
    assert cut.top(query, 50) == whole.top(query, 50)
    assert (len(cut), sorted(cut.cards())) == (90, sorted(whole.cards()))


def test_a_later_block_replaces_and_takes_away(tmp_path: Path) -> None:
    encoder = tiny(tmp_path)
    dense = dense_of(encoder, [Card("a", "graphite"), Card("b", "oxidation")])
    new = encoder.encode(["furnace"])[0]
    dense = dense.with_block(block_of([("a", 2, 77, new), ("b", 1, GONE, np.zeros(8, np.float32))], 8))
    assert (len(dense), "a" in dense, "b" in dense) == (1, True, False)
    assert (dense.revision("a"), dense.digest("a"), dense.revision("b"), dense.digest("b")) == (
        2,
        77,
        None,
        GONE,
    )
    assert dense.vector("b") is None
    assert dense.top(halved(new), 5) == [("a", 1.0)]


def test_only_what_changed_is_encoded(tmp_path: Path) -> None:
    encoder = tiny(tmp_path)
    held = dense_of(encoder, [Card("a", "graphite"), Card("b", "oxidation"), Card("c", "alloy")])
    encoder.asked.clear()
    asked = [
        (Card("a", "graphite"), 1),
        (Card("b", "oxidation", region="62"), 2),  # another revision, the same words
        (Card("c", "furnace"), 2),
        (Card("d", "coating"), 1),
        (Card("c", "alloy"), 0),
    ]
    (rows,) = encoded(encoder, held, asked)
    assert encoder.asked == ["furnace", "coating"]
    assert [(id, revision) for id, revision, _, _ in rows] == [("b", 2), ("c", 2), ("d", 1)]
    assert halved(rows[0][3]).tobytes() == np.asarray(held.vector("b"), np.float32).tobytes()


def test_what_cannot_be_read_is_held_and_never_found(tmp_path: Path) -> None:
    encoder = tiny(tmp_path)
    dense = dense_of(encoder, [Card("a", "缺水地区光伏组件怎么除尘"), Card("b", "graphite")])
    assert (len(dense), dense.revision("a")) == (2, 1)
    assert [id for id, _ in dense.top(halved(encoder.encode(["graphite"])[0]), 5)] == ["b"]


def test_nothing_held(tmp_path: Path) -> None:
    encoder = tiny(tmp_path)
    query = encoder.encode(["graphite"])[0]
    for dense in (Dense(encoder.version, 8), dense_of(encoder, [])):
        assert (len(dense), dense.top(query, 3), dense.vector("a"), list(dense.cards())) == (0, [], None, [])


def test_ids_of_any_script_and_length(tmp_path: Path) -> None:
    encoder = tiny(tmp_path)
    ids = ["需求一", "x" * 99, "é"]
    dense = dense_of(encoder, [Card(id, "graphite") for id in ids])
    assert [id for id, _ in dense.cards()] == sorted(ids, key=str.encode)
    assert [id in dense for id in ("x" * 100, "x" * 98, "需求", "需求一")] == [False, False, False, True]


def test_a_cosine_is_rounded_and_never_above_one() -> None:
    a, b = np.array([0.6, 0.8001], np.float16), np.array([1, 0], np.float16)
    assert float(a @ a) > 1
    assert (cosine(a, a), cosine(a, -a)) == (1.0, -1.0)
    assert cosine(a, b) == round(float(np.float16(0.6)), 6)


def test_the_margin_covers_every_float32_product(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(400, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    block = block_of([(f"{n:03d}", 1, 1, row) for n, row in enumerate(rows)], 384)
    query = halved(rows[0])
    exact = [cosine(query, row) for row in block.vectors]
    assert np.abs(block.cosines(query) - exact).max() < margin(384) / 2
