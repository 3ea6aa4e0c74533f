"""Two database roles: everyday work cannot read secret tables, a block that says so can, and only until it ends."""

import threading

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from config.kernel.models import Job
from config.kernel.roles import check_roles, give_rights_after_migrate, make_roles, role_faults
from config.kernel.secrets import (
    PUBLIC,
    SECRETS,
    secret_tables,
    secrets_open,
    work_as_owner,
    work_as_public,
)
from projects.domain.secrets import secret_text
from projects.models import ListingSecret
from tests.factories import make_listing, writer_for

DENIED = "permission denied for table"


def role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        return str(cursor.fetchone()[0])


def refused(act) -> bool:
    """Does the database refuse it?"""
    with transaction.atomic():
        try:
            act()
        except ProgrammingError as error:
            assert DENIED in str(error)  # noqa: PT017  any other refusal is a fault of the test
            transaction.set_rollback(True)
            return True
    return False


@pytest.mark.django_db
def test_every_secret_table_is_closed_to_everyday_work_and_every_other_is_open():
    assert "projects_listingsecret" in secret_tables()
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace"
            " and not has_table_privilege(oid, 'select')"
        )
        assert sorted(row[0] for row in cursor.fetchall()) == secret_tables()
    assert role() == PUBLIC


@pytest.mark.django_db
def test_reading_writing_counting_and_joining_are_refused():
    listing = make_listing(secret="独门配方")
    for act in (
        lambda: list(ListingSecret.objects.all()),
        lambda: ListingSecret.objects.count(),
        lambda: ListingSecret.objects.filter(pk=listing.pk).exists(),
        lambda: ListingSecret.objects.create(listing_id=listing.pk, text="x"),
        lambda: ListingSecret.objects.update(text="x"),
        lambda: ListingSecret.objects.all()._raw_delete("default"),
        lambda: connection.cursor().execute(
            "select 1 from projects_listing l left join projects_listingsecret s on s.listing_id = l.id"
        ),
    ):
        assert refused(act)
    assert secret_text(listing, by=writer_for(listing.owner)) == "独门配方"


@pytest.mark.django_db
def test_the_right_ends_with_the_block_also_when_it_fails():
    with secrets_open():
        assert role() == SECRETS
        with secrets_open():
            assert ListingSecret.objects.count() == 0
        assert role() == SECRETS
        Job.objects.create(kind="everything else works too")
    assert role() == PUBLIC
    with pytest.raises(ZeroDivisionError), secrets_open():
        1 / 0  # noqa: B018
    assert role() == PUBLIC
    with pytest.raises(ProgrammingError), transaction.atomic(), secrets_open():
        connection.cursor().execute("select nonsense")
    assert role() == PUBLIC


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_too_and_every_new_connection_begins_without_the_right():
    with secrets_open():
        assert role() == SECRETS
    assert role() == PUBLIC
    found = []

    def look() -> None:
        found.append(role())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [PUBLIC]


@pytest.mark.django_db(transaction=True)
def test_emptying_the_tables_needs_the_owner_and_gets_it():
    with secrets_open():
        assert ListingSecret.objects.count() == 0
    make_listing(secret="会被清空")
    call_command("flush", interactive=False, verbosity=0)
    assert role() == PUBLIC
    with secrets_open():
        assert ListingSecret.objects.count() == 0


@pytest.mark.django_db
def test_migrating_works_and_says_nothing_is_wrong():
    call_command("migrate", verbosity=0)
    assert role() not in (PUBLIC, SECRETS)  # a connection that migrated stays its owner's
    assert role_faults() == []
    assert check_roles(["default"]) == []
    assert work_as_public()


@pytest.fixture
def weak_login(db):
    """The connection of a login that owns nothing and may make nothing, as a hosted database may give."""
    work_as_owner()
    with connection.cursor() as cursor:
        cursor.execute("create role duijie_weak_test login")
        cursor.execute("grant select, insert on all tables in schema public to duijie_weak_test")
        cursor.execute("set session authorization duijie_weak_test")
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset session authorization")
    work_as_public()


def test_a_login_that_may_not_make_roles_works_without_them_and_is_told_what_to_do(weak_login):
    assert not work_as_public()
    give_rights_after_migrate("default")  # quietly without effect
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        make_roles()
    with secrets_open():
        assert role() == "duijie_weak_test"
        assert ListingSecret.objects.count() == 0
    (warning,) = check_roles(["default"])
    assert warning.id == "duijie.W001"
    assert f"may not take the roles {PUBLIC} and {SECRETS}" in warning.msg
    assert "CREATE ROLE" in warning.hint


@pytest.mark.django_db
def test_a_right_given_by_mistake_is_reported_and_taken_back_by_the_next_migration():
    work_as_owner()
    with connection.cursor() as cursor:
        cursor.execute(f"grant select on projects_listingsecret to {PUBLIC}")
    assert role_faults() == [f"The role {PUBLIC} may read secret tables: projects_listingsecret."]
    make_roles()
    assert role_faults() == []
    assert work_as_public()


@pytest.mark.django_db
def test_switched_off_for_tools_that_dump_everything(settings):
    settings.DATABASE_ROLES = False
    work_as_owner()
    assert not work_as_public()
    assert check_roles(["default"]) == []
    assert ListingSecret.objects.count() == 0
    settings.DATABASE_ROLES = True
    assert work_as_public()
