"""Importing a file's rows as listings of one organization, through the verbs everybody uses.

A row is known by its external id, or by a hash of its words where it has none. Rows are taken in batches, each one
transaction under the organization's row lock: two imports at once take turns, and what a killed import has written
is found unchanged by the next.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import NotAllowed
from enterprises.actors import actor_for_operation
from enterprises.models import Organization
from enterprises.states import OrganizationState
from projects.domain.announce import one_announcement
from projects.domain.import_columns import import_columns
from projects.domain.import_row import Writer, find_standing, import_row
from projects.importing.columns import Columns, clean_row
from projects.importing.report import Outcome, Report, Result
from projects.importing.template import EXAMPLE_ID
from projects.importing.types import Fault, Row
from projects.states import ListingState

BATCH = 200  # rows per transaction: two seconds' work, lost at most once by a kill
OPERATION = "数据导入"


@dataclass
class Import:
    """What is imported and for whom. `publish`: bring rows to `aim_of` the organization. `dry_run`: keep nothing."""

    kind: str
    organization: Organization
    publish: bool = False
    dry_run: bool = False
    columns: Columns = field(init=False)
    seen: dict[str, int] = field(default_factory=dict)  # external id → the row of this file that has it

    def __post_init__(self) -> None:
        self.columns = import_columns(self.kind, self.organization)


def aim_of(organization: Organization) -> ListingState:
    """Where published rows go: on show for a trusted organization, into the review queue for others.

    Raises NotAllowed for an organization that may not ask for publication.
    """
    if not organization.verified:
        raise NotAllowed(_("主体尚未通过认证，不能发布。去掉 --publish 可先导入为草稿。"))
    return ListingState.PUBLISHED if organization.trusted else ListingState.SUBMITTED


def import_listings(
    task: Import, rows: Iterable[Row], *, after_batch: Callable[[Report], None] = lambda _report: None
) -> Report:
    """Write the rows; refused ones are in the report and keep no other row out.

    Raises NotAllowed when the organization is suspended, or not verified and `publish` is asked for.
    """
    report = Report()
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        with transaction.atomic():
            results = _import_batch(task, batch)
            transaction.set_rollback(task.dry_run)
        report.add(results)
        after_batch(report)
    return report


def _import_batch(task: Import, batch: list[Row]) -> list[Result]:
    owner = Organization.objects.select_for_update(no_key=True).get(pk=task.organization.pk)
    if owner.state == OrganizationState.SUSPENDED:
        raise NotAllowed(_("主体已停用，不能导入。"))
    by = actor_for_operation(OPERATION, owner)
    writer = Writer(task.kind, owner, by, aim_of(owner) if task.publish else None, task.columns)
    results: list[Result] = []
    accepted = dict(_accept(task, batch, results))
    standing = find_standing(writer, list(accepted.values()))
    with one_announcement():
        for number, values in accepted.items():
            results.append(import_row(writer, number, values, standing.get(values["external_id"])))
    return sorted(results, key=lambda result: result.number)


def _accept(task: Import, batch: list[Row], results: list[Result]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows whose values are clean and whose id is new in this file; the others go to `results` as refused."""
    for row in batch:
        values, faults = clean_row(row, task.columns)
        key = values.get("external_id", "")
        if not faults:
            values["external_id"] = key = key or _hash_of(values)
            faults = _faults_of_key(task, key)
        if faults:
            results.append(Result(row.number, key, Outcome.REFUSED, faults=tuple(faults)))
        else:
            task.seen[key] = row.number
            yield row.number, values


def _faults_of_key(task: Import, key: str) -> list[Fault]:
    label = task.columns.label("external_id")
    if key == EXAMPLE_ID:
        return [Fault(label, key, _("这是模板里的示例行。"), _("填写完成后删除示例行。"))]
    if key in task.seen:
        why = _("与第 %(number)s 行重复。") % {"number": task.seen[key]}
        return [Fault(label, key, why, _("两行只保留一行，或给它们不同的编号。"))]
    return []


def _hash_of(values: dict[str, Any]) -> str:
    """A stable id for a row without one: the same words are the same row."""
    words = "\0".join(str(values.get(name, "")) for name in ("title", "summary", "description"))
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"
