"""What a segment holds, as plain arrays: the same in memory and mapped from disk."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..counts import bounds_of
from ..gates import OPEN_MODE
from ..types import Card

Array = npt.NDArray[Any]
Held = tuple[Card, int]  # a card and the revision of the listing it shows

ANY_MODE = (1 << 64) - 1
OPEN_BIT = 1 << 63
REGION_DIGITS = 6
UNSAID = -1
_FIELDS = [(f.name, None if f.default is MISSING else f.default) for f in fields(Card)]
_JSON = json.JSONEncoder(ensure_ascii=False)
_REST = attrgetter(*(name for name, _ in _FIELDS[1:]))  # the id comes first


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One value per card, cards in id order; what filters, gates and copies are decided by."""

    ids: Array  # UTF-8 bytes
    revisions: Array
    owners: Array  # hash, 0 where none is known
    digests: (
        Array  # hash of the card without its id; 0 where no owner is known: two alike may be two people's
    )
    modes: Array  # one bit per name in Names.modes; all ones where open to all
    kinds: Array  # place in Names.kinds
    disclosures: Array
    regions: Array  # six digits as a number, UNSAID
    trls: Array
    expires: Array
    lengths: Array  # of the row
    line_bounds: Array
    lines: Array  # each card as a line of JSON


@dataclass(frozen=True, slots=True)
class Names:
    """The texts that columns point at."""

    modes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    disclosures: tuple[str, ...] = ()

    def mode_bits(self, modes: Iterable[str]) -> int:
        """The bits of these modes; all ones for none or the open one."""
        modes = set(modes)
        if not modes or OPEN_MODE in modes:
            return ANY_MODE
        return sum(1 << self.modes.index(mode) for mode in modes if mode in self.modes)

    def met_by(self, modes: Iterable[str]) -> int:
        """What the bits of a card must share with: its own modes, and the top bit, which only open cards have."""
        return self.mode_bits(modes) | OPEN_BIT


class Described(NamedTuple):
    """Cards in id order without their rows; once made, the cards themselves may go."""

    columns: Columns  # but for the lengths of the rows, which are not there yet
    names: Names
    fingerprint: int  # the sum of those of the cards, see fingerprint


def described(held: Sequence[Held]) -> Described:
    """The columns of cards that stand in id order."""
    cards = [card for card, _ in held]
    names = Names(
        _named(mode for card in cards for mode in card.modes),
        _named(card.kind for card in cards),
        _named(card.disclosure for card in cards),
    )
    kind, disclosure = ({name: n for n, name in enumerate(of)} for of in (names.kinds, names.disclosures))
    modes = {of: names.mode_bits(of) for of in {card.modes for card in cards}}
    owners = {of: owner_hash(of) for of in {card.owner for card in cards}}
    lines, sizes, digests = bytearray(), [], []
    for card in cards:
        id, rest = line(card)
        lines += id
        lines += rest
        sizes.append(len(id) + len(rest))
        digests.append(_hash(rest) if card.owner else 0)
    columns = Columns(
        ids=np.array([card.id.encode() for card in cards] or [b""], "S")[: len(cards)],
        revisions=np.array([revision for _, revision in held], np.int64),
        owners=np.array([owners[card.owner] for card in cards], np.uint64),
        digests=np.array(digests, np.uint64),
        modes=np.array([modes[card.modes] for card in cards], np.uint64),
        kinds=np.array([kind[card.kind] for card in cards], np.uint8),
        disclosures=np.array([disclosure[card.disclosure] for card in cards], np.uint8),
        regions=np.array([region_number(card.region) for card in cards], np.int32),
        trls=np.array([UNSAID if card.trl is None else card.trl for card in cards], np.int16),
        expires=np.array([card.expires for card in cards], np.int32),
        lengths=np.zeros(0),
        line_bounds=bounds_of(sizes),
        lines=np.frombuffer(lines, np.uint8),
    )
    return Described(
        columns, names, sum(fingerprint(card.id, revision) for card, revision in held) % (1 << 128)
    )


def line(card: Card) -> tuple[bytes, bytes]:
    """A card as a line of JSON in two pieces, empty fields left out: its id, and all else."""
    held = {name: v for (name, empty), v in zip(_FIELDS[1:], _REST(card), strict=True) if v != empty}
    rest = _JSON.encode(held)[1:] + "\n"
    return f'{{"id": {json.dumps(card.id)}, '.encode(), rest.encode("utf-8", "surrogatepass")


def card_of(text: bytes) -> Card:
    """The card of a line."""
    held: Mapping[str, Any] = json.loads(text.decode("utf-8", "surrogatepass"))
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in held.items()}
    return Card(**values)


def owner_hash(owner: str) -> int:
    """64 bits of an owner, 0 for none."""
    return _hash(owner.encode()) if owner else 0


def region_number(region: str) -> int:
    """A region code as a number of six digits; UNSAID where it is none."""
    return (
        int(region.ljust(REGION_DIGITS, "0")) if region.isdigit() and len(region) <= REGION_DIGITS else UNSAID
    )


def fingerprint(id: str, revision: int) -> int:
    """128 bits of an id at a revision: those of a whole market are added up."""
    digest = hashlib.blake2b(f"{id}:{revision}".encode(), digest_size=16).digest()
    return int.from_bytes(digest, "big")


def _named(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _hash(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") or 1
