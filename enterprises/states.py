"""How an organization becomes a verified party."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationState(models.TextChoices):
    UNVERIFIED = "unverified", _("未认证")
    SUBMITTED = "submitted", _("待审核")
    VERIFIED = "verified", _("已认证")
    REFUSED = "refused", _("未通过")
    SUSPENDED = "suspended", _("已停用")


S = OrganizationState

ORGANIZATION_MOVES: dict[str, frozenset[str]] = {
    S.UNVERIFIED: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.VERIFIED, S.REFUSED}),
    S.REFUSED: frozenset({S.SUBMITTED}),
    S.VERIFIED: frozenset({S.SUSPENDED}),
    S.SUSPENDED: frozenset({S.VERIFIED}),
}
