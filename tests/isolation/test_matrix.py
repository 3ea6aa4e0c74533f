"""Every walked address as every role with every id, against matrix.csv."""

from collections.abc import Iterator

import pytest

from tests.isolation import crew, scope, table, tasks
from tests.isolation.cast import ROLES
from tests.isolation.routes import Route, all_routes
from tests.isolation.stage import Stage, staged

UNCLASSIFIED = (
    "a new address: add its beginning to WALKED in tests/isolation/scope.py, say in page_shapes.py or api_shapes.py "
    "what a request that succeeds looks like, run ./run classify_urls and read every new line of matrix.csv "
    "(only if it cannot be walked today: its exact line into tests/isolation/waiting.txt)"
)


@pytest.fixture(scope="module")
def stage(django_test_environment: None, django_db_blocker: pytest.FixtureDef) -> Iterator[Stage]:  # type: ignore[type-arg]
    """The world, in a database of its own."""
    with django_db_blocker.unblock(), staged() as made:  # type: ignore[attr-defined]
        yield made


def test_a_new_address_is_put_into_the_scope():
    assert scope.unknown_routes(all_routes()) == [], UNCLASSIFIED


def test_an_address_that_nobody_classified_is_found_even_beside_waiting_ones():
    beside = [Route(f"{line}brand-new/", f"{line}brand-new/", "") for line in ("needs/", "api/v1/", "admin/")]
    assert scope.unknown_routes([*all_routes(), *beside]) == sorted(each.pattern for each in beside)


def test_the_waiting_list_holds_only_what_waits():
    assert scope.outdated(all_routes()) == [], "take these lines out of tests/isolation/waiting.txt"


def test_each_role_gets_what_the_table_says_and_nothing_leaks(stage: Stage):
    found = list(crew.share_out(stage, tasks.walk, scope.walked_lines()))
    cells = {key: word for each in found for key, word in each.cells.items()}
    print(f"{len(cells)} cells, {len(ROLES)} roles")
    assert [fault for each in found for fault in each.faults] == []
    assert table.differences(table.read(), cells) == []


def test_nothing_is_written_without_the_token_of_a_form(stage: Stage):
    found = list(crew.share_out(stage, tasks.without_csrf, scope.walked_lines()))
    print(f"{sum(len(each.cells) for each in found)} requests without a token")
    assert [fault for each in found for fault in each.faults] == []


def test_each_written_verb_succeeds_for_somebody():
    """A table of refusals proves nothing: what no role can do was asked wrongly."""
    done: dict[tuple[str, str, str], bool] = {}
    for (key, _role), word in table.read().items():
        if key[1] in _writes(key[0]) and "unknown" not in key[2]:
            done[key[:3]] = done.get(key[:3], False) or word.endswith("+")
    addresses = {key[:2] for key in done}
    never = {place for place in addresses if not any(done[key] for key in done if key[:2] == place)}
    refused = {place for place in never if set(_words(place)) <= {"405", "401", "login", "403", "404", "415"}}
    assert sorted(never - refused) == []


def test_a_page_writes_by_post_alone():
    """A form is sent by POST; what else reaches a page may show the form and change nothing."""
    pages = [
        (key, role) for (key, role), word in table.read().items() if key[1] == "PATCH" and word.endswith("+")
    ]
    assert [place for place in pages if not place[0][0].startswith("api/")] == []


def _writes(address: str) -> set[str]:
    return {"POST", "PATCH"} if address.startswith("api/") else {"POST"}


def _words(place: tuple[str, str]) -> list[str]:
    return [word for (key, _role), word in table.read().items() if key[:2] == place]
