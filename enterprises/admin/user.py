"""People in the admin. What lets somebody become somebody else (login names, passwords, groups) is for superusers;
administrators name technology managers by an action and switch accounts off."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.kernel.admin.base import Acting
from config.kernel.admin.verbs import verb_action
from enterprises.actors import Actor
from enterprises.domain.people import appoint_broker, dismiss_broker
from enterprises.domain.queries import people_visible_to
from enterprises.models import User

_LOGIN = ["email", "phone", "password"]
_RIGHTS = ["is_staff", "is_superuser", "groups", "user_permissions"]


def people_with_groups(actor: Actor) -> QuerySet[User]:
    return people_visible_to(actor).prefetch_related("groups")


class PersonCreationForm(AdminUserCreationForm):
    """E-mail or mobile number, a name, and a password unless the person sets one by mail."""

    class Meta:
        model = User
        fields = ["email", "phone", "name", "language"]

    def clean_email(self) -> str | None:
        email = self.cleaned_data["email"]
        return email.lower() if email else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("email") and not cleaned.get("phone"):
            raise forms.ValidationError(_("电子邮箱和手机号至少填写一项。"))
        return cleaned


class PersonChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, Any] = {}


@admin.register(User)
class PersonAdmin(Acting, UserAdmin):
    entry = staticmethod(people_with_groups)
    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display = ["name", "email", "phone", "is_active", "is_staff", "group_names", "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["name", "email", "phone"]
    ordering = ["name"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ("name", "language", "is_active", *_LOGIN)}),
        (_("权限"), {"fields": (*_RIGHTS,)}),
        (_("时间"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"fields": ["name", "email", "phone", "language", "usable_password", "password1", "password2"]},
        )
    ]
    actions = [
        verb_action(
            appoint_broker,
            name="appoint_broker",
            label=_("任命为技术经理人"),
            consequence=_("所选人员可以查看全部匹配与对接，可以被指定为对接的责任人，并可只读进入管理后台。"),
        ),
        verb_action(
            dismiss_broker,
            name="dismiss_broker",
            label=_("解除技术经理人"),
            consequence=_("所选人员不再是技术经理人；其负责的对接需要另行指定责任人。"),
        ),
    ]

    @admin.display(description=_("身份"))
    def group_names(self, user: User) -> str:
        names = {"administrator": _("管理员"), "broker": _("技术经理人")}
        return gettext("、").join(str(names.get(group.name, group.name)) for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        fixed = ["last_login", "date_joined"]
        if obj is None or request.user.is_superuser:
            return fixed
        return [*fixed, "email", "phone", *_RIGHTS]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or request.user.is_superuser:
            return fieldsets
        without = [name for name in ["name", "language", "is_active", *_LOGIN] if name != "password"]
        return [(None, {"fields": without}), *fieldsets[1:]]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only a superuser changes a superuser."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)
