"""A market on disk: cards to read with the eyes, vectors to load fast, the statistics they were made with."""

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields
from pathlib import Path

import numpy as np

from .. import store
from ..errors import StoreError
from ..stats import Stats
from ..types import Card, Side
from ..vectors import Row
from .segment import Entry

KIND = "duijie-market"
_FIELDS = [(f.name, None if f.default is MISSING else f.default) for f in fields(Card)]


def save(folder: Path, side: Side, stats: Stats, entries: Iterable[Entry]) -> None:
    """Write the entries in id order beside a folder `stats`."""
    ordered = sorted(entries, key=lambda entry: entry.card.id)
    lengths = [len(entry.row) for entry in ordered]
    arrays = {
        "bounds": np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64),
        "terms": np.concatenate([np.zeros(0, np.int32), *(entry.row.terms for entry in ordered)]),
        "weights": np.concatenate([np.zeros(0, np.float32), *(entry.row.weights for entry in ordered)]),
        "core": np.concatenate([np.zeros(0, np.bool_), *(entry.row.core for entry in ordered)]),
    }
    stats.save(folder / "stats")
    files = {
        "cards.jsonl": "".join(_line(entry) for entry in ordered).encode(),
        "rows.npz": store.arrays_to_bytes(arrays),
    }
    store.write(folder, KIND, {"side": side, "stats": stats.version, "cards": len(ordered)}, files)


def load(folder: Path) -> tuple[Side, Stats, list[Entry]]:
    """What `save` wrote; StoreError when a file is damaged or the statistics are others."""
    facts, files = store.read(folder, KIND)
    stats = Stats.load(folder / "stats")
    if facts["stats"] != stats.version:
        raise StoreError(
            f"{folder} was made with statistics {facts['stats']}, not {stats.version}; build it again"
        )
    arrays = store.bytes_to_arrays(files["rows.npz"])
    if missing := {"bounds", "terms", "weights", "core"} - arrays.keys():
        raise StoreError(
            f"{folder} lacks {', '.join(sorted(missing))}: an older version made it; build it again"
        )
    bounds, terms, weights, core = (
        arrays["bounds"].tolist(),
        arrays["terms"],
        arrays["weights"],
        arrays["core"],
    )
    entries = []
    for n, line in enumerate(files["cards.jsonl"].decode().split("\n")[:-1]):
        held = json.loads(line)
        part = slice(bounds[n], bounds[n + 1])
        entries.append(Entry(_card(held), held["revision"], Row(terms[part], weights[part], core[part])))
    return ("wanted" if facts["side"] == "wanted" else "offered"), stats, entries


def _line(entry: Entry) -> str:
    held = {name: value for name, empty in _FIELDS if (value := getattr(entry.card, name)) != empty}
    return json.dumps({**held, "revision": entry.revision}, ensure_ascii=False) + "\n"


def _card(held: dict[str, object]) -> Card:
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in held.items() if k != "revision"}
    return Card(**values)  # type: ignore[arg-type]
