"""Results to a table, and to docs/page-times.md; both from the JSON alone."""

from collections.abc import Mapping
from typing import Any

LIMIT = 200  # milliseconds that no page takes
LISTED = 200  # addresses on the page, the slowest
DOCUMENTS = (
    "application/pdf",
    "application/vnd.openxmlformats",
    "application/zip",
)  # files, made when asked for
HEAD = """# How long a page takes

Made by `./run bench pages`; do not edit. The figures stand in [results/pages.json](../benchmarks/results/pages.json).

The demo province, fresh from its seed. Every role follows the links and fragments it is shown; of each address that
answers, one page is measured: median and greatest of {rounds} after two that do not count, through the WSGI application
in one process, without the network. A partner system reads the lists of the API and the first row of each.

{machine}

| role | addresses | median of medians | slowest median | over {limit} ms |
|---|---|---|---|---|
{roles}

## The {listed} slowest addresses, each with its slowest role

The other {others} take {rest:.0f} ms at most.

| address | role | ms | greatest | queries | KiB |
|---|---|---|---|---|---|
{pages}

## Files made when they are asked for

They are no pages, and the bound is not theirs.

| address | role | ms | greatest | queries | KiB |
|---|---|---|---|---|---|
{documents}
"""


def rows_of(results: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All measurements, each with its role; kept they stand by role."""
    return [{"role": role, **row} for role, rows in results["pages"].items() for row in rows]


def is_document(row: Mapping[str, Any]) -> bool:
    """Whether the answer is a file that is made from the record, such as an evidence pack."""
    return str(row["type"]).startswith(DOCUMENTS)


def too_slow(results: Mapping[str, Any]) -> int:
    """How many pages take longer than they should."""
    return sum(row["median_ms"] > results["limit_ms"] and not is_document(row) for row in rows_of(results))


def table(results: Mapping[str, Any], *, most: int) -> str:
    """The slowest pages, for a terminal."""
    rows = sorted(rows_of(results), key=lambda row: -row["median_ms"])[:most]
    lines = [
        f"{row['median_ms']:8.1f} ms  {row['queries']:3d} queries  {row['role']:<14}{row['route']}"
        for row in rows
    ]
    end = f"{len(rows_of(results))} pages and files, {too_slow(results)} pages over {results['limit_ms']} ms"
    return "\n".join([*lines, end])


def page(results: Mapping[str, Any]) -> str:
    """The whole of docs/page-times.md."""
    slowest: dict[str, Mapping[str, Any]] = {}
    for row in rows_of(results):
        if row["route"] not in slowest or row["median_ms"] > slowest[row["route"]]["median_ms"]:
            slowest[row["route"]] = row
    ranked = sorted(slowest.values(), key=lambda row: (-row["median_ms"], row["route"]))
    pages = [row for row in ranked if not is_document(row)]
    facts = results["machine"]
    machine = (
        f"{facts['processor']}, {facts['cores']} cores, {facts['memory_gib']} GiB, {facts['system']}, "
        f"Python {facts['python']}. Commit {facts['commit']}, {facts['date']}, load at start {facts['load_at_start']}."
    )
    return HEAD.format(
        rounds=results["rounds"],
        machine=machine,
        limit=results["limit_ms"],
        roles="\n".join(_roles(results)),
        listed=LISTED,
        others=len(pages[LISTED:]),
        rest=max((row["median_ms"] for row in pages[LISTED:]), default=0),
        pages="\n".join(map(_line, pages[:LISTED])),
        documents="\n".join(_line(row) for row in ranked if is_document(row)),
    )


def _line(row: Mapping[str, Any]) -> str:
    return (
        f"| `{row['route']}` | {row['role']} | {row['median_ms']:.0f} | {row['greatest_ms']:.0f} | {row['queries']} | "
        f"{row['bytes'] / 1024:.0f} |"
    )


def _roles(results: Mapping[str, Any]) -> list[str]:
    found = []
    for role, rows in results["pages"].items():
        times = sorted(row["median_ms"] for row in rows if not is_document(row))
        over = sum(each > results["limit_ms"] for each in times)
        found.append(
            f"| {role} | {len(times)} | {times[len(times) // 2]:.0f} ms | {times[-1]:.0f} ms | {over} |"
        )
    return found
