"""A firm claims that it is a high-tech enterprise; an administrator judges the claim over REST; the firm reads why it
was refused, claims again, and loses the label when it is taken away."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.actors import actor_for_user
from enterprises.domain.ties import declare_tie
from enterprises.models import OrganizationLabel
from tests.documents import upload
from tests.factories import PASSWORD, make_administrator
from tests.partner import partner_of, session_of, visitor

__all__ = ["visitor"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]
LABELS = "/api/v1/labels/"


def claim(people, number):
    """The owner sends the form with the certificate; the id of what came of it."""
    client = Client()
    assert client.login(username=people.alice.email, password=PASSWORD)
    address = reverse("enterprises:label-new", args=[people.enterprise.pk])
    until = timezone.localdate() + dt.timedelta(days=300)
    body = {"code": "GX", "valid_to": until, "evidence": number, "file": upload("高新证书.pdf")}
    assert client.post(address, body).status_code == 302
    return OrganizationLabel.objects.latest("pk").pk


def page_of(people):
    client = Client()
    client.force_login(people.alice)
    return client.get(reverse("enterprises:detail", args=[people.enterprise.pk])).content.decode()


def ids(client, **query):
    return [row["id"] for row in client.get(LABELS, query).json()["results"]]


def test_a_claim_is_judged_over_rest(people, visitor):
    admin, owner, stranger = session_of(people.dave), session_of(people.alice), session_of(people.oscar)
    tied = make_administrator("有股份的管理员")
    declare_tie(people.enterprise, kind="shares", by=actor_for_user(tied))

    # 1. What waits is listed for administrators and the firm itself; for everybody else there is no such label.
    first = claim(people, "GR202462000001")
    assert [ids(client, state="claimed") for client in (admin, owner, stranger, visitor)] == [
        [first],
        [first],
        [],
        [],
    ]
    assert ids(session_of(tied), state="claimed") == []
    held = {"id": str(people.enterprise.pk), "name": people.enterprise.name, "kind": "enterprise"}
    assert admin.get(f"{LABELS}{first}/").json()["organization"] == held
    file = admin.get(f"{LABELS}{first}/document/")
    assert (file.status_code, len(b"".join(file.streaming_content)) > 0) == (200, True)
    assert stranger.get(f"{LABELS}{first}/document/").status_code == 404

    # 2. Neither the firm nor a partner system nor an administrator with a tie judges it.
    said = {"note": "证书编号查不到"}
    firm = partner_of(people.enterprise)
    answers = {
        name: client.post(f"{LABELS}{first}/{verb}/", said).status_code
        for verb in ("confirm", "refuse")
        for name, client in (
            (f"{verb} owner", owner),
            (f"{verb} partner", firm),
            (f"{verb} broker", session_of(people.carol)),
            (f"{verb} stranger", stranger),
            (f"{verb} tied", session_of(tied)),
        )
    }
    assert answers == {
        f"{verb} {name}": code
        for verb in ("confirm", "refuse")
        for name, code in {"owner": 403, "partner": 403, "broker": 403, "stranger": 404, "tied": 404}.items()
    }

    # 3. It is refused with a reason, which the firm reads on its page and over REST; a second word comes too late.
    blank = admin.post(f"{LABELS}{first}/refuse/", {"note": " "})
    assert (blank.status_code, OrganizationLabel.objects.get(pk=first).state) == (422, "claimed")
    assert admin.post(f"{LABELS}{first}/refuse/", said).json()["state"] == "refused"
    late = admin.post(f"{LABELS}{first}/confirm/", {})
    assert (late.status_code, late.json()["code"], late.json()["detail"]) == (
        409,
        "illegal_transition",
        "不能从“未通过核对”变为“已核对”。",
    )
    assert "证书编号查不到" in page_of(people)
    steps = owner.get(f"{LABELS}{first}/transitions/").json()["results"]
    assert [(step["new"], step["note"]) for step in steps] == [
        ("claimed", "提交核对"),
        ("refused", "证书编号查不到"),
    ]

    # 4. Claimed again and confirmed it counts, for everybody; who may not know how it was judged finds no steps.
    second = claim(people, "GR202462000009")
    assert admin.post(f"{LABELS}{second}/confirm/", {}).json()["state"] == "confirmed"
    assert ids(visitor, organization=people.enterprise.pk, code="GX") == [second]
    assert visitor.get("/api/v1/organizations/", {"label": "GX"}).json()["results"][0]["id"] == held["id"]
    assert stranger.get(f"{LABELS}{second}/transitions/").json()["results"] == []
    assert session_of(tied).post(f"{LABELS}{second}/revoke/", {"note": "取消"}).status_code == 403

    # 5. Taken away it counts no more.
    assert admin.post(f"{LABELS}{second}/revoke/", {"note": "资格已取消"}).json()["state"] == "revoked"
    assert visitor.get("/api/v1/organizations/", {"label": "GX"}).json()["results"] == []
    assert "资格已取消" in page_of(people)


def test_the_list_goes_on_where_a_page_ends(people):
    rows = [
        OrganizationLabel.objects.create(
            organization=people.enterprise, code="GX", valid_from=dt.date(2000 + number, 1, 1)
        ).pk
        for number in range(5)
    ]
    client, found, address = session_of(people.oscar), [], f"{LABELS}?page_size=2"
    while address:
        page = client.get(address).json()
        found += [row["id"] for row in page["results"]]
        address = page["next"]
    assert found == rows[::-1]
    assert client.get(LABELS, {"cursor": "bm90aGluZw"}).status_code == 400
