"""Organizations in the admin: profile, people and contacts; verification by actions that call the verbs."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from config.kernel.admin.base import Acting, Found, HistoryAdmin, HistoryInline, Inline, Reading
from config.kernel.admin.verbs import NoteQuestion, ReasonQuestion, barred_unless, verb_action
from enterprises.domain.contacts import note_reading
from enterprises.domain.organization import refuse_organization, suspend_organization, verify_organization
from enterprises.domain.queries import (
    contact_readings_visible_to,
    contacts_on_file,
    labels_visible_to,
    memberships_visible_to,
    organization_steps_visible_to,
    organizations_visible_to,
    people_visible_to,
)
from enterprises.domain.vocabulary import terms_of
from enterprises.models import (
    Contact,
    ContactReading,
    Membership,
    Organization,
    OrganizationLabel,
    OrganizationTransition,
)
from enterprises.rules import can_read_contacts, can_verify_organization
from enterprises.states import ORGANIZATION_MOVES, OrganizationState

REGISTER = gettext_noop("主体登记资料")  # the basis on which an administrator reads a contact


def _choices(scheme: str) -> list[tuple[str, str]]:
    return [(code, f"{code} {term.label}") for code, term in terms_of(scheme).items()]


class OrganizationForm(forms.ModelForm):
    """The profile; codes are chosen from the vocabularies, so that no unknown one is written."""

    region = forms.ChoiceField(
        label=_("所在地"), required=False, choices=lambda: [("", "—"), *_choices("region")]
    )
    lab_tier = forms.ChoiceField(
        label=_("平台级别"), required=False, choices=lambda: [("", "—"), *_choices("lab_tier")]
    )
    industries = forms.MultipleChoiceField(
        label=_("行业"),
        required=False,
        choices=lambda: _choices("industry"),
        widget=FilteredSelectMultiple(_("行业"), is_stacked=False),
    )
    disciplines = forms.MultipleChoiceField(
        label=_("学科"),
        required=False,
        choices=lambda: _choices("discipline"),
        widget=FilteredSelectMultiple(_("学科"), is_stacked=False),
    )

    website = forms.URLField(label=_("网站"), required=False, assume_scheme="https")

    def clean_credit_code(self) -> str | None:
        return self.cleaned_data["credit_code"] or None


class LabelForm(forms.ModelForm):
    code = forms.ChoiceField(label=_("称号"), choices=lambda: _choices("enterprise_label"))


class LabelInline(Inline):
    """What administrators write here themselves is confirmed by that."""

    model = OrganizationLabel
    form = LabelForm
    extra = 0
    readonly_fields = ["state"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """What was claimed is judged by those without a tie, and shown to no others."""
        seen = labels_visible_to(request.actor)  # type: ignore[attr-defined]
        return super().get_queryset(request).filter(pk__in=seen.values("pk"))


class Members(forms.BaseInlineFormSet):
    """Django leaves out constraints that speak of the parent: nobody is added a second time."""

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            if form.has_changed() and form.is_valid() and form not in self.deleted_forms:
                try:
                    form.instance.validate_constraints()
                except ValidationError as error:
                    form.add_error(None, error)


class MembershipInline(Inline):
    model = Membership
    formset = Members
    extra = 0
    autocomplete_fields = ["user"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Nobody but a superuser makes themselves a member: members read what an organization keeps secret."""
        if db_field.name == "user" and not request.user.is_superuser:
            actor = request.actor  # type: ignore[attr-defined]
            kwargs["queryset"] = people_visible_to(actor).exclude(pk=actor.user_id)
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = Found(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ContactInline(Inline):
    """On the page of those who may read them; showing the page leaves a row for each."""

    model = Contact
    extra = 0


class OrganizationHistory(HistoryInline):
    model = OrganizationTransition


@admin.register(Organization)
class OrganizationAdmin(Acting):
    entry = staticmethod(organizations_visible_to)
    form = OrganizationForm
    list_display = ["name", "kind", "state", "region_name", "credit_code", "trusted", "created"]
    list_filter = ["state", "kind", "trusted", "state_owned", "size", "lab_tier"]
    search_fields = ["name", "name_en", "credit_code"]
    readonly_fields = ["state", "created"]
    autocomplete_fields = ["parent"]
    inlines = [LabelInline, ContactInline, MembershipInline, OrganizationHistory]
    fieldsets = [
        (None, {"fields": ["name", "name_en", "kind", "credit_code", "parent", "state", "trusted"]}),
        (_("分类"), {"fields": ["region", "lab_tier", "size", "state_owned", "industries", "disciplines"]}),
        (_("介绍"), {"fields": ["introduction", "website", "created"]}),
    ]
    actions = [
        verb_action(
            verify_organization,
            name="verify",
            label=_("通过认证"),
            consequence=_(
                "所选主体成为已认证主体，可以发布供需信息、查看登录可见的内容；其依托单位随之确认，该单位的人不能评判它的事项。"
            ),
            question=NoteQuestion,
            obstacle=barred_unless(ORGANIZATION_MOVES, OrganizationState.VERIFIED, can_verify_organization),
        ),
        verb_action(
            refuse_organization,
            name="refuse",
            label=_("不通过认证"),
            consequence=_("所选主体的认证申请被退回，负责人可以修改后重新提交。"),
            question=ReasonQuestion,
            obstacle=barred_unless(ORGANIZATION_MOVES, OrganizationState.REFUSED, can_verify_organization),
        ),
        verb_action(
            suspend_organization,
            name="suspend",
            label=_("停用主体"),
            consequence=_(
                "所选主体停止服务：其供需信息不再对外显示，成员的权限立即失效。可以用“通过认证”恢复。"
            ),
            question=ReasonQuestion,
            obstacle=barred_unless(ORGANIZATION_MOVES, OrganizationState.SUSPENDED, can_verify_organization),
        ),
    ]

    @admin.display(description=_("所在地"), ordering="region")
    def region_name(self, organization: Organization) -> str:
        term = terms_of("region").get(organization.region)
        return term.label if term else organization.region

    def has_change_permission(self, request: HttpRequest, obj: Organization | None = None) -> bool:
        """Administrators do not edit an organization they are tied to, as they do not verify it."""
        if obj is not None and request.actor.is_tied_to(obj.pk):  # type: ignore[attr-defined]
            return False
        return super().has_change_permission(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Organization | None) -> Any:
        inlines = super().get_inlines(request, obj)
        if obj is None or can_read_contacts(request.actor, obj):  # type: ignore[attr-defined]
            return inlines
        return [inline for inline in inlines if inline is not ContactInline]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Showing the contacts is reading them."""
        actor, obj = request.actor, kwargs.get("obj")  # type: ignore[attr-defined]
        if obj is not None and can_read_contacts(actor, obj):
            contacts = contacts_on_file(actor).filter(organization=obj)
            note_reading(contacts, by=actor, basis=REGISTER)
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(OrganizationTransition)
class OrganizationTransitionAdmin(HistoryAdmin):
    """Verification records of all organizations."""

    entry = staticmethod(organization_steps_visible_to)


@admin.register(Membership)
class MembershipAdmin(Reading):
    """Who belongs where, across organizations; written on the organization's page."""

    entry = staticmethod(memberships_visible_to)
    list_display = ["organization", "user", "role", "created"]
    list_filter = ["role"]
    search_fields = ["organization__name", "user__name", "user__email", "user__phone"]
    list_select_related = ["organization", "user"]
    actions = None


@admin.register(Contact)
class ContactAdmin(Reading):
    """Contacts across organizations; written on the organization's page. How to reach one is read one by one."""

    entry = staticmethod(contacts_on_file)
    list_display = ["organization", "name", "position", "is_primary"]
    list_filter = ["is_primary"]
    search_fields = ["organization__name", "name"]
    list_select_related = ["organization"]
    actions = None

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Showing the contact is reading it."""
        if (obj := kwargs.get("obj")) is not None:
            note_reading([obj], by=request.actor, basis=REGISTER)  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(ContactReading)
class ContactReadingAdmin(Reading):
    """Which of the staff were shown how to reach whom."""

    entry = staticmethod(contact_readings_visible_to)
    list_display = ["at", "by_label", "organization", "contact", "basis"]
    list_filter = ["day"]
    search_fields = ["by_label", "contact__organization__name"]
    list_select_related = ["contact__organization"]
    date_hierarchy = "day"
    actions = None

    @admin.display(description=_("主体"), ordering="contact__organization__name")
    def organization(self, row: ContactReading) -> str:
        return str(row.contact.organization)
