"""Addresses of the pages of this app."""

from django.urls import path

from enterprises.pages import act, contacts, organization, profile, ties

app_name = "enterprises"

urlpatterns = [
    path("accounts/profile/", profile.profile, name="profile"),
    path("accounts/ties/", ties.ties, name="ties"),
    path("accounts/ties/<uuid:pk>/withdraw/", ties.withdraw, name="tie-withdraw"),
    path("organizations/new/", organization.register, name="register"),
    path("organizations/<uuid:pk>/", organization.detail, name="detail"),
    path("organizations/<uuid:pk>/edit/", organization.edit, name="edit"),
    path("organizations/<uuid:pk>/act/", act.act, name="act"),
    path("organizations/<uuid:pk>/contacts/new/", contacts.new_contact, name="contact-new"),
    path("contacts/<uuid:pk>/", contacts.edit, name="contact-edit"),
    path("contacts/<uuid:pk>/remove/", contacts.remove, name="contact-remove"),
]
