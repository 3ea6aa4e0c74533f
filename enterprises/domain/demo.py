"""The parties of the demo province, written from seeds/province through the same verbs people use."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from config.kernel.errors import NotAllowed
from config.kernel.move import SYSTEM, move
from enterprises.choices import ADMINISTRATOR_GROUP, BROKER_GROUP, Role
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.demo_credentials import CLIENT_ID, CLIENT_SECRET, PASSWORD
from enterprises.models import Contact, Membership, Organization, OrganizationLabel, PartnerApplication, User
from enterprises.states import ORGANIZATION_MOVES, OrganizationState

_STAFF_GROUPS = {"administrator": ADMINISTRATOR_GROUP, "broker": BROKER_GROUP}
_PLAIN = (
    "kind",
    "name",
    "name_en",
    "credit_code",
    "region",
    "industries",
    "disciplines",
    "lab_tier",
    "state_owned",
    "size",
    "introduction",
    "website",
    "trusted",
)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file, or of all JSONL files of a folder in name order."""
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def load_parties(folder: Path) -> dict[str, Organization]:
    """Write organizations, people and the partner application that are not there yet; organizations by key.

    Raises NotAllowed when DEBUG is off: the passwords of demo data are known to everybody.
    """
    if not settings.DEBUG:
        raise NotAllowed("Demo data has published passwords; it is only loaded with DUIJIE_DEBUG=True.")
    by_key: dict[str, Organization] = {}
    password = make_password(PASSWORD)
    with transaction.atomic():
        for row in read_rows(folder / "organizations.jsonl"):
            by_key[row["key"]] = _organization(row, by_key)
        for row in read_rows(folder / "people.jsonl"):
            _person(row, by_key, password)
        _partner(by_key[_partner_key(folder)])
    return by_key


def _organization(row: Mapping[str, Any], by_key: Mapping[str, Organization]) -> Organization:
    if standing := Organization.objects.filter(name=row["name"]).first():
        return standing
    organization = Organization(**{name: row[name] for name in _PLAIN if row.get(name) is not None})
    organization.parent = by_key[row["parent"]] if row.get("parent") else None
    clean_and_save(organization)
    if row.get("state", OrganizationState.VERIFIED) != OrganizationState.UNVERIFIED:
        move(organization, OrganizationState.SUBMITTED, table=ORGANIZATION_MOVES, by=SYSTEM)
    if row.get("state", OrganizationState.VERIFIED) == OrganizationState.VERIFIED:
        move(organization, OrganizationState.VERIFIED, table=ORGANIZATION_MOVES, by=SYSTEM, note="演示数据")
    OrganizationLabel.objects.bulk_create(
        OrganizationLabel(organization=organization, **label) for label in row.get("labels", [])
    )
    if contact := row.get("contact"):
        Contact.objects.create(organization=organization, is_primary=True, **contact)
    return organization


def _person(row: Mapping[str, Any], by_key: Mapping[str, Organization], password: str) -> None:
    user, created = User.objects.get_or_create(
        email=row["email"],
        defaults={
            "phone": row["phone"],
            "name": row["name"],
            "language": row.get("language") or "zh-hans",
            "password": password,
            "is_staff": row["role"] in _STAFF_GROUPS,
        },
    )
    if not created:
        return
    if group := _STAFF_GROUPS.get(row["role"]):
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    if key := row.get("organization"):
        role = row["role"] if row["role"] in Role.values else Role.VIEWER
        Membership.objects.create(organization=by_key[key], user=user, role=role)


def _partner_key(folder: Path) -> str:
    """The partner system acts for the enterprise of enterprise@example.com."""
    return next(
        row["organization"]
        for row in read_rows(folder / "people.jsonl")
        if row["email"] == "enterprise@example.com"
    )


def _partner(organization: Organization) -> None:
    if not PartnerApplication.objects.filter(client_id=CLIENT_ID).exists():
        PartnerApplication.objects.create(
            organization=organization,
            name="演示合作平台",
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            client_type=PartnerApplication.CLIENT_CONFIDENTIAL,
            authorization_grant_type=PartnerApplication.GRANT_CLIENT_CREDENTIALS,
        )
