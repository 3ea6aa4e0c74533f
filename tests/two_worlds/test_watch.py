"""The watch tells work for others that touches a secret table; the database refuses it besides."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from config.kernel.secrets import secret_tables, secrets_open
from projects.domain.secrets import secret_texts
from tests.factories import make_listing
from tests.two_worlds.cast import MAILS
from tests.two_worlds.watch import Watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


@pytest.fixture
def secret_need(people):
    return make_listing("need", owner=people.enterprise, secret="内串石墨化")


def test_everyday_work_may_not_read_a_secret_table():
    for table in secret_tables():
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"select count(*) from {table}")
        with secrets_open():
            connection.cursor().execute(f"select count(*) from {table}")


def test_a_look_at_anothers_secret_is_told(people, secret_need, monkeypatch):
    monkeypatch.setitem(MAILS, "lab", people.bob.email)
    watch = Watch()
    with watch.step("lab", "GET /somewhere/", is_owner=False):
        secret_texts([secret_need.pk])
    assert [fault.split(":")[0] for fault in watch.faults] == ["GET /somewhere/ as lab"]


def test_a_look_at_ones_own_is_not(people, secret_need, monkeypatch):
    monkeypatch.setitem(MAILS, "firm", people.alice.email)
    watch = Watch()
    with watch.step("firm", "GET /somewhere/", is_owner=False):
        secret_texts([secret_need.pk])
    assert watch.faults == []
