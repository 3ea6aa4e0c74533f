"""The rows of one tenant, each in a state of its own and made by the verbs people use, with canaries in what is not
for everybody."""

import datetime as dt
from copy import copy
from typing import Any

from django.utils import timezone

from enterprises.actors import Actor
from enterprises.choices import OrganizationKind
from enterprises.models import Contact, Organization, OrganizationLabel
from matchmaking.domain.files import attach_file
from matchmaking.domain.match import decline_match, express_interest
from matchmaking.domain.review import approve_match, reject_match, send_back_match
from matchmaking.domain.work import leave_message, record_meeting, sign_secrecy
from matchmaking.models import Docking, Match, MatchRun
from projects.choices import Disclosure, ListingKind
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing, publish_listing, send_back_listing, submit_listing
from projects.models import KIND_MODELS, Listing
from tests.contracts import soon
from tests.documents import upload
from tests.factories import make_listing, make_match, writer_for
from tests.isolation.canaries import canary

Rows = dict[str, str]  # what it is, as in "need[draft]" → its id
ONE_SIDED = ("recommended", "interested", "answered", "declined")
BOTH_SIDES = ("mutual", "asked", "rejected", "sent_back", "approved", "stale")
OPEN = {Disclosure.PUBLIC, Disclosure.MEMBERS}


def listings_of(letter: str, owner: Organization, admin: Actor) -> Rows:
    """Every kind in every state that others, staff or the owner see differently."""
    rows: Rows = {}
    for kind in ListingKind.values:
        for state in ("draft", "submitted", "sent_back", "closed"):
            rows[f"{kind}[{state}]"] = str(_off_show(letter, owner, kind, state, admin).pk)
        rows["source"] = f"{canary(letter, 'source')}-draft"
        for disclosure in Disclosure.values:
            rows[f"{kind}[{disclosure}]"] = str(_on_show(letter, owner, kind, disclosure).pk)
    return rows


def _off_show(letter: str, owner: Organization, kind: str, state: str, admin: Actor) -> Listing:
    marker = canary(letter, "draft" if state == "draft" else "offshow")
    words = {"title": f"未展示 {marker}", "summary": marker, "description": marker}
    listing = _listing(letter, owner, kind, state, **words)
    by = writer_for(owner)
    if state == "submitted":
        submit_listing(listing, by=by)
    elif state == "sent_back":
        send_back_listing(publish_listing(listing, by=by), by=admin, note="请补充指标")
    elif state == "closed":
        close_listing(publish_listing(listing, by=by), by=by)
    return listing


def _on_show(letter: str, owner: Organization, kind: str, disclosure: str) -> Listing:
    closed = "" if disclosure in OPEN else canary(letter, "closed")
    title = f"铝电解槽电压波动 {letter} {kind} {disclosure}"
    words = {"title": title, "description": closed, "disclosure": disclosure}
    listing = _listing(letter, owner, kind, disclosure, **words)
    return publish_listing(listing, by=writer_for(owner))


def _listing(letter: str, owner: Organization, kind: str, name: str, **values: Any) -> Listing:
    """A draft with everything an owner keeps to themselves."""
    if kind == ListingKind.NEED:
        target = {"indicator": values.get("description") or "直流电耗", "target_value": "12600"}
        values["targets"] = [target]
    values = {
        "summary": "电解槽电压波动，希望降低直流电耗。",
        "secret": f"配方 {canary(letter, 'secret')}",
        "external_id": f"{canary(letter, 'source')}-{name}",
        "contact": Contact.objects.get(organization=owner, is_primary=False),
        **values,
    }
    if (
        kind == ListingKind.CAPABILITY
    ):  # every tenant has one, so that theirs are asked for too: as if it were a lab
        owner = copy(owner)
        owner.kind = OrganizationKind.LAB
    return make_listing(kind, owner=owner, publish=False, **values)


def contacts_of(letter: str, owner: Organization) -> Rows:
    """The one a docking releases, which the factory made, and one that nobody is given."""
    given = owner.contacts.get()
    given.name, given.phone = f"联系人{letter}", canary(letter, "given")
    given.email = f"{canary(letter, 'given')}@example.org"
    given.save()
    spare = Contact.objects.create(
        organization=owner,
        name=f"内部{canary(letter, 'spare')}",
        phone=canary(letter, "spare"),
        email=f"{canary(letter, 'spare')}@example.org",
    )
    return {"contact": str(spare.pk), "contact[given]": str(given.pk)}


def matches_of(wanted: Organization, offered: Organization, letter: str, admin: Actor) -> Rows:
    """Matches of two tenants in every state, and the docking of the approved one."""
    rows: Rows = {}
    ours, theirs = writer_for(wanted), writer_for(offered)
    for state in (*ONE_SIDED, *BOTH_SIDES):
        match = _pair(wanted, offered, state)
        if state == "interested" or state in BOTH_SIDES:
            express_interest(match, by=ours)
        if state == "answered" or state in BOTH_SIDES:
            express_interest(match, by=theirs)
        match = _fresh(match)
        if state == "declined":
            decline_match(match, by=ours, reasons=["1"])
        elif state == "rejected":
            reject_match(match, by=admin, reasons=["1"], note="指标不清")
        elif state == "sent_back":
            send_back_match(match, by=admin, reasons=["1"], note="补指标", deadline=soon())
        elif state == "approved":
            docking = approve_match(match, by=admin, note="同意")
            rows["docking"] = str(docking.pk)
            rows["docking_document"] = _work_on(docking, letter, ours, theirs)
        elif state == "stale":
            _take_off_show(match.wanted, letter, admin)
        rows[f"match[{state}]"] = str(match.pk)
    return rows


def _work_on(docking: Docking, letter: str, ours: Actor, theirs: Actor) -> str:
    """A meeting, a message, the signature of one side, and a file, whose document's id is returned."""
    today = timezone.localdate()
    words = dict.fromkeys(("place", "people", "minutes", "next_step"), canary(letter, "minutes"))
    meeting = {"held_on": today, "next_owner": docking.match.wanted.owner_id, "next_deadline": today, **words}
    record_meeting(docking, meeting, by=ours)
    leave_message(docking, canary(letter, "minutes"), by=ours)
    sign_secrecy(docking, by=theirs if letter == "E" else ours)
    said = canary(letter, "minutes")
    row = attach_file(docking, kind="technical", file=upload(f"{said}.pdf"), note=said, by=ours)
    return str(row.document_id)


def _pair(wanted: Organization, offered: Organization, state: str) -> Match:
    levels = (
        ({"trl_wanted": 8}, {"trl": 5}) if state == "approved" else ({}, {})
    )  # its docking can have a road
    need = make_listing("need", owner=wanted, title=f"降低电耗的需求 {state}", **levels[0])
    offer = make_listing("achievement", owner=offered, title=f"降低电耗的成果 {state}", **levels[1])
    return make_match(wanted=need, offered=offer)


def _fresh(match: Match) -> Match:
    return Match.objects.select_related("wanted__owner", "offered__owner").get(pk=match.pk)


def _take_off_show(listing: Listing, letter: str, admin: Actor) -> None:
    """Its owner rewrites it while it is sent back: what they write now is not on show."""
    need = KIND_MODELS[listing.kind].objects.select_related("owner").get(pk=listing.pk)
    send_back_listing(need, by=admin, note="请补充指标")
    marker = canary(letter, "offshow")
    words = {"title": f"改写中 {marker}", "summary": marker, "description": marker}
    edit_listing(need, words, by=writer_for(need.owner))


def other_rows_of(owner: Organization, rows: Rows) -> Rows:
    """What the admin shows beside: a label, a run."""
    today = timezone.localdate()
    label = OrganizationLabel.objects.create(
        organization=owner, code="high_tech", valid_to=today + dt.timedelta(days=90)
    )
    run = MatchRun.objects.create(listing_id=rows["need[draft]"]) if "need[draft]" in rows else None
    return {"label": str(label.pk), **({"run": str(run.pk)} if run else {})}


def manager_of(docking_id: str, manager: Any) -> None:
    Docking.objects.filter(pk=docking_id).update(manager=manager)
