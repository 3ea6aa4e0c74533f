"""What the table says is seen is seen, through the door it names, and everything else is not."""

import os

import pytest

from config.frontdoor.figures import record_figure
from enterprises.models import Contact
from projects.choices import ListingKind
from projects.domain.disclosure import CARD_FIELDS, DETAIL_FIELDS, OWNER_FIELDS
from tests.fields import contacts, table
from tests.fields.cast import make_cast
from tests.fields.listings import STATES, read_listings
from tests.fields.signs import fields_to_read, values_of

COMMAND = "./run classify_fields"
WRITES = "DUIJIE_CLASSIFY_FIELDS" in os.environ
WHAT_TO_DO = (
    "a new field: say in projects/domain/disclosure.py who reads it, run ./run classify_fields, "
    "and read every new line of tests/fields/seen.csv"
)
seen: table.Cells = {}  # what this run read, for the command


@pytest.fixture
def cast(vocabularies):
    return make_cast()


def test_every_field_has_its_lines():
    columns = {(kind, field) for kind in ListingKind.values for field in fields_to_read(kind)}
    columns |= {("contact", field.name) for field in Contact._meta.concrete_fields}
    lines = {(what, field) for what, field, _role, _state in table.read()}
    assert WRITES or sorted(columns ^ lines) == [], WHAT_TO_DO


def test_everything_that_is_not_for_all_has_a_sign_to_be_known_by(vocabularies):
    """Codes and numbers are read back over the API only, so none of them may be a secret."""
    for kind in ListingKind.values:
        _values, signs = values_of(kind, "draft")
        closed = {"secret", *DETAIL_FIELDS, *OWNER_FIELDS} & {*fields_to_read(kind)}
        assert closed - signs.keys() == set()
    assert CARD_FIELDS.isdisjoint(DETAIL_FIELDS | OWNER_FIELDS)
    assert DETAIL_FIELDS.isdisjoint(OWNER_FIELDS)


@pytest.mark.parametrize("kind", ListingKind.values)
def test_the_fields_of_a_listing(cast, kind):
    _compare(read_listings(kind, cast))


def test_the_fields_of_a_contact(cast):
    _compare(contacts.read_contacts(cast))


def _compare(found: table.Cells) -> None:
    seen.update(found)
    assert WRITES or table.differences(table.read(), found) == []


@pytest.mark.skipif(not WRITES, reason=f"{COMMAND} writes the table")
def test_the_table_is_written_for_reading():
    said = table.read()
    table.write(seen, [*STATES[ListingKind.NEED], *contacts.STATES])
    if said:  # against a table that somebody has read
        record_figure("fields", COMMAND, cells=len(seen), wrong=len(table.differences(said, seen)))
