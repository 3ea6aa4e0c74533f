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

# What an administrator has verified, or is about to, stays as it is.
PROFILE_STANDS = frozenset({S.SUBMITTED, S.VERIFIED})


class LabelState(models.TextChoices):
    """A label counts once an administrator has seen its evidence, and while it is valid."""

    CLAIMED = "claimed", _("待核对")
    CONFIRMED = "confirmed", _("已核对")
    REFUSED = "refused", _("未通过核对")
    REVOKED = "revoked", _("已取消")


L = LabelState

LABEL_MOVES: dict[str, frozenset[str]] = {
    L.CLAIMED: frozenset({L.CONFIRMED, L.REFUSED}),
    L.CONFIRMED: frozenset({L.REVOKED}),
    L.REFUSED: frozenset(),
    L.REVOKED: frozenset(),
}
