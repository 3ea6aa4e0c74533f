"""Many vectors at once: after ENCODER_DIR was set, or on a machine that was away."""

from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.market import current_market
from matchmaking.domain.semantics import FEW, encoder_in_use, keep_vectors, vectors_folder, vectors_missing
from matchmaking.models import MatchRun

SECONDS = 40.0  # of every minute, until nothing is missing


def catch_up(*, seconds: float = SECONDS) -> MatchRun | None:
    """Encode for so long. When what many listings lacked is there, every match is made anew; returns that run."""
    encoder = encoder_in_use()
    if encoder is None:
        return None
    markets, behind = current_market(), vectors_folder(encoder) / "behind"
    if vectors_missing(markets) > FEW:
        behind.parent.mkdir(parents=True, exist_ok=True)
        behind.touch()
    if not keep_vectors(markets, seconds=seconds, most=None) or not behind.exists():
        return None
    behind.unlink(missing_ok=True)
    return start_full_match()
