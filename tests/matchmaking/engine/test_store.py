"""Folders of files: whole or refused."""

import json
from pathlib import Path

import numpy as np
import pytest

from matchmaking.engine import store
from matchmaking.engine.errors import StoreError

FILES = {"words.txt": "铝\n".encode(), "counts.npy": np.arange(3), "empty.npy": np.zeros((0, 2), np.float32)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store.write(tmp_path, "kind", {"n": 3}, FILES)
    return tmp_path


def test_what_is_written_is_read(folder: Path) -> None:
    facts, paths = store.files_of(folder, "kind")
    assert (facts, sorted(paths)) == ({"n": 3}, sorted(FILES))
    assert paths["words.txt"].read_bytes() == FILES["words.txt"]
    counts, empty = store.map_array(paths["counts.npy"]), store.map_array(paths["empty.npy"])
    assert (counts.tolist(), counts.flags.writeable, empty.shape) == ([0, 1, 2], False, (0, 2))


def test_the_manifest_is_readable(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["kind"], manifest["format"], manifest["facts"]) == ("kind", store.FORMAT, {"n": 3})
    assert sorted(manifest["files"]["words.txt"]) == ["bytes", "file", "sha256"]


def test_every_changed_byte_is_noticed(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        for place in range(0, len(whole), 7):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises(StoreError):
                store.files_of(folder, "kind")
        path.write_bytes(whole[:-1])
        with pytest.raises(StoreError):
            store.files_of(folder, "kind")
        path.write_bytes(whole)
    assert store.files_of(folder, "kind")[0] == {"n": 3}


def test_damage_is_said_with_file_and_remedy(folder: Path) -> None:
    path = next(folder.glob("words-*.txt"))
    path.write_bytes("镍\n".encode())
    with pytest.raises(StoreError) as refused:
        store.files_of(folder, "kind")
    assert str(refused.value) == f"{path} is damaged (checksum differs); build the folder again"


def test_a_missing_file_is_said(folder: Path) -> None:
    path = next(folder.glob("words-*.txt"))
    path.unlink()
    with pytest.raises(StoreError) as refused:
        store.files_of(folder, "kind")
    assert str(refused.value) == f"{path} is missing; build the folder again"


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"holds no manifest\.json; build it first"):
        store.files_of(tmp_path, "kind")


def test_another_kind_is_refused(folder: Path) -> None:
    with pytest.raises(StoreError, match="describes kind format 4, not other format 4"):
        store.files_of(folder, "other")


def test_pickled_objects_are_never_loaded(folder: Path) -> None:
    path = folder / "objects.npy"
    np.save(path, np.array([{"x": 1}], object), allow_pickle=True)
    with pytest.raises(StoreError, match=r"objects\.npy is damaged"):
        store.map_array(path)


def test_a_cut_file_is_noticed_even_unverified(folder: Path) -> None:
    path = next(folder.glob("counts-*.npy"))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StoreError, match="is damaged"):
        store.files_of(folder, "kind", verify=False)


def test_the_files_before_stay_for_readers_under_way_and_older_ones_go(folder: Path) -> None:
    names = []
    for word in ("镍", "钴"):
        store.write(folder, "kind", {"n": 3}, {"words.txt": word.encode()})
        names.append({path.name for path in folder.glob("words-*")})
    assert [len(found) for found in names] == [2, 2]
    assert len(names[0] & names[1]) == 1
    assert store.files_of(folder, "kind")[1]["words.txt"].read_text() == "钴"
