"""Addresses of the pages of this app."""

from django.urls import path

from enterprises.models import ENTRY_MODELS
from enterprises.pages import act, contacts, labels, labs, organization, profile, profile_entries, ties

app_name = "enterprises"

urlpatterns = [
    path("labs/", labs.labs, name="labs"),
    path("accounts/profile/", profile.profile, name="profile"),
    path("accounts/ties/", ties.ties, name="ties"),
    path("accounts/ties/<uuid:pk>/withdraw/", ties.withdraw, name="tie-withdraw"),
    path("organizations/new/", organization.register, name="register"),
    path("organizations/<uuid:pk>/", organization.detail, name="detail"),
    path("organizations/<uuid:pk>/edit/", organization.edit, name="edit"),
    path("organizations/<uuid:pk>/act/", act.act, name="act"),
    path("organizations/<uuid:pk>/contacts/new/", contacts.new_contact, name="contact-new"),
    path("organizations/<uuid:pk>/labels/new/", labels.claim, name="label-new"),
    path("labels/<int:pk>/document/", labels.evidence, name="label-evidence"),
    path("contacts/<uuid:pk>/", contacts.edit, name="contact-edit"),
    path("contacts/<uuid:pk>/remove/", contacts.remove, name="contact-remove"),
]
for kind in ENTRY_MODELS:
    named = {"entry": kind}
    urlpatterns += [
        path(f"organizations/<uuid:pk>/{kind}/new/", profile_entries.new_entry, named, name=f"new-{kind}"),
        path(f"{kind}/<uuid:pk>/", profile_entries.edit, named, name=f"edit-{kind}"),
        path(f"{kind}/<uuid:pk>/remove/", profile_entries.remove, named, name=f"remove-{kind}"),
    ]
