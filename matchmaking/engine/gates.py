"""What rules a pair out, however well the texts agree. The rest of a pair is judged by degree, see parts.py."""

from .types import Card

SAME_OWNER = "same_owner"
MODE_INCOMPATIBLE = "mode_incompatible"

OPEN_MODE = "M6"  # coop_mode "other, as agreed": whoever offers it can meet anybody


def modes_meet(wanted: tuple[str, ...], offered: tuple[str, ...]) -> bool:
    """Whether the two sides name a common cooperation mode; naming none, or M6, is being open to all."""
    if not wanted or not offered or OPEN_MODE in wanted or OPEN_MODE in offered:
        return True
    return not set(wanted).isdisjoint(offered)


def gates(wanted: Card, offered: Card) -> tuple[str, ...]:
    """The codes of the gates the pair fails, in a fixed order; empty when it may be matched."""
    failed = []
    if wanted.owner and wanted.owner == offered.owner:
        failed.append(SAME_OWNER)
    if not modes_meet(wanted.modes, offered.modes):
        failed.append(MODE_INCOMPATIBLE)
    return tuple(failed)
