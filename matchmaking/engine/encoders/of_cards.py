"""An encoder over cards from files, where nothing is kept."""

from collections.abc import Sequence
from pathlib import Path

from ..types import Card
from .dense import dense_of
from .load import load_encoder
from .semantics import Semantics


def semantics_of(folder: Path, needs: Sequence[Card], achievements: Sequence[Card]) -> Semantics:
    """The encoder in a folder with the vectors of these cards at revision 1; about a tenth of a second per card."""
    encoder = load_encoder(folder)
    return Semantics(encoder, dense_of(encoder, needs), dense_of(encoder, achievements))
