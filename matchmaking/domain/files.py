"""Files on a docking: what one side gives the other to read. They are kept as every private file is
(enterprises/domain/documents.py) and read by both sides and untied staff."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import invalid_from
from enterprises.domain.documents import store_document
from matchmaking.choices import FileKind
from matchmaking.domain.match import owner_on
from matchmaking.domain.work import held_docking, worked_on_by
from matchmaking.models import Docking, DockingFile
from matchmaking.rules import sides_of


def files_visible_to(actor: Actor) -> QuerySet[DockingFile]:
    """Files of the dockings whose work the actor reads."""
    rows = DockingFile.objects.filter(docking__in=worked_on_by(actor))
    return rows.select_related("document__owner")


def attach_file(docking: Docking, *, kind: str, file: "File[Any]", by: Actor, note: str = "") -> DockingFile:
    """Give the other side a file of one's own. Until the docking ends: then the project keeps the papers.

    Raises NotAllowed when the actor writes for neither side or for both, IllegalTransition when the docking has ended;
    Invalid for the kind, the note, or the file (size, quota, kind, wholeness). What is refused leaves nothing behind.
    """
    if kind not in FileKind.values:
        raise Invalid({"kind": _("请选择材料类型。")})
    sides = sides_of(by, docking.match)
    if len(sides) != 1:
        raise NotAllowed(_("只有对接双方各自的负责人或编辑可以上传文件。"))
    owner = owner_on(docking.match, sides.pop())
    row = DockingFile(kind=kind, note=note.strip(), by_user_id=by.user_id, by_label=by.label)
    with transaction.atomic():
        row.docking = held_docking(docking)
        _check_words(row)  # before anything is written to the disk
        row.document = store_document(file, owner=owner, by=by)
        row.save()
    return row


def _check_words(row: DockingFile) -> None:
    try:
        row.clean_fields(exclude={"document", "docking", "by_user"})
    except ValidationError as error:
        raise invalid_from(error) from error
