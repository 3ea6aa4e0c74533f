"""邀请: an owner asks the other side to look at a public card. It says nothing of how the owner came to ask."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from matchmaking.models.match import Match
from matchmaking.states import InvitationState
from projects.models import Listing


class Invitation(PublicRow):
    """One invitation. `card` is the public card as the owner saw it when inviting: {kind, title, summary, keywords,
    region, owner}; no score and no word of what fitted. Until `due` only the owner knows of it."""

    listing = models.ForeignKey(
        Listing, models.PROTECT, related_name="invitations_sent", verbose_name=_("发出邀请的信息")
    )
    invited = models.ForeignKey(
        Listing, models.PROTECT, related_name="invitations_received", verbose_name=_("受邀的信息")
    )
    card = models.JSONField(_("名片"))
    state = models.CharField(
        _("状态"), max_length=20, choices=InvitationState, default=InvitationState.QUEUED, editable=False
    )
    due = models.DateTimeField(_("送达时间"))
    by_label = models.CharField(_("操作方"), max_length=100)
    created = models.DateTimeField(_("邀请时间"), db_default=Now(), editable=False)
    match = models.ForeignKey(
        Match, models.PROTECT, null=True, related_name="invitations", verbose_name=_("匹配")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("邀请")
        ordering = ["-due", "id"]
        indexes = [
            models.Index(fields=["due"], name="invitations_to_deliver", condition=models.Q(state="queued"))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "invited"],
                condition=~models.Q(state="withdrawn"),
                name="invited_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=InvitationState.values), name="invitation_state_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.card.get("title", ""))


class InvitationTransition(Transition):
    """One step of an invitation."""

    subject = models.ForeignKey(Invitation, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("邀请流转记录")
