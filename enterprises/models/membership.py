"""Who acts for whom: people in organizations, and partners' applications."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AbstractApplication

from enterprises.choices import Role
from enterprises.models.organization import Organization
from enterprises.models.user import User


class Membership(models.Model):
    """A person's role in an organization. Removing it takes effect with their next request."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="memberships", verbose_name=_("主体")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("用户"))
    role = models.CharField(_("角色"), max_length=10, choices=Role, default=Role.VIEWER)
    created = models.DateTimeField(_("加入时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("成员")
        ordering = ["organization", "user"]
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class PartnerApplication(AbstractApplication):
    """A partner system (合作平台): an OAuth 2 client that acts for exactly one organization."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="applications", verbose_name=_("所属主体")
    )

    class Meta(AbstractApplication.Meta):
        verbose_name = verbose_name_plural = _("合作平台应用")

    def __str__(self) -> str:
        return self.name or self.client_id

    def get_absolute_url(self) -> str:
        """In the admin: the page of the library that it would name otherwise is not served here."""
        return reverse("admin:enterprises_partnerapplication_change", args=[self.pk])
