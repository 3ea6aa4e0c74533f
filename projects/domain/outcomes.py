"""What an allocation says to an applicant, in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from projects.choices import OutcomeReason
from projects.models import AllocationLine

POINTS = 100  # points of the run in one percent of the match score


def outcome_sentence(line: AllocationLine) -> str:
    """Selected; or which constraint or cut-off stood in the way, and what score would have been needed."""
    return str(_SENTENCES[OutcomeReason(line.reason)](line)) + _needed(line)


def outcome_note(line: AllocationLine) -> str:
    """The reason in two words, as the transition row keeps it: untranslated, for it is translated when it is shown.
    Nothing where the new state says it all."""
    if line.reason == OutcomeReason.SELECTED:
        return ""
    with override(None):
        return str(OutcomeReason(line.reason).label)


def percent(points: int) -> str:
    """Points as the match score people see elsewhere: 7340 is 73.4."""
    return f"{points / POINTS:.2f}".rstrip("0").rstrip(".")


def _needed(line: AllocationLine) -> str:
    if line.reason in (OutcomeReason.SELECTED, OutcomeReason.PLACED, OutcomeReason.LOTTERY):
        return ""
    if line.needed is None:
        return _("在现有约束下，任何分数都不能入选。")
    return _("其他申请不变时，匹配度须高于 %(needed)s 才能入选（等于时抽签）。") % {
        "needed": percent(line.needed)
    }


def _selected(line: AllocationLine) -> str:
    return _("入选：匹配度 %(points)s。") % {"points": percent(line.points)}


def _placed(line: AllocationLine) -> str:
    return _("同一成果已在另一处入选，每项成果只占一个名额。")


def _reserved(line: AllocationLine) -> str:
    return _("未入选：匹配度 %(points)s；其余名额为小微企业或省会以外市州的申请保留。") % {
        "points": percent(line.points)
    }


def _lottery(line: AllocationLine) -> str:
    return _("未入选：匹配度 %(points)s 与最后入选者相同，抽签顺序为第 %(ticket)s 位。") % {
        "points": percent(line.points),
        "ticket": line.ticket,
    }


def _cut_off(line: AllocationLine) -> str:
    return _("未入选：匹配度 %(points)s 低于入选线。") % {"points": percent(line.points)}


def _no_places(line: AllocationLine) -> str:
    return _("未入选：没有可分配给您的名额。")


_SENTENCES = {
    OutcomeReason.SELECTED: _selected,
    OutcomeReason.PLACED: _placed,
    OutcomeReason.RESERVED: _reserved,
    OutcomeReason.LOTTERY: _lottery,
    OutcomeReason.CUT_OFF: _cut_off,
    OutcomeReason.NO_PLACES: _no_places,
}
