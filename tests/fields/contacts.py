"""A contact before and after an approval, read by everybody through every door."""

from enterprises.actors import actor_for_user
from enterprises.models import Contact
from matchmaking.domain.review import approve_match
from matchmaking.models import Docking, Match
from tests.factories import make_administrator, make_listing, make_mutual_match
from tests.fields.cast import ROLES, STAFF, Cast
from tests.fields.signs import sign
from tests.fields.table import Cells

STATES = ("mutual interest", "approved")
WORDS = ("name", "position", "phone", "email")  # the others are marks of the row


def read_contacts(cast: Cast) -> Cells:
    """("contact", field, role, state) → doors. `interest` is the other side of the match."""
    contact = Contact.objects.get(organization=cast.owner)
    words = {"name": sign("name", ""), "position": sign("position", ""), "phone": "0931-7654321"}
    words["email"] = f"{sign('email', '')}@example.org"
    for field, word in words.items():
        setattr(contact, field, word)
    contact.save()
    match = make_mutual_match(
        wanted=make_listing("need", owner=cast.owner),
        offered=make_listing("achievement", owner=cast.interest),
    )
    seen = _read(cast, contact, match, None, words, STATES[0])
    docking = approve_match(match, by=actor_for_user(make_administrator()), note="同意")
    return seen | _read(cast, contact, match, docking, words, STATES[1])


def _read(
    cast: Cast, contact: Contact, match: Match, docking: Docking | None, words: dict[str, str], state: str
) -> Cells:
    pages = [
        f"/organizations/{cast.owner.pk}/",
        "/my/",
        f"/matches/{match.pk}/",
        f"/listings/{match.wanted_id}/",
    ]
    api = [
        f"organizations/{cast.owner.pk}/",
        f"matches/{match.pk}/",
        f"needs/{match.wanted_id}/",
        "matches/",
        "me/",
    ]
    admin = [
        "enterprises/contact/",
        f"enterprises/contact/{contact.pk}/change/",
        f"enterprises/organization/{cast.owner.pk}/change/",
        f"projects/need/{match.wanted_id}/change/",
        f"matchmaking/match/{match.pk}/change/",
        f"matchmaking/match/{match.pk}/compare/",
        "matchmaking/contactrelease/",
    ]
    if docking is not None:
        pages += [f"/dockings/{docking.pk}/", "/dockings/"]
        api += [f"dockings/{docking.pk}/", "dockings/"]
        admin.append(f"matchmaking/docking/{docking.pk}/change/")
    seen = {}
    for role in ROLES:
        texts = {
            "A": "".join(cast.api[role].get(f"/api/v1/{path}").content.decode() for path in api),
            "P": "".join(cast.pages[role].get(path).text for path in pages) if role in cast.pages else "",
            "D": "".join(cast.pages[role].get(f"/admin/{path}").text for path in admin)
            if role in STAFF
            else "",
        }
        for field in Contact._meta.concrete_fields:
            word = words.get(field.name, "")
            doors = "".join(door for door, text in texts.items() if word and word in text)
            seen["contact", field.name, role, state] = doors
    return seen
