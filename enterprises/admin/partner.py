"""Partner systems in the admin: registered, renamed and cut off by verbs. No secret is ever shown here."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from oauth2_provider.models import AccessToken, Grant, IDToken, RefreshToken

from config.kernel.admin.base import Acting
from enterprises.domain.partners import end_access, register_partner, rename_partner
from enterprises.domain.queries import partners_visible_to
from enterprises.models import PartnerApplication
from enterprises.rules import can_manage_partners

# Their libraries register them; what they hold are live credentials, and nobody here needs to look at those.
for model in (PartnerApplication, AccessToken, Grant, IDToken, RefreshToken, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class PartnerForm(forms.ModelForm):
    name = forms.CharField(label=gettext_lazy("名称"), max_length=100)

    class Meta:
        model = PartnerApplication
        fields = ["name", "organization"]


@admin.register(PartnerApplication)
class PartnerAdmin(Acting):
    entry = staticmethod(partners_visible_to)
    form = PartnerForm
    list_display = ["name", "organization", "client_id", "created", "updated"]
    search_fields = ["name", "client_id", "organization__name"]
    list_select_related = ["organization"]
    autocomplete_fields = ["organization"]
    fields = ["name", "organization", "client_id", "created", "updated"]
    readonly_fields = ["client_id", "created", "updated"]
    view_on_site = False  # it has no page but this one
    change_form_template = "admin/partner/change_form.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else ["name", "organization"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An application stays with its organization: another organization's is another application."""
        return ["organization", *self.readonly_fields] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One by one or several at once: never of an organization one is tied to."""
        if obj is not None and not can_manage_partners(request.actor, obj.organization):  # type: ignore[attr-defined]
            return False
        return super().has_delete_permission(request, obj)

    def get_urls(self) -> list[Any]:
        return [
            path(
                "<path:object_id>/rotate/",
                self.admin_site.admin_view(self.rotate),
                name="enterprises_partnerapplication_rotate",
            ),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: PartnerApplication, form: Any, change: bool) -> None:
        self._refuse_tied(request, obj)
        if change:
            rename_partner(obj, obj.name, by=request.actor)  # type: ignore[attr-defined]
            return
        made = register_partner(obj.name, obj.organization, by=request.actor)  # type: ignore[attr-defined]
        obj.pk, obj.client_id, obj._state.adding = made.pk, made.client_id, False

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> Any:
        return self._page(request, "admin/partner/registered.html", obj, title=_("合作平台已登记"))

    def rotate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """GET asks, POST makes the secret worthless."""
        application = self.get_object(request, unquote(object_id))
        if application is None:
            raise Http404
        self._refuse_tied(request, application)
        if request.method == "POST":
            end_access(application, by=request.actor)  # type: ignore[attr-defined]
            self.log_change(request, application, _("收回了密钥"))
            self.message_user(request, _("密钥已收回，由所属主体的负责人领取新密钥。"))
            return redirect("admin:enterprises_partnerapplication_change", application.pk)
        return self._page(request, "admin/partner/rotate.html", application, title=_("收回密钥"))

    def _refuse_tied(self, request: HttpRequest, application: PartnerApplication) -> None:
        if not can_manage_partners(request.actor, application.organization):  # type: ignore[attr-defined]
            raise PermissionDenied

    def _page(
        self, request: HttpRequest, template: str, application: PartnerApplication, **context: Any
    ) -> HttpResponse:
        everywhere = self.admin_site.each_context(request)
        return TemplateResponse(
            request, template, {**everywhere, "opts": self.opts, "application": application, **context}
        )
