"""Judging in spite of a tie: asked, granted by a second administrator without one, all of it on record."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError
from django.test import Client

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import actor_for_user
from matchmaking.domain.conflicts import ask_override, grant_override, open_questions, refuse_override
from matchmaking.domain.pending import awaiting_review
from matchmaking.domain.review import approve_match
from matchmaking.models import ConflictOverride, Match
from matchmaking.rules import is_conflicted
from tests.factories import make_administrator, make_broker, make_user
from tests.matchmaking.conflicts.ties import CANARY, declared, member, sights

pytestmark = pytest.mark.django_db


def test_a_second_untied_administrator_lets_the_tied_one_judge_and_all_of_it_is_on_record(rows, lab):
    dave, erin, match = make_administrator("戴夫"), make_administrator("艾琳"), rows["mutual"]
    declared(dave, lab)
    ask_override(match, by=actor_for_user(dave), note="仅此一名管理员懂冶金")
    assert [row.person for row in open_questions(actor_for_user(erin))] == [dave]
    assert list(open_questions(actor_for_user(dave))) == []
    with pytest.raises(IllegalTransition):
        ask_override(match, by=actor_for_user(dave), note="再问一次")
    grant_override(match, dave, by=actor_for_user(erin), note="持股不足千分之一")

    by = actor_for_user(dave)
    assert not is_conflicted(by, rows["mutual"])
    assert is_conflicted(by, rows["second"])  # one match, not the party
    assert list(awaiting_review(by)) == [match]
    assert sights(rows, dave)["API match"]
    approve_match(match, by=by)
    history = [(row.step, row.by_label, row.basis) for row in match.overrides.all()]
    basis = "测试联合实验室：本人已申报利益关系"
    assert history == [("asked", "戴夫", basis), ("granted", "艾琳", basis)]
    client = Client()
    client.force_login(erin)
    assert "持股不足千分之一" in client.get(f"/matches/{match.pk}/").content.decode()


def test_who_may_not_grant(rows, lab):
    dave, erin, match = make_administrator("戴夫"), make_administrator("艾琳"), rows["mutual"]
    declared(dave, lab)
    tied, carol = make_administrator("也有关系"), make_broker("卡萝")
    member(tied, lab)
    ask_override(match, by=actor_for_user(erin), person=dave, note="替戴夫申请")
    for user in (dave, erin, tied, carol, make_user()):
        with pytest.raises(NotAllowed):
            grant_override(match, dave, by=actor_for_user(user), note="同意")
    assert is_conflicted(actor_for_user(dave), match)


def test_refused_it_stays_a_conflict_and_may_be_asked_again(rows, lab):
    dave, erin, match = make_administrator("戴夫"), make_administrator("艾琳"), rows["mutual"]
    declared(dave, lab)
    for _again in range(2):
        ask_override(match, by=actor_for_user(dave), note="请准许")
        refuse_override(match, dave, by=actor_for_user(erin), note="不行")
        with pytest.raises(IllegalTransition):
            grant_override(match, dave, by=actor_for_user(erin), note="没有申请")
    assert is_conflicted(actor_for_user(dave), match)
    assert [row.step for row in match.overrides.all()] == ["asked", "refused"] * 2


def test_questions_that_make_no_sense(rows, lab):
    dave, match = make_administrator("戴夫"), rows["mutual"]
    for by in (dave, make_broker(), make_user()):
        with pytest.raises((IllegalTransition, NotAllowed)):  # no conflict; no administrator
            ask_override(match, by=actor_for_user(by), note="理由")
    declared(dave, lab)
    with pytest.raises(Invalid):
        ask_override(match, by=actor_for_user(dave), note="  ")
    assert ConflictOverride.objects.count() == 0


def test_the_record_cannot_be_changed_and_nobody_grants_it_to_themselves(rows, lab):
    dave, match = make_administrator("戴夫"), rows["mutual"]
    declared(dave, lab)
    row = ask_override(match, by=actor_for_user(dave), note="请准许")
    for change in (
        lambda: ConflictOverride.objects.filter(pk=row.pk).update(note="改写"),
        lambda: ConflictOverride.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        ConflictOverride.objects.create(match=match, person=dave, by_user=dave, step="granted", note="自批")


def test_over_the_pages_and_the_api(rows, lab):
    dave, erin, match = make_administrator("戴夫"), make_administrator("艾琳"), rows["mutual"]
    declared(dave, lab)
    ours, theirs = Client(), Client()
    ours.force_login(dave)
    theirs.force_login(erin)
    page = f"/matches/{match.pk}/"
    assert ours.post(f"{page}override/", {"note": ""}).status_code == 422
    ours.post(f"{page}override/", {"note": "请准许"})
    assert "申请不回避" in theirs.get("/review/").content.decode()
    answer = f"{page}override/{dave.pk}/"
    assert ours.post(answer, {"answer": "grant", "note": "自批"}).status_code == 302
    assert is_conflicted(actor_for_user(dave), Match.objects.get(pk=match.pk))
    assert theirs.post(answer, {"answer": "", "note": "?"}).status_code == 404
    theirs.post(answer, {"answer": "grant", "note": "准许"})
    assert CANARY in ours.get(page).content.decode()
    shown = ours.get(f"/api/v1/matches/{match.pk}/").json()
    assert [row["step"] for row in shown["overrides"]] == ["asked", "granted"]
    assert (shown["score"], shown["conflict"]) == (0.7, "")
    other = ours.get(f"/api/v1/matches/{rows['second'].pk}/").json()
    assert (other["score"], other["band"], other["parts"], other["reasons"]) == (None, None, [], [])
    assert other["conflict"] == "测试联合实验室：本人已申报利益关系"
    asked = ours.post(
        f"/api/v1/matches/{rows['second'].pk}/override/", {"note": "请准许"}, content_type="application/json"
    )
    assert asked.status_code == 200
    answered = theirs.post(
        f"/api/v1/matches/{rows['second'].pk}/override-answer/",
        {"person": str(dave.pk), "granted": False, "note": "不行"},
        content_type="application/json",
    )
    assert [row["step"] for row in answered.json()["overrides"]] == ["asked", "refused"]
