"""From the commit of a new or changed listing to its match rows, through the broker and a worker."""

import statistics
import time
from collections.abc import Callable

from benchmarks.rematch.workers import Workers
from enterprises.actors import actor_for_operation
from matchmaking.models import MatchRun
from matchmaking.states import RunState
from projects.choices import ListingKind
from projects.domain.listing import create_listing, edit_listing
from projects.domain.publication import publish_listing
from projects.models import KIND_MODELS, Listing

POLL = 0.002
GIVE_UP = 300  # a worker that has just started compiles what no process of this machine has compiled before
WARM = 5  # changes before the measure: a fresh worker maps the index and loads what it needs


def change_to_match(count: int) -> dict[str, object]:
    """Quantiles in seconds, for new needs, changed needs, new achievements and changed achievements in turn."""
    acts = [_new_need, _changed_need, _new_achievement, _changed_achievement]
    seconds: dict[str, list[float]] = {act.__name__.strip("_"): [] for act in acts}
    with Workers(1):
        for number in range(-WARM, count):
            act = acts[number % len(acts)]
            took = _measured(act, abs(number))
            if number >= 0:
                seconds[act.__name__.strip("_")].append(took)
    every = [each for taken in seconds.values() for each in taken]
    return {"all": _quantiles(every), **{name: _quantiles(taken) for name, taken in seconds.items() if taken}}


def _measured(act: Callable[[int], Listing], number: int) -> float:
    listing = act(number)
    begun = time.perf_counter()
    done = MatchRun.objects.filter(listing=listing.pk, state=RunState.DONE)
    while not done.filter(started__gt=listing.card_changed).exists():
        if time.perf_counter() - begun > GIVE_UP:
            raise SystemExit(f"{listing} was not matched within {GIVE_UP} s")
        time.sleep(POLL)
    return time.perf_counter() - begun


def _new_need(number: int) -> Listing:
    return _new(ListingKind.NEED, number)


def _new_achievement(number: int) -> Listing:
    return _new(ListingKind.ACHIEVEMENT, number)


def _changed_need(number: int) -> Listing:
    return _changed(ListingKind.NEED, number)


def _changed_achievement(number: int) -> Listing:
    return _changed(ListingKind.ACHIEVEMENT, number)


def _new(kind: ListingKind, number: int) -> Listing:
    model = _nth(kind, number)
    by = actor_for_operation("测量", model.owner)
    values = {"title": f"{model.title}（新{number}）"[:120], "summary": model.summary}
    listing = create_listing(kind, values, owner=model.owner, by=by)
    publish_listing(listing, by=by)
    listing.refresh_from_db()
    return listing


def _changed(kind: ListingKind, number: int) -> Listing:
    listing = _nth(kind, number)
    values = {"summary": f"{listing.summary[:480]}改{number}。"}
    return edit_listing(listing, values, by=actor_for_operation("测量", listing.owner))


def _nth(kind: ListingKind, number: int) -> Listing:
    rows = KIND_MODELS[kind].objects.filter(number__startswith="B").select_related("owner")
    return rows.order_by("number")[number * 7 % 1_000]


def _quantiles(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    named = {"median": statistics.median(ordered), "p95": p95, "max": ordered[-1]}
    return {"n": len(ordered), **{name: round(value, 3) for name, value in named.items()}}
