"""Every walked address as every role with every id, against matrix.csv."""

from functools import partial

import pytest

from tests.isolation import crew, scope, table, tasks, undeclared
from tests.isolation.api_shapes import operations
from tests.isolation.cast import ROLES
from tests.isolation.routes import WORDS, Route, all_routes
from tests.isolation.stage import Stage

UNCLASSIFIED = (
    "nobody said who may do what there: give it a request that succeeds in page_shapes.py, api_shapes.py or "
    "admin_shapes.py of tests/isolation, run ./run classify_urls <its beginning>, and read each new line of "
    "matrix.csv as if an attacker had sent it"
)

NOT_OURS = ("accounts/", "admin/")  # of their POSTs many show a page, and are the libraries' own
REFUSALS = {"400", "401", "403", "404", "405", "415", "login"}
READ_BY_POST = {"api/v1/match-preview/", "i18n/setlang/", "preview/", "start/"} | {
    f"{kind}/card/" for kind in WORDS["kind"]
}

pytestmark = pytest.mark.xdist_group("stage")  # in one process, as it is made but once there


def test_every_address_is_in_the_table():
    expected = table.read()
    assert scope.unclassified(all_routes(), expected) == [], UNCLASSIFIED
    assert scope.unwritten(expected) == [], UNCLASSIFIED


def test_the_short_walk_passes_every_address():
    passed = {
        lines[0].route.pattern
        for lines in scope.everywhere()
        if any(scope.is_sampled(line, role) for line in lines if not scope.is_dull(line) for role in ROLES)
    }
    assert passed == {route.pattern for route in all_routes()}


def test_an_address_that_nobody_classified_is_found():
    beside = [
        Route(f"{part}brand-new/", f"{part}brand-new/", "") for part in ("", "needs/", "api/v1/", "admin/")
    ]
    assert scope.unclassified([*all_routes(), *beside], table.read()) == sorted(
        each.pattern for each in beside
    )


def test_each_role_gets_what_the_table_says_and_nothing_leaks(stage: Stage, pytestconfig: pytest.Config):
    chosen = scope.is_any if pytestconfig.getoption("--whole") else scope.is_sampled
    pieces = scope.everywhere()
    found = list(crew.share_out(stage, partial(tasks.walk, chosen=chosen), pieces))
    cells = {key: word for each in found for key, word in each.cells.items()}
    print(f"{len(cells)} cells by the table, {sum(each.ruled for each in found)} by rule")
    assert [fault for each in found for fault in each.faults] == []
    changed = {key: tables for each in found for key, tables in each.changed.items()}
    keys = [line.key for lines in pieces for line in lines]
    assert table.differences(table.read(), cells, keys, changed) == []


def test_nothing_is_written_without_the_token_of_a_form(stage: Stage):
    found = list(crew.share_out(stage, tasks.without_csrf, scope.everywhere()))
    print(f"{sum(len(each.cells) for each in found)} requests without a token")
    assert [fault for each in found for fault in each.faults] == []


def test_what_nobody_declared_is_refused_by_name(stage: Stage, pytestconfig: pytest.Config):
    addresses = [lines for lines in scope.everywhere(("api/",)) if operations(lines[0].route)]
    refused = partial(undeclared.refused, whole=pytestconfig.getoption("--whole"))
    found = list(crew.share_out(stage, refused, addresses))
    print(f"{len(undeclared.names())} names, {sum(tried for tried, _faults in found)} tries")
    assert len(undeclared.names()) >= 200
    assert [fault for _tried, faults in found for fault in faults] == []


def test_each_verb_succeeds_for_somebody():
    """A table of refusals proves nothing: what no role can do was asked wrongly."""
    words: dict[tuple[str, str], set[str]] = {}
    for (key, _role), word in table.read().items():
        if key[1] != "GET" and not key[0].startswith(NOT_OURS):
            words.setdefault(key[:2], set()).add(word)
    never = {place for place, found in words.items() if not any(word.endswith("+") for word in found)}
    refused = {place for place in never if words[place] <= REFUSALS}
    assert {address for address, _method in never - refused} - READ_BY_POST == set()
