"""The grades that figures and learning may use."""

from django.db.models import Exists, OuterRef, QuerySet

from matchmaking.models import Grade, Match


def public_grades(grades: QuerySet[Grade]) -> QuerySet[Grade]:
    """Without those of pairs that an invitation opened: why their owner came to ask may be a secret of theirs."""
    invited = Match.objects.filter(wanted=OuterRef("wanted"), offered=OuterRef("offered"), invited=True)
    return grades.exclude(Exists(invited))
