"""Listings of one kind in each state and at each level of disclosure, read by everybody through every door."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from config.kernel.move import SYSTEM
from enterprises.models import Contact
from projects.api.routes import ROUTES
from projects.choices import Disclosure, ListingKind
from projects.domain.disclosure import grant_details
from projects.models import Listing
from projects.states import ListingState
from tests.factories import make_listing
from tests.fields.cast import ROLES, STAFF, Cast
from tests.fields.signs import fields_to_read, values_of
from tests.fields.table import Cells

# A column: the state, and what is published at which level. Other kinds obey the same code: three are enough.
OFF_SHOW = [state.value for state in ListingState if state != ListingState.PUBLISHED]
STATES = dict.fromkeys(ListingKind.values, ("draft", "public", "interest", "nda")) | {
    ListingKind.NEED.value: (*Disclosure.values, *OFF_SHOW)
}
Row = tuple[Listing, dict[str, str]]  # with the signs of its fields


def read_listings(kind: str, cast: Cast) -> Cells:
    """(kind, field, role, state) → the doors through which it is seen: A the API, P pages, D the admin."""
    rows = {state: _make(kind, state, cast) for state in STATES[kind]}
    seen: dict[tuple[str, str, str, str], str] = {}
    for role in ROLES:
        api, texts = _api(kind, role, cast, rows), _pages(kind, role, cast, rows)
        admin = _admin(kind, role, cast, rows) if role in STAFF else {}
        for state, (_listing, signs) in rows.items():
            for field in fields_to_read(kind):
                word = signs.get(field)
                doors = {
                    "A": field in api[state] or bool(word and word in str(api[state].values())),
                    "P": bool(word and word in texts.get(state, "")),
                    "D": bool(word and word in admin.get(state, "")),
                }
                seen[kind, field, role, state] = "".join(door for door, is_seen in doors.items() if is_seen)
    return seen


def _make(kind: str, state: str, cast: Cast) -> Row:
    values, signs = values_of(kind, state)
    contact = Contact.objects.create(organization=cast.owner, name=signs["contact"], phone="0931-1234567")
    listing = make_listing(kind, owner=cast.owner, publish=state != "draft", contact=contact, **values)
    if state in Disclosure.values:
        Listing.objects.filter(pk=listing.pk).update(disclosure=state)
    elif state != "draft":
        Listing.objects.filter(pk=listing.pk).update(state=state)
    grant_details(listing, cast.interest, level=Disclosure.INTEREST, basis="双方均表达意向", by=SYSTEM)
    grant_details(listing, cast.nda, level=Disclosure.NDA, basis="签署保密协议", by=SYSTEM)
    return listing, signs


def _api(kind: str, role: str, cast: Cast, rows: Mapping[str, Row]) -> dict[str, dict[str, Any]]:
    """By state, what the API gives that is not null: in the list or alone."""
    client, base = cast.api[role], reverse(f"api:{ROUTES[kind]}-list")
    listed = {row["id"]: row for row in client.get(f"{base}?page_size=100").json()["results"]}
    found = {}
    for state, (listing, _signs) in rows.items():
        alone = client.get(f"{base}{listing.pk}/")
        one = alone.json() if alone.status_code == 200 else {}
        both = [*listed.get(str(listing.pk), {}).items(), *one.items()]
        found[state] = {name: value for name, value in both if value is not None}
    return found


def _pages(kind: str, role: str, cast: Cast, rows: Mapping[str, Row]) -> dict[str, str]:
    """By state, the text of the listing's page and of the pages with lists."""
    if role not in cast.pages:
        return {}
    client = cast.pages[role]
    lists = [
        reverse("projects:list", args=[kind]),
        reverse("projects:of-organization", args=[cast.owner.pk]),
        "/",
    ]
    listed = "".join(client.get(path).text for path in lists)
    return {
        state: listed + client.get(reverse("projects:detail", args=[listing.pk])).text
        for state, (listing, _signs) in rows.items()
    }


def _admin(kind: str, role: str, cast: Cast, rows: Mapping[str, Row]) -> dict[str, str]:
    """By state, the text of the admin's pages: the listing as itself and as its kind, lists, targets, grants, steps."""
    client = cast.pages[role]
    models = [kind.replace("_", ""), "listing"]
    lists = [f"projects/{name}/" for name in (*models, "needtarget", "disclosuregrant", "listingtransition")]
    listed = "".join(client.get(f"/admin/{path}").text for path in (*lists, "admin/logentry/", ""))
    return {
        state: listed
        + "".join(client.get(f"/admin/projects/{name}/{listing.pk}/change/").text for name in models)
        for state, (listing, _signs) in rows.items()
    }
