"""Files: what is let in, under which name, and that what is refused or cut leaves nothing."""

import dataclasses
import hashlib
import os
import time

import pytest
from django.core.files.storage import default_storage
from django.db import DataError, transaction

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.domain.documents import remove_stray_files, store_document
from enterprises.domain.file_names import clean_file_name
from enterprises.models import Document
from enterprises.models.document import FOLDER
from enterprises.tasks import sweep_documents
from tests.documents import DOCX, PDF, XLSX, jpeg, office, png, upload
from tests.factories import writer_for

pytestmark = pytest.mark.django_db


def kept() -> list[str]:
    """Names of the files in the storage."""
    return sorted(default_storage.listdir(FOLDER)[1]) if default_storage.exists(FOLDER) else []


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "pdf"), (DOCX, "docx"), (XLSX, "xlsx"), (png(), "png"), (jpeg(), "jpg")],
    ids=["pdf", "docx", "xlsx", "png", "jpg"],
)
def test_a_file_is_kept_with_what_is_known_of_it(people, content, kind):
    alice = actor_for_user(people.alice)
    row = store_document(upload("合同 终稿.exe", content), owner=people.enterprise, by=alice)
    row.refresh_from_db()
    assert (row.name, row.kind, row.size, row.sha256) == (
        f"合同 终稿.{kind}",
        kind,
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    assert (row.owner, row.uploaded_by, row.by_label) == (people.enterprise, people.alice, "爱丽丝")
    with row.content.open() as file:
        assert file.read() == content
    (name,) = kept()
    assert row.content.name == f"{FOLDER}/{name}"
    assert str(row.pk) not in row.content.name


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "文件是空的"),
        (b"<html><script>alert(1)</script></html>", "不能上传"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "不能上传"),
        (b"MZ\x90\x00" + PDF, "不能上传"),
        (b" " + PDF, "不能上传"),
        (PDF[:-20], "不完整"),
        (png()[:-6], "不完整"),
        (jpeg()[:-1], "不完整"),
        (DOCX[: len(DOCX) // 2], "损坏或不完整"),
        (png(10_000, 5_001), "5000 万像素"),
        (jpeg(60_000, 60_000), "5000 万像素"),
        (office("word/document.xml", "word/vbaProject.bin"), "有宏"),
        (office("readme.txt"), "压缩包"),
        (office("xl/workbook.xml", "../../etc/passwd"), "压缩包"),
        (office("ppt/presentation.xml"), "压缩包"),
    ],
    ids=[
        "empty", "html", "svg", "program", "polyglot", "pdf-cut", "png-cut", "jpeg-cut", "docx-cut", "png-huge",
        "jpeg-huge", "macro", "zip", "zip-slip", "pptx",
    ],
)  # fmt: skip
def test_what_is_refused_leaves_nothing(people, content, says):
    with pytest.raises(Invalid) as refused:
        store_document(upload("合同.pdf", content), owner=people.enterprise, by=writer_for(people.enterprise))
    assert says in refused.value.fields["file"]
    assert (kept(), Document.objects.count()) == ([], 0)


def test_a_file_has_a_largest_size_and_an_organization_a_quota(people, settings):
    by = writer_for(people.enterprise)
    settings.DOCUMENT_LARGEST = len(PDF) - 1
    with pytest.raises(Invalid, match="文件超过"):
        store_document(upload(), owner=people.enterprise, by=by)
    settings.DOCUMENT_LARGEST, settings.DOCUMENT_QUOTA = len(PDF), 2 * len(PDF)
    for _time in range(2):
        store_document(upload(), owner=people.enterprise, by=by)
    with pytest.raises(Invalid, match="空间已用完"):
        store_document(upload(), owner=people.enterprise, by=by)
    assert len(kept()) == 2


def test_nobody_keeps_a_file_for_others(people):
    for user in (people.oscar, people.dave, people.bob):
        with pytest.raises(NotAllowed):
            store_document(upload(), owner=people.enterprise, by=actor_for_user(user))
    assert kept() == []


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\合同\\终稿.PDF", "终稿.pdf"),
        ("合同\u202efdp.exe", "合同fdp.pdf"),
        ("report.pdf.exe", "report.pdf.pdf"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("con", "_con.pdf"),
        ('<b>"x"</b>.pdf', "b_.pdf"),
        ("  .. .pdf", "_.pdf"),
        ("", "_.pdf"),
        ("长" * 300 + ".pdf", "长" * 100 + ".pdf"),
    ],
)
def test_names_are_made_harmless(name, cleaned):
    assert clean_file_name(name, "pdf") == cleaned


def test_when_the_row_cannot_be_written_the_file_goes_too(people):
    """PostgreSQL takes no text with a zero character, so this row fails where every broken row would."""
    by = dataclasses.replace(writer_for(people.enterprise), operation="a\x00b")
    with pytest.raises(DataError, match="NUL"), transaction.atomic():
        store_document(upload(), owner=people.enterprise, by=by)
    assert (kept(), Document.objects.count()) == ([], 0)


def test_strays_are_swept_a_day_later(people):
    row = store_document(upload(), owner=people.enterprise, by=writer_for(people.enterprise))
    stray, fresh = (default_storage.save(f"{FOLDER}/{name}", upload()) for name in ("stray", "fresh"))
    for name in (stray, row.content.name):
        long_ago = time.time() - 2 * 24 * 3600
        os.utime(default_storage.path(name), (long_ago, long_ago))
    sweep_documents()
    assert [f"{FOLDER}/{name}" for name in kept()] == sorted([row.content.name, fresh])
    assert remove_stray_files() == 0


def test_there_is_nothing_to_sweep_before_the_first_upload(db):
    assert remove_stray_files() == 0
