"""The owner's own run finds what the secret text is about; nobody else sees, counts or causes anything by it."""

import pytest
from django.db import connection
from django.test import Client

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.jobs import drain
from config.kernel.models import Job
from config.kernel.secrets import secrets_open
from enterprises.actors import actor_for_user
from matchmaking.domain import secret_matching
from matchmaking.domain.secret_matching import match_secret, own_run, secret_card
from matchmaking.models import Match, MatchModel, SecretMatch
from projects.domain.listing import edit_listing
from tests.factories import make_listing, make_organization, make_user, writer_for
from tests.matchmaking.release.conftest import FIT, SECRET, run_now
from tests.partner import partner_of, session_of

pytestmark = pytest.mark.django_db


def found(listing):
    return [other.title for _row, other in own_run(listing, by=writer_for(listing.owner)).matches]


def test_it_finds_what_the_secret_text_is_about(secret_need, fit):
    drain()
    assert [
        match.offered_id for match in Match.objects.filter(wanted=secret_need)
    ] == []  # the card says too little
    run_now(secret_need)
    shown = own_run(secret_need, by=writer_for(secret_need.owner))
    (match, other) = shown.matches[0]
    assert other.pk == fit.pk
    assert "石墨化" in "".join(term["term"] for term in match.terms)
    assert (shown.under_way, shown.run.finished is not None) == (False, True)


def test_nothing_that_others_see_changes_by_it(secret_need, fit):
    drain()
    before = [list(Match.objects.values()), list(MatchModel.objects.values())]
    run_now(secret_need)
    assert [list(Match.objects.values()), list(MatchModel.objects.values())] == before
    job = Job.objects.get(kind="match_secret")
    assert (job.payload, job.error) == ({"listing_id": str(secret_need.pk)}, "")


def test_the_secret_text_comes_first_for_the_engine_reads_the_beginning(secret_need):
    card = secret_card(secret_need, SECRET)
    assert card.text.startswith(SECRET)
    assert card.id == ""


def test_who_does_not_see_it(people, secret_need, fit):
    run_now(secret_need)
    viewer = make_user("只读", organization=people.enterprise, role="viewer")
    for user in (viewer, people.bob, people.carol, people.dave, people.oscar):
        by = actor_for_user(user)
        assert own_run(secret_need, by=by) == secret_matching.OwnRun(None, False, [])
        with pytest.raises(NotAllowed):
            match_secret(secret_need, by=by)
    with pytest.raises(Invalid):
        match_secret(make_listing("scenario", owner=people.enterprise), by=writer_for(people.enterprise))


def test_an_unpublished_achievement_is_matched_for_its_owner_too(people, fit):
    """Rule 4: the same, mirrored. A draft has no public card; its owner still learns which needs it would fit."""
    need = make_listing("need", owner=people.enterprise, title="阴极炭块炉底压降高", summary=FIT["summary"])
    for number in range(6):
        make_listing("need", title=f"果园灌溉第{number}号", summary="果园需要节水灌溉的设备。")
    draft = make_listing("achievement", owner=people.lab, publish=False, disclosure="nda", **FIT)
    run_now(draft)
    assert found(draft)[0] == need.title
    assert Match.objects.filter(offered=draft).count() == 0


def test_a_lab_that_could_do_it_is_found_beside_what_has_been_done(people, secret_need, fit):
    """Where no achievement exists yet; the reasons are of the capability's public card."""
    could = make_listing(
        "capability",
        owner=make_organization("炭素实验室", kind="lab"),
        title="阴极炭块石墨化工艺试验",
        summary="可开展石墨化阴极炭块的制备与炉底压降测试。",
    )
    drain()
    assert Match.objects.filter(offered=could).count() == 0  # the card of the need says too little
    run_now(secret_need)
    assert set(found(secret_need)[:2]) == {fit.title, could.title}
    with secrets_open():
        match = SecretMatch.objects.get(other=could)
    assert "石墨化" in "".join(term["term"] for term in match.terms)
    assert Match.objects.filter(offered=could).count() == 0


def test_a_lab_finds_the_needs_that_what_it_keeps_to_itself_would_meet(people, fit):
    need = make_listing("need", owner=people.enterprise, title="阴极炭块炉底压降高", summary=FIT["summary"])
    card = {"title": "材料热处理能力", "summary": "可承接热处理试验。", "secret": SECRET}
    run_now(capability := make_listing("capability", owner=people.lab, **card))
    assert found(capability) == [need.title]


def test_a_second_press_while_a_run_waits_changes_nothing_and_a_new_text_replaces_the_matches(
    secret_need, fit
):
    by = writer_for(secret_need.owner)
    for _press in range(2):
        match_secret(secret_need, by=by)
    assert Job.objects.filter(kind="match_secret").count() == 1
    assert own_run(secret_need, by=by).under_way
    drain()
    assert found(secret_need)[0] == fit.title
    edit_listing(secret_need, {"secret": "需要马铃薯脱毒种薯的繁育技术。"}, by=by)
    run_now(secret_need)
    assert found(secret_need)[0].startswith("马铃薯脱毒种薯")


def test_ones_own_listings_and_others_drafts_are_not_found(people, secret_need):
    make_listing("achievement", owner=people.enterprise, **FIT)
    make_listing("achievement", owner=people.lab, publish=False, **FIT)
    make_listing("capability", owner=people.lab, publish=False, **FIT)
    run_now(secret_need)
    assert found(secret_need) == []


def test_a_failed_run_writes_down_nothing_of_the_text(secret_need, fit, monkeypatch, caplog):
    def broken(listing, text):
        raise ValueError(f"cannot read {text}")

    monkeypatch.setattr(secret_matching, "secret_card", broken)
    run_now(secret_need)
    job = Job.objects.get(kind="match_secret")
    assert "SecretRunFailed: ValueError" in job.error
    assert SECRET not in job.error + caplog.text


def test_outsiders_who_try_touch_no_secret_table(people, secret_need, fit):
    run_now(secret_need)
    outsider, owner = Client(), Client()
    outsider.force_login(people.oscar)
    owner.force_login(people.alice)
    paths = [
        f"/listings/{secret_need.pk}/secret/{each}" for each in ("matches/", "run/", f"invite/{fit.pk}/")
    ]
    with connection.execute_wrapper(no_secret_tables):
        assert [
            outsider.get(paths[0]).status_code,
            *(outsider.post(path).status_code for path in paths[1:]),
        ] == [404] * 3
        lab = partner_of(people.lab, "lab-partner")
        assert lab.get(f"/api/v1/secret-matches/?listing={secret_need.pk}").status_code == 400
        assert lab.post("/api/v1/secret-matches/", {"listing": str(secret_need.pk)}).status_code == 422
    assert owner.get(paths[0]).status_code == 200


def no_secret_tables(execute, sql, params, many, context):
    assert "secretmatch" not in sql
    assert "listingsecret" not in sql
    return execute(sql, params, many, context)


def test_over_the_pages(people, secret_need, fit):
    alice = Client()
    alice.force_login(people.alice)
    page = f"/listings/{secret_need.pk}/secret/matches/"
    assert "还没有匹配过" in alice.get(page).content.decode()
    assert page in alice.get(f"/listings/{secret_need.pk}/").content.decode()
    assert "正在匹配" in alice.post(page.replace("matches/", "run/"), follow=True).content.decode()
    drain()
    answer = alice.get(page)
    assert FIT["title"] in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_over_the_api(people, secret_need, fit):
    owner = partner_of(people.enterprise)
    body = {"listing": str(secret_need.pk)}
    started = owner.post("/api/v1/secret-matches/", body)
    assert (started.status_code, started.json()["under_way"]) == (202, True)
    drain()
    run = owner.get(f"/api/v1/secret-matches/?listing={secret_need.pk}").json()
    assert (run["under_way"], run["matches"][0]["other"]["id"]) == (False, str(fit.pk))
    assert session_of(people.dave).get(f"/api/v1/secret-matches/?listing={secret_need.pk}").status_code == 400
    assert owner.get("/api/v1/secret-matches/").status_code == 400


def test_copies_keyword_lists_and_floods_of_one_laboratory(people, secret_need, fit):
    flood = make_organization("刷屏实验室", kind="lab")
    words = "石墨化 阴极炭块 炉底压降 铝电解槽 制备 均匀 电流 内串 工艺 炭素"
    make_listing("achievement", owner=flood, title="阴极炭块", summary=words)
    for number in range(24):
        make_listing("achievement", owner=flood, title=f"{FIT['title']}第{number}版", summary=FIT["summary"])
    run_now(secret_need)
    shown = own_run(secret_need, by=writer_for(secret_need.owner))
    by_owner = [(other.owner, row.variants) for row, other in shown.matches if "阴极炭块" in other.title]
    assert sorted(by_owner, key=str) == sorted([(fit.owner, 0), (flood, 18)], key=str)
    assert (shown.run.folded, shown.run.salads, shown.run.capped) == (18, 1, 5)
    with secrets_open():
        assert SecretMatch.objects.filter(other__owner=flood).count() == 1
