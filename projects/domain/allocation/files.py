"""An allocation as the JSON that is published: {"format", "inputs": {…}, "result": {…}}."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .types import AllocationError, Entry, Inputs, Outcome, Place, Result

FORMAT = 1


def inputs_as_json(inputs: Inputs) -> dict[str, Any]:
    """Places and entries in id order, so that equal inputs are equal text."""
    return {
        "seed": inputs.seed,
        "settled": sorted(inputs.settled),
        "places": [
            {"id": place.id, "capacity": place.capacity, "reserved": dict(sorted(place.reserved.items()))}
            for place in sorted(inputs.places, key=lambda place: place.id)
        ],
        "entries": [
            {
                "id": entry.id,
                "achievement": entry.achievement,
                "place": entry.place,
                "points": entry.points,
                "groups": sorted(entry.groups),
            }
            for entry in sorted(inputs.entries, key=lambda entry: entry.id)
        ],
    }


def inputs_from_json(values: Mapping[str, Any]) -> Inputs:
    """Raises AllocationError where a key is missing or a value is of the wrong kind."""
    try:
        return Inputs(
            seed=_text(values["seed"]),
            places=tuple(
                Place(
                    _text(row["id"]),
                    _whole(row["capacity"]),
                    {_text(group): _whole(seats) for group, seats in row["reserved"].items()},
                )
                for row in values["places"]
            ),
            entries=tuple(
                Entry(
                    _text(row["id"]),
                    _text(row["achievement"]),
                    _text(row["place"]),
                    _whole(row["points"]),
                    frozenset(map(_text, row["groups"])),
                )
                for row in values["entries"]
            ),
            settled=frozenset(map(_text, values["settled"])),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise AllocationError(f"this is no published allocation: {type(error).__name__} {error}") from error


def result_as_json(result: Result) -> dict[str, Any]:
    return {"total": result.total, "outcomes": [_outcome_as_json(outcome) for outcome in result.outcomes]}


def _outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "entry": outcome.entry,
        "reason": outcome.reason,
        "ticket": outcome.ticket,
        "needed": outcome.needed,
        "placed_at": outcome.placed_at,
    }


def fingerprint(inputs: Inputs) -> str:
    """SHA-256 of the inputs as compact JSON with sorted keys: whoever has the file checks that nothing was changed."""
    text = json.dumps(inputs_as_json(inputs), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def published(inputs: Inputs, result: Result) -> dict[str, Any]:
    """The whole file."""
    return {
        "format": FORMAT,
        "sha256": fingerprint(inputs),
        "inputs": inputs_as_json(inputs),
        "result": result_as_json(result),
    }


def read(text: str) -> tuple[Inputs, Mapping[str, Any] | None]:
    """The inputs of a published file, and the result it claims, if it claims one. Raises AllocationError."""
    try:
        values = json.loads(text)
    except ValueError as error:
        raise AllocationError(f"this is no JSON: {error}") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise AllocationError(f"this is no published allocation of format {FORMAT}")
    inputs = inputs_from_json(values.get("inputs") or {})
    if "sha256" in values and values["sha256"] != fingerprint(inputs):
        raise AllocationError("the inputs are not those that were published: their SHA-256 differs")
    return inputs, values.get("result")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is no whole number")
    return value
