"""The page of a listing: who sees it, and how much of it."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from config.kernel.move import SYSTEM
from projects.choices import Disclosure, ListingKind
from projects.domain.disclosure import grant_details
from tests.factories import make_listing

pytestmark = pytest.mark.django_db


def page_of(client, listing):
    return client.get(reverse("projects:detail", args=[listing.pk]))


@pytest.fixture
def everybody(browser_of, people):
    return {
        "visitor": Client(),
        "owner": browser_of(people.alice),
        "member": browser_of(people.bob),
        "broker": browser_of(people.carol),
        "administrator": browser_of(people.dave),
    }


@pytest.mark.parametrize(
    ("values", "seen"),
    [
        ({"publish": False}, {"owner"}),
        ({"disclosure": Disclosure.PUBLIC}, {"visitor", "owner", "member", "broker", "administrator"}),
        ({"disclosure": Disclosure.MEMBERS}, {"owner", "member", "broker", "administrator"}),
        ({"disclosure": Disclosure.NDA}, {"owner", "member", "broker", "administrator"}),
    ],
)
def test_who_sees_the_page(everybody, people, values, seen):
    listing = make_listing(ListingKind.NEED, owner=people.enterprise, **values)
    statuses = {who: page_of(client, listing).status_code for who, client in everybody.items()}
    assert statuses == {who: 200 if who in seen else 404 for who in everybody}


def test_what_is_not_yours_looks_like_what_does_not_exist(browser_of, people):
    draft = make_listing(ListingKind.NEED, owner=people.enterprise, publish=False)
    bob = browser_of(people.bob)
    pages = [bob.get(reverse("projects:detail", args=[pk])) for pk in (draft.pk, uuid4())]
    assert [page.status_code for page in pages] == [404, 404]
    bodies = {_without_what_differs_anyway(page.content.decode(), page.wsgi_request.path) for page in pages}
    assert len(bodies) == 1


def _without_what_differs_anyway(body: str, path: str) -> str:
    """The page without its CSRF tokens and without its own address (the language switch comes back to it)."""
    return re.sub(r'(value="|X-CSRFToken": ")[A-Za-z0-9]{64}', "", body).replace(path, "")


def test_details_show_by_level(browser_of, people):
    listing = make_listing(
        ListingKind.NEED,
        owner=people.enterprise,
        disclosure=Disclosure.INTEREST,
        description="槽底电阻的详细数据",
        targets=[{"indicator": "槽寿命", "target_value": "7", "unit": "年"}],
    )
    bob = browser_of(people.bob)
    before = page_of(bob, listing)
    assert ("槽底电阻的详细数据" in before.content.decode(), "槽寿命" in before.content.decode()) == (
        False,
        False,
    )
    assert "双方都表示意向之后" in before.content.decode()
    grant_details(listing, people.lab, level=Disclosure.INTEREST, basis="双方意向", by=SYSTEM)
    after = page_of(bob, listing).content.decode()
    assert ("槽底电阻的详细数据" in after, "槽寿命" in after) == (True, True)


def test_the_secret_is_for_the_owners_writers(everybody, people):
    listing = make_listing(ListingKind.NEED, owner=people.enterprise, secret="配方编号七三九")
    told = {
        who: "配方编号七三九" in page_of(client, listing).content.decode()
        for who, client in everybody.items()
    }
    assert told == {"visitor": False, "owner": True, "member": False, "broker": False, "administrator": False}


def test_the_history_is_for_the_owner_and_staff(everybody, people):
    listing = make_listing(ListingKind.NEED, owner=people.enterprise)
    told = {
        who: page_of(client, listing).context["transitions"] is not None for who, client in everybody.items()
    }
    assert told == {"visitor": False, "owner": True, "member": False, "broker": True, "administrator": True}


@pytest.mark.parametrize("kind", list(ListingKind))
def test_every_kind_has_a_page(client, people, kind):
    listing = make_listing(kind, owner=people.lab)
    page = page_of(client, listing)
    assert (page.status_code, type(page.context["listing"]).__name__) == (200, type(listing).__name__)


def test_coded_fields_are_shown_by_name(client, people):
    listing = make_listing(
        ListingKind.ACHIEVEMENT,
        owner=people.lab,
        stage="mature",
        modes=["M3c", "M8"],
        asking_price="1200000",
        separate_ledger=True,
        trl=7,
    )
    facts = {fact.name: fact.text or fact.chips for fact in page_of(client, listing).context["facts"]}
    assert facts == {
        "modes": ("普通许可", "合作开发"),
        "stage": "成熟应用阶段",
        "asking_price": "1,200,000",
        "separate_ledger": "是",
    }
    assert "技术成熟度 7 级：环境级" in page_of(client, listing).content.decode()


def test_words_of_people_are_escaped(client, people):
    listing = make_listing(ListingKind.NEED, owner=people.enterprise, summary="<script>alert(1)</script>")
    content = page_of(client, listing).content.decode()
    assert ("<script>alert" in content, "&lt;script&gt;alert" in content) == (False, True)


def test_pages_of_people_are_kept_out_of_caches(browser_of, people, client):
    listing = make_listing(ListingKind.NEED, owner=people.enterprise)
    assert page_of(browser_of(people.alice), listing)["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in page_of(client, listing)
