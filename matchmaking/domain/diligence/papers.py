"""Every file of the docking and its project, with its SHA-256."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from enterprises.actors import Actor
from matchmaking.choices import FileKind
from matchmaking.domain.diligence.types import Entry, Section
from matchmaking.domain.diligence.words import moment, pair, stored
from matchmaking.domain.files import files_visible_to
from matchmaking.models import Docking
from projects.choices import EvidenceKind
from projects.domain.project_queries import evidence_visible_to

PRICE = {FileKind.PRICE_INQUIRY.value, FileKind.PUBLICITY.value, EvidenceKind.PRICING.value}
REVIEW = {FileKind.DECISION.value, FileKind.CONTRACT_REVIEW.value, FileKind.INTERESTS.value}


@dataclass(frozen=True)
class Paper:
    """A file, wherever it was put."""

    kind: str
    label: str
    row: Any

    def entry(self) -> Entry:
        document = self.row.document
        size = filesizeformat(document.size).replace("\xa0", " ")
        return Entry(
            f"{self.label}：{document.name}",
            (
                f"SHA-256 {document.sha256}",
                f"{document.owner.name} · {size} · {stored(self.row.by_label)} · {moment(self.row.at)}",
            ),
        )


def papers_of(docking: Docking, actor: Actor) -> list[Paper]:
    """All of them, the oldest first."""
    rows: list[Paper] = [
        Paper(row.kind, str(row.get_kind_display()), row)
        for row in files_visible_to(actor).filter(docking=docking)
    ]
    if docking.project_id:
        evidence = evidence_visible_to(actor).filter(project=docking.project_id)
        rows += [
            Paper(row.kind, str(row.get_kind_display()), row)
            for row in evidence.select_related("document__owner")
        ]
    return sorted(rows, key=lambda paper: (paper.row.at, str(paper.row.pk)))


def entries(papers: Iterable[Paper], kinds: set[str] | None = None) -> Iterator[Entry]:
    """Entries of those of the kinds, or of all."""
    for paper in papers:
        if kinds is None or paper.kind in kinds:
            yield paper.entry()


def all_files(papers: Iterable[Paper]) -> Section:
    found = tuple(entries(papers))
    lead = pair(_("文件数"), len(found))
    return Section(_("十一、全部文件及校验值"), lead, found)
