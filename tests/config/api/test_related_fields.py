"""A body names rows of others only through VisibleKeyField, which asks the actor's own query."""

from collections.abc import Iterator

from rest_framework import serializers

import config.urls  # noqa: F401  loads every serializer that an address leads to
from config.api.serializers import VisibleKeyField


def subclasses(of: type) -> Iterator[type]:
    for each in of.__subclasses__():
        yield each
        yield from subclasses(each)


def test_no_serializer_takes_a_key_past_the_actor():
    ours = [
        each
        for each in subclasses(serializers.ModelSerializer)
        if hasattr(getattr(each, "Meta", None), "fields") and not each.__module__.startswith("rest_framework")
    ]
    assert len(ours) > 20
    past = [
        f"{each.__module__}.{each.__name__}.{name}"
        for each in ours
        for name, field in each(context={"request": None}).fields.items()
        if isinstance(field, serializers.RelatedField | serializers.ManyRelatedField)
        and not field.read_only
        and not isinstance(field, VisibleKeyField)
    ]
    assert past == []
