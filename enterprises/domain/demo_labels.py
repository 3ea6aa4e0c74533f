"""Labels that the demo province's enterprises have claimed and nobody has judged yet, each with its paper."""

import datetime as dt
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from enterprises.actors import actor_for_user
from enterprises.choices import Role
from enterprises.domain.demo import read_rows
from enterprises.domain.labels import claim_label
from enterprises.models import Organization, OrganizationLabel, User

_FONT = files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # a date of making would make equal papers differ


def claim_labels(folder: Path, organizations: Mapping[str, Organization]) -> int:
    """Claim what is not there yet, as an owner of the organization does; returns how many are new."""
    claimed = 0
    with transaction.atomic():
        for row in read_rows(folder / "claimed_labels.jsonl"):
            organization = organizations[row["organization"]]
            if not OrganizationLabel.objects.filter(organization=organization, code=row["code"]).exists():
                _claim(row, organization)
                claimed += 1
    return claimed


def _claim(row: Mapping[str, Any], organization: Organization) -> None:
    owners = User.objects.filter(memberships__organization=organization, memberships__role=Role.OWNER)
    today = timezone.localdate()
    values = {
        "code": row["code"],
        "valid_from": today + dt.timedelta(row["valid_from_days"]),
        "valid_to": today + dt.timedelta(row["valid_to_days"]),
        "evidence": row["evidence"],
    }
    days = f"{values['valid_from']} – {values['valid_to']}"
    lines = [Path(row["file"]).stem, organization.name, row["evidence"], days]
    paper = ContentFile(_paper([*lines, "本文件为演示数据，不是证书。"]), name=row["file"])
    claim_label(organization, values, file=paper, by=actor_for_user(owners.order_by("email")[0]))


def _paper(lines: list[str]) -> bytes:
    """A sheet with these lines, the same bytes for the same lines."""
    sheet = FPDF(format="A4", orientation="landscape")
    sheet.set_creation_date(_MADE)
    sheet.add_font("NotoSansSC", fname=str(_FONT))
    sheet.add_page()
    sheet.set_font("NotoSansSC", size=16)
    sheet.set_y(35)
    for line in lines:
        sheet.cell(0, 14, line, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    return bytes(sheet.output())
