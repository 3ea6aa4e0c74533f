"""20,000 requests with changed ids bring nothing and break nothing; and what would be a success is seen as one."""

import re

import pytest
from django.db import transaction

from enterprises.models import Contact
from tests.isolation.cast import ROLES
from tests.isolation.routes import all_routes
from tests.isolation.stage import Stage
from tests.tamper.all_tries import carried_out, together
from tests.tamper.ownership import Ownership
from tests.tamper.spellings import SPELLINGS, traces
from tests.tamper.strangers import WAITING, hidden_from
from tests.tamper.tries import Group, groups, pieces

SEED, TRIES = 20260101, 20_000  # the first of those that ./run tamper tries
KEY = re.compile(r"^(path <|\?|body |header )[\w.-]+")
CONTACTS = ("enterprises_contact",)

pytestmark = pytest.mark.xdist_group("stage")  # in one process, as it is made but once there


def test_no_tampered_request_brings_anything_or_breaks_the_server(stage: Stage):
    report = together(carried_out(stage, seed=SEED, tries=TRIES))
    assert (report.tried, report.succeeded, report.errors) == (TRIES, [], [])


def test_a_seed_is_always_the_same_requests(stage: Stage):
    asked = [
        [group.ask(named.id) for group in groups(stage.world, pieces(SEED, 40)[0]) for named in group.ids]
        for _time in range(2)
    ]
    assert len(asked[0]) == 40
    assert asked[0] == asked[1]


@pytest.fixture(scope="module")
def tried(stage: Stage) -> list[Group]:
    return [group for piece in pieces(SEED, TRIES) for group in groups(stage.world, piece)]


def test_tries_of_a_seed_reach_every_role_address_with_an_id_and_spelling(tried: list[Group]):
    assert {group.role for group in tried} == set(ROLES)
    assert {group.spelling for group in tried} == set(SPELLINGS)
    wanted = {route.pattern for route in all_routes() if route.takes_id and route.part in {"api", "pages"}}
    assert wanted - {group.line.route.pattern for group in tried} == set()


def test_tries_of_a_seed_put_ids_everywhere_in_a_request(tried: list[Group]):
    names = {KEY.sub(r"\1*", group.place.name) for group in tried}
    wanted = {
        *("path <*>", "path <*> for htmx", "path <*>, other encoding", "path <*>, overridden", "header *"),
        *("?*", "?* twice", "?* twice, own last", "?* added", "body *", "body * twice", "body * nested"),
        *("body * beside", "body * added", "body *[] added"),
    }
    assert names == wanted


@pytest.mark.parametrize(
    ("role", "tenant", "trespasses"),
    [
        ("firm_owner", "E", []),
        ("firm_owner", "O", ["a row of O in enterprises_contact was changed"]),
        ("firm_viewer", "E", ["a row of E in enterprises_contact was changed"]),
        ("partner_read", "E", ["a row of E in enterprises_contact was changed"]),
        ("suspended", "S", ["a row of S in enterprises_contact was changed"]),
        ("admin", "E", []),
        ("tied_admin", "E", ["a row of E in enterprises_contact was changed"]),
        ("tied_admin", "O", []),
    ],
)
@pytest.mark.parametrize("act", ["written", "deleted"])
def test_a_row_of_others_that_was_changed_is_seen(
    stage: Stage, role: str, tenant: str, trespasses: list[str], act: str
):
    ownership = Ownership(stage.world)
    with transaction.atomic():
        rows = Contact.objects.filter(pk=stage.world.rows[tenant]["contact"])
        rows.update(name="改过的") if act == "written" else rows.delete()
        found = ownership.trespasses(role, CONTACTS)
        transaction.set_rollback(True)
    assert found == trespasses


def test_a_contact_that_is_given_to_another_organization_is_seen(stage: Stage):
    ownership = Ownership(stage.world)
    with transaction.atomic():
        own = Contact.objects.filter(pk=stage.world.rows["E"]["contact"])
        own.update(organization=stage.world.tenants["O"])
        found = ownership.trespasses("firm_owner", CONTACTS)
        transaction.set_rollback(True)
    assert found == ["a row of O in enterprises_contact was changed"]


@pytest.mark.parametrize("role", ROLES)
def test_of_ones_own_only_that_is_hidden_which_is_for_others_first(stage: Stage, role: str):
    letters = ROLES[role].memberships.keys() - {"S"}
    rows = [(what, id) for letter in letters for what, id in stage.world.rows[letter].items()]
    own = {
        id: what for what, id in rows if not what.startswith("admin ")
    }  # any row, which has another name too
    hidden = [named.id for named in hidden_from(stage.world, role)]
    waiting = WAITING if role in {"lab_editor", "lab_owner"} else set()
    assert (len(hidden) > 10, {own[id] for id in hidden if id in own}) == (True, waiting)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_echo_of_what_was_asked_is_no_difference(spelling: str):
    one, other = "7d0c9bd4-77a2-4d7e-9d2f-0c3a5f1b2e44", "00000000-0000-4000-8000-00000000beef"
    told = []
    for id in (one, other):
        spelled = SPELLINGS[spelling](id)
        text = f"{spelled} {id.upper()} <{spelled}>".encode()
        for trace in traces(id, spelled):
            text = text.replace(trace, b"<id>")
        told.append(text)
    assert told[0] == told[1]
