"""Vectors in a folder: what is written is there, whole, whoever was killed."""

import mmap
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matchmaking.engine.encoders import block as blocks
from matchmaking.engine.encoders import keep
from matchmaking.engine.encoders.dense import AT_ONCE, Dense, dense_of, halved
from matchmaking.engine.errors import StoreError
from matchmaking.engine.types import Card
from tests.matchmaking.engine.encoders.cards import Counting, tiny, word_cards


class KilledError(BaseException):
    """Nobody catches it, as nobody catches a kill."""


@dataclass
class Steps:
    """Lets so many steps happen, then kills."""

    left: int

    def before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                raise KilledError
            return real(*arguments, **options)

        return step


def is_mapped(array: Any) -> bool:
    while isinstance(array, np.ndarray):
        array = array.base
    return isinstance(array, mmap.mmap)


@pytest.fixture
def encoder(tmp_path: Path) -> Counting:
    return tiny(tmp_path / "model")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vectors"


def content(dense: Dense) -> dict[str, tuple[int | None, bytes]]:
    return {id: (dense.revision(id), np.asarray(dense.vector(id)).tobytes()) for id, _ in dense.cards()}


def test_what_is_appended_is_opened(folder: Path, encoder: Counting) -> None:
    held = word_cards(300)
    taken = list(keep.append(folder, encoder, [(card, 1) for card in held]))
    assert taken == [AT_ONCE] * 4 + [300 - 4 * AT_ONCE]
    opened = keep.open_dense(folder, encoder, verify=True)
    assert content(opened) == content(dense_of(encoder, held))
    query = halved(encoder.encode(["oxidation"])[0])
    assert opened.top(query, 9) == dense_of(encoder, held).top(query, 9)


def test_vectors_are_mapped_and_few_parts_stay(folder: Path, encoder: Counting) -> None:
    for start in range(0, 150, 6):
        list(keep.append(folder, encoder, [(card, 1) for card in word_cards(start + 6)[start:]]))
    opened = keep.open_dense(folder, encoder)
    assert len(opened) == 150
    assert len(opened.blocks) <= 4
    assert all(is_mapped(block.vectors) for block in opened.blocks)
    assert sum(path.stat().st_size for path in folder.rglob("vectors-*.npy")) < 150 * 8 * 2 + 4 * 128


def test_a_second_run_encodes_nothing(folder: Path, encoder: Counting) -> None:
    rows = [(card, 1) for card in word_cards(20)]
    list(keep.append(folder, encoder, rows))
    encoder.asked.clear()
    assert list(keep.append(folder, encoder, rows)) == []
    assert encoder.asked == []


def test_changes_and_withdrawals(folder: Path, encoder: Counting) -> None:
    list(keep.append(folder, encoder, [(card, 1) for card in word_cards(30)]))
    list(keep.append(folder, encoder, [(Card("c0003", "furnace"), 2)]))
    assert keep.drop(folder, encoder, ["c0004", "c0005", "nobody"]) == 2
    opened = keep.open_dense(folder, encoder)
    assert (len(opened), opened.revision("c0003"), opened.revision("c0004")) == (28, 2, None)
    list(keep.append(folder, encoder, [(Card("c0004", "furnace"), 1)]))  # published again, unchanged
    assert keep.open_dense(folder, encoder).revision("c0004") == 1


def test_a_withdrawn_vector_does_not_stay_on_the_disk(folder: Path, encoder: Counting) -> None:
    list(keep.append(folder, encoder, [(card, 1) for card in word_cards(8)]))
    keep.drop(folder, encoder, [card.id for card in word_cards(8)])
    assert (
        len(keep.open_dense(folder, encoder)),
        sum(map(len, keep.open_dense(folder, encoder).blocks)),
    ) == (0, 0)


def test_whoever_is_killed_leaves_the_old_or_the_new(
    folder: Path, encoder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer dies at every single step of its work on disk; a reader never notices, and work goes on."""
    list(keep.append(folder, encoder, [(card, 1) for card in word_cards(10)]))
    before = content(keep.open_dense(folder, encoder))
    after = {**before, **content(dense_of(encoder, word_cards(14)[10:]))}

    for death in range(100):
        copy = folder.with_name(f"copy{death}")
        shutil.copytree(folder, copy)
        with monkeypatch.context() as patch:
            steps = Steps(death)
            for owner, name in ((Path, "rename"), (os, "replace"), (shutil, "rmtree")):
                patch.setattr(owner, name, steps.before(getattr(owner, name)))
            died = False
            try:
                list(keep.append(copy, encoder, [(card, 1) for card in word_cards(14)[10:]]))
            except KilledError:
                died = True
        assert content(keep.open_dense(copy, encoder)) in (before, after)
        list(keep.append(copy, encoder, [(card, 1) for card in word_cards(14)]))
        assert content(keep.open_dense(copy, encoder, verify=True)) == after
        if not died:
            break
    assert (died, death) == (False, 8)  # two parts written, one merged: eight steps


def test_damage_is_said(folder: Path, encoder: Counting) -> None:
    list(keep.append(folder, encoder, [(card, 1) for card in word_cards(8)]))
    path = next(folder.rglob("vectors-*.npy"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(StoreError, match="checksum differs"):
        keep.open_dense(folder, encoder, verify=True)
    path.write_bytes(whole[:-2])
    with pytest.raises(StoreError, match="is damaged"):
        keep.open_dense(folder, encoder)


def test_vectors_of_another_encoder_are_refused(folder: Path, encoder: Counting, tmp_path: Path) -> None:
    list(keep.append(folder, encoder, [(Card("a", "graphite"), 1)]))
    part = next(folder.glob("part-*"))
    with pytest.raises(StoreError) as refused:
        blocks.load(part, "0" * 16)
    assert str(refused.value) == (
        f"{part} holds vectors of encoder {encoder.version}, not {'0' * 16}; name another folder"
    )


def test_no_folder_is_nothing_held(folder: Path, encoder: Counting) -> None:
    assert len(keep.open_dense(folder, encoder)) == 0
    assert keep.drop(folder, encoder, ["a"]) == 0
    assert not folder.exists()
