"""What rules a pair out."""

import pytest

from matchmaking.engine.gates import gates
from matchmaking.engine.types import Card


@pytest.mark.parametrize(
    ("wanted", "offered", "failed"),
    [
        (Card("1", "n"), Card("1", "a"), ()),
        (Card("1", "n", owner="x"), Card("2", "a", owner="x"), ("same_owner",)),
        (Card("1", "n", owner="x"), Card("2", "a", owner="y"), ()),
        (Card("1", "n", modes=("M2",)), Card("2", "a"), ()),
        (Card("1", "n", modes=("M2", "M8")), Card("2", "a", modes=("M8",)), ()),
        (Card("1", "n", modes=("M2",)), Card("2", "a", modes=("M8",)), ("mode_incompatible",)),
        (Card("1", "n", modes=("M2",)), Card("2", "a", modes=("M6",)), ()),
        (
            Card("1", "n", owner="x", modes=("M2",)),
            Card("2", "a", owner="x", modes=("M8",)),
            ("same_owner", "mode_incompatible"),
        ),
    ],
)
def test_gates(wanted: Card, offered: Card, failed: tuple[str, ...]) -> None:
    assert gates(wanted, offered) == failed
