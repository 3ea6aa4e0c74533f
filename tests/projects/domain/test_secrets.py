"""Secret text: whose it is, what an administrator who reads it leaves behind, and that writing it shows nowhere."""

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.models import Job
from config.kernel.secrets import secrets_open
from enterprises.actors import actor_for_user
from enterprises.domain.ties import declare_tie
from projects.domain import secrets
from projects.domain.listing import edit_listing
from projects.domain.secrets import read_secret, readings_of, secret_text
from projects.models import Listing, ReadingAlert, SecretReading
from tests.factories import make_listing, make_user, writer_for
from tests.partner import partner_of, session_of

pytestmark = pytest.mark.django_db
SECRET = "配方：甲三乙七，窑温一千二百度"


@pytest.fixture
def need(people):
    return make_listing("need", owner=people.enterprise, title="提高耐火材料寿命", secret=SECRET)


def test_who_reads_it_by_right(people, need):
    viewer = make_user("只读", organization=people.enterprise, role="viewer")
    everybody = (people.alice, viewer, people.bob, people.carol, people.dave, people.oscar)
    assert [bool(secret_text(need, by=actor_for_user(user))) for user in everybody] == [True] + [False] * 5


def test_an_administrator_reads_it_for_a_reason_and_the_owner_sees_that(people, need):
    dave, alice = actor_for_user(people.dave), actor_for_user(people.alice)
    assert read_secret(need, by=dave, reason=" 核实举报 ") == SECRET
    assert [(row.by_label, row.reason) for row in readings_of(need, by=alice)] == [("戴夫", "核实举报")]
    for other in (people.dave, people.bob, people.oscar):
        assert readings_of(need, by=actor_for_user(other)) == []


def test_who_does_not_read_it_and_when(people, need):
    dave = actor_for_user(people.dave)
    with pytest.raises(Invalid):
        read_secret(need, by=dave, reason="  ")
    for user in (people.alice, people.bob, people.carol, people.oscar):
        with pytest.raises(NotAllowed):
            read_secret(need, by=actor_for_user(user), reason="想看")
    draft = make_listing("need", owner=people.enterprise, secret=SECRET, publish=False)
    declare_tie(people.enterprise, kind="shares", by=dave)
    for listing, by in ((draft, dave), (need, actor_for_user(people.dave))):
        with pytest.raises(NotAllowed):
            read_secret(listing, by=by, reason="想看")
    assert readings_of(need, by=actor_for_user(people.alice)) == []


def test_where_there_is_nothing_to_read_nothing_is_recorded(people):
    plain = make_listing("need", owner=people.enterprise)
    assert read_secret(plain, by=actor_for_user(people.dave), reason="核实") == ""
    assert readings_of(plain, by=actor_for_user(people.alice)) == []


def test_the_record_is_never_changed(people, need):
    read_secret(need, by=actor_for_user(people.dave), reason="核实")
    for change in (SecretReading.objects.all().delete, lambda: SecretReading.objects.update(reason="改写")):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():  # noqa: SIM117
            with secrets_open():
                change()
    assert len(readings_of(need, by=actor_for_user(people.alice))) == 1


def test_more_distinct_secrets_a_day_than_usual_are_told_to_the_administrators(people, need, monkeypatch):
    monkeypatch.setattr(secrets, "MOST_A_DAY", 2)
    dave = actor_for_user(people.dave)
    others = [make_listing("need", owner=people.enterprise, secret=SECRET) for _each in range(2)]
    for listing in (need, need, need, others[0]):
        read_secret(listing, by=dave, reason="核实")
    assert ReadingAlert.objects.count() == 0
    read_secret(others[1], by=dave, reason="核实")
    read_secret(others[1], by=dave, reason="再次核实")
    assert [(alert.reader, alert.count) for alert in ReadingAlert.objects.all()] == [(people.dave, 3)]
    client = Client()
    client.force_login(people.dave)
    assert "查阅了 3 条保密内容" in client.get("/review/").content.decode()
    client.force_login(people.carol)
    assert "保密内容" not in client.get("/review/").content.decode()


def test_a_secret_that_is_written_shows_nowhere_outside(people, need):
    """Whether, when and how often a secret was written must not show in what others can see or cause."""
    before = Listing.objects.filter(pk=need.pk).values().get()
    jobs = Job.objects.count()
    for text in ("另一个配方", "", SECRET):
        edit_listing(need, {"secret": text}, by=writer_for(people.enterprise))
        assert secret_text(need, by=writer_for(people.enterprise)) == text
    assert Listing.objects.filter(pk=need.pk).values().get() == before
    assert Job.objects.count() == jobs


def test_the_form_with_nothing_else_changed_does_not_show_it_either(people, need):
    client = Client()
    client.force_login(people.alice)
    edit_listing(
        need,
        {"targets": [{"indicator": "寿命", "target_value": "7", "unit": "年"}], "industries": ["3216"]},
        by=writer_for(people.enterprise),
    )
    page = client.get(f"/listings/{need.pk}/edit/")
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    for target in form.targets:
        sent |= {target.add_prefix(name): target[name].value() or "" for name in target.fields}
    sent |= {f"targets-{name}": value for name, value in form.targets.management_form.initial.items()}
    before = Listing.objects.filter(pk=need.pk).values().get()
    answer = client.post(f"/listings/{need.pk}/edit/", {**sent, "secret": "换一个配方"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert secret_text(need, by=writer_for(people.enterprise)) == "换一个配方"
    assert Listing.objects.filter(pk=need.pk).values().get() == before


def test_over_the_pages(people, need):
    alice, dave = Client(), Client()
    alice.force_login(people.alice)
    dave.force_login(people.dave)
    page = f"/listings/{need.pk}/"
    assert SECRET in alice.get(page).content.decode()
    assert SECRET not in dave.get(page).content.decode()
    assert SECRET not in dave.post(f"{page}secret/read/", {"reason": ""}, follow=True).content.decode()
    read = dave.post(f"{page}secret/read/", {"reason": "核实举报"})
    assert SECRET in read.content.decode()
    assert "no-store" in read["Cache-Control"]
    assert "核实举报" in alice.get(page).content.decode()
    for user in (people.alice, people.carol, people.oscar):
        client = Client()
        client.force_login(user)
        assert client.post(f"{page}secret/read/", {"reason": "想看"}).status_code == 404
    assert Client().post(f"{page}secret/read/", {"reason": "想看"}).status_code == 302


def test_over_the_api(people, need):
    path = f"/api/v1/needs/{need.pk}/"
    owner, other = partner_of(people.enterprise), partner_of(people.lab, "lab-partner")
    dave = session_of(people.dave)
    assert [client.get(path).json()["secret"] for client in (owner, other, dave)] == [SECRET, None, None]
    answers = [client.post(f"{path}read-secret/", {"reason": "核实"}) for client in (owner, other, dave)]
    assert [answer.status_code for answer in answers] == [403, 403, 200]
    assert answers[2].json() == {"secret": SECRET}
    assert dave.post(f"{path}read-secret/", {"reason": ""}).status_code == 422
    readings = [client.get(f"{path}secret-readings/").json()["results"] for client in (owner, other, dave)]
    assert [[row["reason"] for row in rows] for rows in readings] == [["核实"], [], []]
