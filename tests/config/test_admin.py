"""The admin site as a whole: its login, its policy, and that nothing of it goes past the verbs."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from enterprises.actors import actor_for_user
from tests.factories import make_docking, make_user

OURS = ["enterprises", "projects", "matchmaking", "kernel"]
# Written in the admin itself; everything else is read there and changed by verbs.
WRITTEN = {"FinanceProduct", "FirstSetItem", "Organization", "PartnerApplication", "Term", "User"}
SECRET = {"ListingSecret", "SecretReading", "SecretMatch", "SecretRun"}
INLINE = re.compile(r"<[^>]*\s(style|on\w+)=|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE)

pytestmark = pytest.mark.django_db
models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
registered = [model for model in admin.site._registry if model._meta.app_label in OURS]


@pytest.fixture
def dave(people):
    client = Client()
    client.force_login(people.dave)
    return client


def request_of(user):
    request = RequestFactory().get("/admin/")
    request.user, request.actor = user, actor_for_user(user)
    return request


def test_every_model_but_the_secret_ones_is_there():
    assert {model.__name__ for model in models} - {model.__name__ for model in registered} == SECRET


@pytest.mark.parametrize("model", registered, ids=lambda model: model.__name__)
def test_what_an_administrator_may_write_past_the_verbs(people, model):
    page, request = admin.site._registry[model], request_of(people.dave)
    may = [
        page.has_add_permission(request),
        page.has_change_permission(request),
        page.has_delete_permission(request),
    ]
    written = model.__name__ in WRITTEN
    assert may == [written, written, model.__name__ == "PartnerApplication"]


@pytest.mark.parametrize("model", registered, ids=lambda model: model.__name__)
def test_a_broker_writes_nothing(people, model):
    page, request = admin.site._registry[model], request_of(people.carol)
    assert page.has_view_permission(request)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_act_permission(request) if hasattr(page, "has_act_permission") else True


@pytest.mark.parametrize("model", registered, ids=lambda model: model.__name__)
def test_every_list_opens_searches_and_keeps_the_policy(dave, people, model):
    make_docking()
    path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for address in (path, f"{path}?q=测试"):
        response = dave.get(address)
        assert response.status_code == 200, address
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert INLINE.findall(response.content.decode()) == [], address
    row = admin.site._registry[model].get_queryset(response.wsgi_request).first()
    if row is not None:
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
        response = dave.get(page)
        assert response.status_code == 200, page
        assert INLINE.findall(response.content.decode()) == [], page


def test_people_log_in_where_everybody_does(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")


def test_who_is_no_staff_is_turned_away(people, client):
    client.force_login(people.alice)
    assert client.get("/admin/", follow=True).status_code == 403


def test_live_credentials_have_no_page():
    named = {model.__name__ for model in admin.site._registry}
    assert named & {"AccessToken", "RefreshToken", "Grant", "IDToken", "Authenticator"} == set()


def test_the_log_is_for_administrators(people):
    from django.contrib.admin.models import LogEntry

    page = admin.site._registry[LogEntry]
    assert page.has_view_permission(request_of(people.dave))
    assert not page.has_view_permission(request_of(people.carol))
    assert not page.has_change_permission(request_of(make_user(is_superuser=True)))


@pytest.mark.parametrize("chosen", ['"x"', "1 or 1", "../1", "９"])
def test_choosing_what_cannot_be_an_id_finds_nothing(dave, chosen):
    """It was answered by a failure of the server, for the library takes what the list's own boxes hold."""
    address = reverse("admin:projects_need_changelist")
    answer = dave.post(address, {"action": "publish", "_selected_action": [chosen], "confirmed": "yes"})
    assert answer.status_code == 404


NO_ROWS = {
    f"{prefix}-{count}": "0"
    for prefix in ("labels", "contacts", "memberships", "transitions")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS")
}
ORGANIZATION = {"name": "后台登记的公司", "kind": "enterprise", "region": "620100", **NO_ROWS}
MEMBER = {"memberships-TOTAL_FORMS": "1", "memberships-0-role": "owner"}


@pytest.mark.parametrize(
    ("page", "body", "field"),
    [
        ("enterprises_partnerapplication_add", {"name": "新平台"}, "organization"),
        ("enterprises_organization_add", ORGANIZATION, "parent"),
        ("enterprises_organization_add", {**ORGANIZATION, **MEMBER}, "memberships-0-user"),
    ],
)
@pytest.mark.parametrize("chosen", ["2", "x", "９"])
def test_a_form_filled_with_what_cannot_be_an_id_is_shown_again(dave, page, body, field, chosen):
    """It was answered by a failure of the server, for the library takes what its own list offers."""
    answer = dave.post(reverse(f"admin:{page}"), {**body, field: chosen})
    assert (answer.status_code, bool(answer.context["errors"])) == (200, True)
