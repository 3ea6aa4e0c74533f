"""Files on a docking: given by one side, read by both and by untied staff, never by anybody else."""

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.domain.ties import declare_tie
from enterprises.models import Document
from matchmaking.domain.clocks import run_clocks
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.files import attach_file, files_visible_to
from matchmaking.models import DockingFile, Notice
from tests.documents import DOCX, PDF, upload
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read(answer) -> bytes:
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content


def test_one_side_gives_the_other_reads_and_is_told(people, docking):
    row = attach_file(
        docking, kind="technical", file=upload("工况.pdf"), note="三个槽", by=actor_for_user(people.alice)
    )
    assert (row.document.owner, row.by_label, row.document.size) == (people.enterprise, "爱丽丝", len(PDF))
    run_clocks()
    told = Notice.objects.filter(kind="docking_file")
    assert [(notice.organization, notice.docking) for notice in told] == [(people.lab, docking)]
    assert [found.note for found in files_visible_to(actor_for_user(people.bob))] == ["三个槽"]


def test_who_reads_it(people, docking):
    attach_file(docking, kind="test", file=upload(), by=actor_for_user(people.bob))
    names = ("alice", "bob", "carol", "dave", "oscar")
    seen = {name: files_visible_to(actor_for_user(getattr(people, name))).count() for name in names}
    assert seen == {"alice": 1, "bob": 1, "carol": 1, "dave": 1, "oscar": 0}
    declare_tie(organization=people.lab, kind="shares", by=actor_for_user(people.dave))
    assert files_visible_to(actor_for_user(people.dave)).count() == 0


def test_who_does_not_write_for_one_side_gives_nothing(people, docking):
    both = make_user("两边", organization=people.enterprise)
    both.memberships.create(organization=people.lab, role="editor")
    for nobody in (people.oscar, people.carol, people.dave, both):
        with pytest.raises(NotAllowed):
            attach_file(docking, kind="test", file=upload(), by=actor_for_user(nobody))
    assert (DockingFile.objects.count(), Document.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "file", "note", "field"),
    [
        ("no-such-kind", upload(), "", "kind"),
        ("test", upload("报告.pdf", b""), "", "file"),
        ("test", upload("报告.pdf", b"MZ\x90\x00"), "", "file"),
        ("test", upload(), "看不见的\u200b字", "note"),
    ],
)
def test_what_is_refused_leaves_nothing(people, docking, kind, file, note, field):
    with pytest.raises(Invalid) as refused:
        attach_file(docking, kind=kind, file=file, note=note, by=actor_for_user(people.alice))
    assert set(refused.value.fields) == {field}
    assert (DockingFile.objects.count(), Document.objects.count()) == (0, 0)


def test_a_file_of_an_ended_docking_is_read_and_none_is_added(people, docking):
    alice = actor_for_user(people.alice)
    row = attach_file(docking, kind="other", file=upload("说明.docx", DOCX), by=alice)
    advance_docking(docking, "terminated", by=alice, reasons=["8"], note="技术路线改变")
    with pytest.raises(IllegalTransition):
        attach_file(docking, kind="other", file=upload(), by=alice)
    page = browser(people.bob).get(f"/dockings/{docking.pk}/files/{row.document_id}/")
    assert read(page) == DOCX


def test_on_the_page(people, docking):
    alice = browser(people.alice)
    sent = alice.post(f"/dockings/{docking.pk}/files/", {"kind": "technical", "file": upload("工况.pdf")})
    assert sent.status_code == 302
    row = DockingFile.objects.get()
    page = browser(people.bob).get(f"/dockings/{docking.pk}/activity/").content.decode()
    address = f"/dockings/{docking.pk}/files/{row.document_id}/"
    for words in ("工况.pdf", row.document.sha256, address):
        assert words in page
    answer = browser(people.bob).get(address)
    assert (read(answer), answer["X-Content-Type-Options"]) == (PDF, "nosniff")
    bad = alice.post(f"/dockings/{docking.pk}/files/", {"kind": "technical", "file": upload("x.pdf", b"MZ")})
    assert (bad.status_code, DockingFile.objects.count()) == (422, 1)


def test_others_get_what_does_not_exist(people, docking):
    row = attach_file(docking, kind="technical", file=upload(), by=actor_for_user(people.alice))
    oscar, path = browser(people.oscar), f"/dockings/{docking.pk}/files/"
    ghost = "00000000-0000-4000-8000-00000000dead"
    found, nothing = oscar.get(f"{path}{row.document_id}/"), oscar.get(f"{path}{ghost}/")
    assert (found.status_code, nothing.status_code) == (404, 404)
    assert oscar.post(path, {"kind": "other", "file": upload()}).status_code == 404
    assert Client().get(f"{path}{row.document_id}/").status_code == 302
    media = Client().get(f"{settings.MEDIA_URL}{row.document.content.name}")
    assert media.status_code == 404
    assert default_storage.exists(row.document.content.name)


def test_a_file_of_another_docking_is_not_here(people, docking):
    """The address names both: who reads one docking does not read another's file through it."""
    from tests.factories import make_docking, make_listing

    other = make_docking(
        wanted=make_listing("need", owner=people.outside),
        offered=make_listing("achievement", owner=people.lab),
    )
    theirs = attach_file(other, kind="technical", file=upload(), by=actor_for_user(people.oscar))
    for reader in (people.alice, people.bob, people.dave):
        answer = browser(reader).get(f"/dockings/{docking.pk}/files/{theirs.document_id}/")
        assert answer.status_code == 404


def test_over_the_api(people, docking, partner, lab_partner):
    path = f"/api/v1/dockings/{docking.pk}/files/"
    made = partner.post(
        path, {"kind": "quotation", "file": upload("报价.pdf"), "note": "含税"}, format="multipart"
    )
    assert made.status_code == 201, made.content
    (row,) = lab_partner.get(path).json()["results"]
    assert row == made.json()
    assert (row["name"], row["kind"], row["note"], row["owner"]) == (
        "报价.pdf",
        "quotation",
        "含税",
        str(people.enterprise.pk),
    )
    assert read(lab_partner.get(f"{path}{row['document']}/")) == PDF
    refused = partner.post(path, {"kind": "quotation", "file": upload(), "sha256": "x"}, format="multipart")
    assert refused.status_code == 422
