"""The evidence pack: everything on record its reader may read, as a PDF that is the same for the same state."""

import hashlib
import io
import re

import pypdfium2
import pytest
from django.utils import translation
from pypdf import PdfReader

from enterprises.actors import actor_for_user
from enterprises.domain.ties import declare_tie
from matchmaking.domain.diligence.pack import draw_pack, pack_of
from matchmaking.domain.diligence.records import keep_pack, records_visible_to
from matchmaking.domain.review import approve_match
from matchmaking.domain.work import leave_message
from matchmaking.models import PackRecord
from projects.domain.listing import edit_listing
from projects.models import Achievement, ListingVersion
from tests.factories import make_listing, make_mutual_match, make_user, writer_for

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    """All its words as the browser's reader of PDFs copies them, without spaces and breaks."""
    with pypdfium2.PdfDocument(pdf) as read:
        text = "".join(page.get_textpage().get_text_bounded() for page in read)
    return re.sub(r"\s+", "", text)


def lines_of(docking, user) -> list[str]:
    pack = pack_of(docking, actor_for_user(user))
    return [
        line
        for section in pack.sections
        for entry in section.entries
        for line in (section.title, section.lead, entry.head, *entry.lines)
    ]


def test_chinese_is_embedded_and_can_be_extracted_again(people, whole):
    drawn = draw_pack(whole, actor_for_user(people.bob))
    text = text_of(drawn)
    for words in (
        "尽职免责证据包",
        whole.number,
        "一、决策过程",
        "一致同意",
        "院务会纪要.pdf",
        "协议定价",
        "学院公告栏",
        "看了槽控机。",
        "首付款",
    ):
        assert words in text, words
    for page in PdfReader(io.BytesIO(drawn)).pages:
        for font in page["/Resources"]["/Font"].values():
            (cid,) = font.get_object()["/DescendantFonts"]
            descriptor = cid.get_object()["/FontDescriptor"].get_object()
            assert "NotoSansSC" in descriptor["/FontName"]
            assert len(descriptor["/FontFile3"].get_object().get_data()) > 1000
            assert "/ToUnicode" in font.get_object()


def test_the_same_state_gives_the_same_bytes_and_another_state_others(people, whole):
    bob = actor_for_user(people.bob)
    first = draw_pack(whole, bob)
    assert draw_pack(whole, bob) == first
    leave_message(whole, "又一条。", by=bob)
    assert draw_pack(whole, bob) != first


def test_every_file_stands_in_it_with_its_checksum(people, whole):
    lines = lines_of(whole, people.alice)
    from matchmaking.domain.diligence.papers import papers_of

    papers = papers_of(whole, actor_for_user(people.alice))
    assert [paper.row.document.name for paper in papers] == [
        "询价.pdf",
        "院务会纪要.pdf",
        "合同.pdf",
        "公示.pdf",
    ]
    assert {f"SHA-256 {paper.row.document.sha256}" for paper in papers} <= set(lines)


def test_decisions_name_who_when_and_on_which_text(people, whole):
    lines = lines_of(whole, people.bob)
    assert "操作方：戴夫" in lines
    assert any(line.endswith("匹配：双方意向 → 已批准") for line in lines)
    assert lines.count("依据文本：想要一方第 1 版，能给一方第 1 版") >= 4
    for version in ListingVersion.objects.all():
        assert f"名片 SHA-256：{version.card_sha256}" in lines


def test_what_is_not_a_sides_is_not_in_its_pack(people, whole):
    """Bob's lab alone has signed secrecy: neither reads the other's details. Rewards are the lab's, messages are
    counted and not quoted."""
    alice, bob, dave = (lines_of(whole, who) for who in (people.alice, people.bob, people.dave))
    assert ("详细说明：需求的内情" in alice, "详细说明：成果的内情" in alice) == (True, False)
    assert ("详细说明：需求的内情" in bob, "详细说明：成果的内情" in bob) == (False, True)
    assert ("详细说明：需求的内情" in dave, "详细说明：成果的内情" in dave) == (True, True)
    rewards = [any("收益分配方案" in line for line in lines) for lines in (alice, bob, dave)]
    assert rewards == [False, True, True]
    for lines in (alice, bob, dave):
        assert "留言 1 条（内容不在本文件中）。" in lines
        assert not any("留言只数数目" in line for line in lines)
    assert not any("甲教授" in line for line in alice)


def test_details_of_a_closed_version_stay_closed_when_the_level_is_lowered(people, docking):
    offered = Achievement.objects.get(pk=docking.match.offered_id)
    edit_listing(offered, {"description": "可以公开的", "disclosure": "public"}, by=writer_for(people.lab))
    lines = lines_of(docking, people.alice)
    assert "详细内容未向您披露。" in lines
    assert "详细说明：成果的内情" not in lines


def test_versions_kept_for_other_matches_are_theirs(people, docking):
    offered = Achievement.objects.get(pk=docking.match.offered_id)
    edit_listing(offered, {"summary": "给别人看的新摘要。"}, by=writer_for(people.lab))
    other = make_mutual_match(
        wanted=make_listing("need", owner=people.outside), offered=Achievement.objects.get(pk=offered.pk)
    )
    approve_match(other, by=actor_for_user(people.dave), note="同意")
    assert ListingVersion.objects.filter(listing=offered).count() == 2
    assert not any("给别人看的新摘要" in line for line in lines_of(docking, people.alice))


def test_a_pack_without_a_contract_says_so(people, docking):
    lines = lines_of(docking, people.alice)
    assert "尚未签订合同，没有定价记录。" in lines
    assert "没有集体决策或合同审查的文件。" in lines
    assert text_of(draw_pack(docking, actor_for_user(people.alice)))


def test_in_english(people, whole):
    with translation.override("en"):
        text = text_of(draw_pack(whole, actor_for_user(people.alice)))
    assert "Duediligenceevidencepack" in text
    assert "尽职免责证据包" not in text


def test_the_checksum_is_kept_for_those_who_read_that_pack(people, whole):
    bob = actor_for_user(people.bob)
    record = keep_pack(whole, by=bob)
    assert record.sha256 == hashlib.sha256(draw_pack(whole, bob)).hexdigest()
    assert record.audience == "offered"
    seen = {
        name: records_visible_to(actor_for_user(getattr(people, name))).count()
        for name in ("alice", "bob", "carol", "dave", "oscar")
    }
    assert seen == {"alice": 0, "bob": 1, "carol": 1, "dave": 1, "oscar": 0}
    declare_tie(organization=people.lab, kind="shares", by=actor_for_user(people.dave))
    assert records_visible_to(actor_for_user(people.dave)).count() == 0


def test_who_acts_for_both_sides_has_packs_of_their_own(people, whole):
    both = make_user("两边", organization=people.enterprise)
    both.memberships.create(organization=people.lab, role="editor")
    assert keep_pack(whole, by=actor_for_user(both)).audience == "both"
    assert records_visible_to(actor_for_user(people.bob)).count() == 0
    assert PackRecord.objects.count() == 1
