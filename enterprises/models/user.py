"""People who log in, by e-mail or by mobile number."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.validators import validate_mobile, validate_plain_text


class UserManager(BaseUserManager["User"]):
    """Creates users; `createsuperuser` needs exactly these two verbs."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        """Save a user with a hashed password. Raises ValueError when neither e-mail nor phone is given."""
        if not email and not fields.get("phone"):
            raise ValueError("A user needs an e-mail address or a phone number.")
        user = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(PublicRow, AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A person. What they may do comes from their memberships and groups, read anew on every request."""

    email = models.EmailField(_("电子邮箱"), unique=True, null=True, blank=True)
    phone = models.CharField(
        _("手机号"), max_length=11, unique=True, null=True, blank=True, validators=[validate_mobile]
    )
    name = models.CharField(_("姓名"), max_length=50, validators=[validate_plain_text])
    language = models.CharField(
        _("语言"), max_length=10, default="zh-hans", choices=[("zh-hans", "中文"), ("en", "English")]
    )
    is_active = models.BooleanField(_("可登录"), default=True)
    is_staff = models.BooleanField(_("可进入管理后台"), default=False)
    date_joined = models.DateTimeField(_("注册时间"), default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = _("用户")
        ordering = ["date_joined"]
        indexes = [GinIndex(OpClass(Upper("email"), name="gin_trgm_ops"), name="user_mail_domain")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(phone__isnull=False),
                name="user_has_a_login",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone or ""
