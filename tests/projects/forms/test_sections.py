"""The sections of the forms ask for every writable field of a kind, once."""

import pytest

from projects.choices import ListingKind
from projects.fields import fields_of
from projects.forms.sections import SECTIONS
from projects.models import KIND_MODELS


@pytest.mark.parametrize("kind", list(ListingKind))
def test_every_field_is_asked_once(kind):
    asked = [name for section in SECTIONS[kind] for name in section.fields]
    assert sorted(asked) == sorted([*(set(fields_of(KIND_MODELS[kind])) - {"external_id"}), "secret"])
