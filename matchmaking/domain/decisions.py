"""What is written beside a decision on a match or docking: the coded reasons, the day that was set, and which texts lay
on the table."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.domain.vocabulary import code_error
from matchmaking.models import Match
from projects.domain.versions import keep_versions


def decision(match: Match, *, reasons: Sequence[str] = (), deadline: dt.date | None = None) -> dict[str, Any]:
    """Columns of the transition row (models/decision.py). Both texts are kept as they are; call it in the transaction
    of the move."""
    revisions = keep_versions([match.wanted_id, match.offered_id])
    return {
        "reasons": list(reasons),
        "deadline": deadline,
        "wanted_revision": revisions[match.wanted_id],
        "offered_revision": revisions[match.offered_id],
    }


def faults_of_exit(reasons: Sequence[str], note: str) -> dict[str, str]:
    """What is missing for leaving the road, by field: coded reasons, and words for those who read them."""
    errors = {}
    if not reasons:
        errors["reasons"] = _("请至少选择一个理由代码。")
    elif error := code_error("exit_reason", reasons):
        errors["reasons"] = error
    if not note.strip():
        errors["note"] = _("请写明原因，双方会看到。")
    return errors


def fault_of_deadline(deadline: dt.date | None) -> str:
    """Why this is no day to be kept; empty when it is one."""
    if deadline is None:
        return _("请填写期限。")
    return _("期限不能早于今天。") if deadline < timezone.localdate() else ""
