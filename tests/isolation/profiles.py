"""What stands in an organization's profile: a line of every kind, and a label that waits for confirmation."""

import datetime as dt

from django.utils import timezone

from enterprises.domain.documents import store_document
from enterprises.models import (
    Equipment,
    Organization,
    OrganizationLabel,
    Patent,
    Publication,
    Researcher,
)
from enterprises.states import LabelState
from tests.documents import upload
from tests.factories import writer_for


def profile_of(owner: Organization) -> dict[str, str]:
    """Whatever the organization is, so that a stranger's are asked for too."""
    lines = (
        Researcher(organization=owner, name="在册的人"),
        Equipment(organization=owner, name="在册的电镜"),
        Publication(organization=owner, title="在册的论文"),
        Patent(organization=owner, title="在册的方法", number="CN1234567A"),
    )
    for line in lines:
        line.save()
    claim = OrganizationLabel.objects.create(
        organization=owner,
        code="ZJTX",
        valid_to=timezone.localdate() + dt.timedelta(days=300),
        state=LabelState.CLAIMED,
        document=store_document(upload("证书.pdf"), owner=owner, by=writer_for(owner)),
    )
    claim.transitions.create(old="", new=LabelState.CLAIMED, by_label="测试")
    return {**{type(line).__name__.lower(): str(line.pk) for line in lines}, "claim": str(claim.pk)}
