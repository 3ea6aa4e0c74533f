"""Files: received, checked, kept privately; what was cut short or belongs to nobody leaves nothing behind."""

import datetime as dt
import hashlib
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.file_kinds import kind_of
from enterprises.domain.file_names import clean_file_name
from enterprises.models import Document, Organization
from enterprises.models.document import FOLDER

_CHUNK = 1 << 20
STRAY_AFTER = dt.timedelta(days=1)  # so long an upload may be under way


def store_document(file: "File[Any]", *, owner: Organization, by: Actor) -> Document:
    """Keep an uploaded file for `owner`. Raises NotAllowed; Invalid, for `file`, for size, quota, kind or wholeness.

    1. It is judged by its bytes before anything is written. 2. The file is written, then its row; a failure between
    the two takes the file away again. What a killed process or a later rollback leaves is `remove_stray_files`' work.
    """
    if not by.writes_for(owner.pk):
        raise NotAllowed()
    size = file.size or 0
    _check_size(size, owner)
    content: IO[bytes] = file.file  # type: ignore[assignment]  # what was received is open
    document = Document(owner=owner, kind=kind_of(content, size), size=size, by_label=by.label)
    document.sha256 = _sha256(content)
    document.name = clean_file_name(file.name or "", document.kind)
    document.uploaded_by_id = by.user_id
    document.content.save(document.name, file, save=False)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except BaseException:
        document.content.delete(save=False)
        raise
    return document


def _check_size(size: int, owner: Organization) -> None:
    if not size:
        raise Invalid({"file": _("文件是空的。")})
    if size > settings.DOCUMENT_LARGEST:
        raise Invalid({"file": too_large_sentence()})
    kept = Document.objects.filter(owner=owner).aggregate(sum=Sum("size"))["sum"] or 0
    if kept + size > settings.DOCUMENT_QUOTA:
        raise Invalid({"file": _("贵单位的文件空间已用完，请联系管理员。")})


def too_large_sentence() -> str:
    return _("文件超过 %(most)s。") % {"most": filesizeformat(settings.DOCUMENT_LARGEST)}


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def remove_stray_files() -> int:
    """Delete files that no row names and that nobody can still be uploading; returns how many."""
    try:
        names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    except FileNotFoundError:  # before the first upload
        return 0
    known = set(Document.objects.filter(content__in=names).values_list("content", flat=True))
    before = timezone.now() - STRAY_AFTER
    strays = [
        name for name in names if name not in known and default_storage.get_modified_time(name) < before
    ]
    for name in strays:
        default_storage.delete(name)
    return len(strays)
