"""The service at the size of a province, as a section of the page: from rematch.json alone."""

from collections.abc import Iterator, Mapping
from typing import Any

Results = Mapping[str, Any]
RUNS = {
    "one": "one worker process",
    "two": "two worker processes",
    "hosts": "two machines of one process each, with files of their own",
    "kills": "two processes, of which one is killed at {kills} places drawn by lot",
}


def section(results: Results) -> Iterator[str]:
    """Nothing where nothing is kept."""
    if not results:
        return
    parts = results["parts"]
    yield "## Full matches and changes, end to end\n"
    rows = ", ".join(f"{count:,} {kind}s" for kind, count in results["rows"].items())
    yield (
        f"PostgreSQL, Redis and workers as `./run` starts them, {rows}, every list of 20 with its reasons. Seconds of "
        "a clock: they ask for a quiet machine, and the load at the start is told. A table is a sha256 over all "
        "matches in every column.\n"
    )
    yield "| workers | count, fit, index | match | needs a second | matches | table | jobs lost | load |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, text in RUNS.items():
        if name in parts:
            yield _run(parts[name], text)
    yield ""
    yield from _verdicts(parts)
    if "changes" in parts:
        yield from _changes(parts["changes"])
    yield "| part | command | commit | day | load at start |\n|---|---|---|---|---|"
    for name, of in parts.items():
        yield f"| {name} | `{of['command']}` | {of['commit']} | {of['date']} | {of['load_at_start']} |"
    yield ""


def _run(of: Results, text: str) -> str:
    return (
        f"| {text.format(kills=of['kills'])} | {of['fit_and_publish_seconds']} s | {of['match_seconds']} s | "
        f"{of['needs_per_second']} | {of['matches']:,} | `{of['table'][:12]}` | {of['dead_jobs']} | "
        f"{of['load_at_start']} |"
    )


def _verdicts(parts: Results) -> Iterator[str]:
    tables = {name: parts[name]["table"] for name in RUNS if name in parts}
    same = len(set(tables.values())) == 1
    yield f"* Of {len(tables)} full matches {'all' if same else '**not all**'} left the same table, byte for byte."
    if "one" in parts and "two" in parts:
        times = parts["two"]["needs_per_second"] / parts["one"]["needs_per_second"]
        yield f"* Two workers match {times:.2f} times as many needs a second as one."
    if "one" in parts:
        held = parts["one"]["megabytes_per_worker"][0]
        yield f"* A worker after it: {held['rss']:.0f} MB resident, {held['private']:.0f} MB its own."
    yield ""


def _changes(of: Results) -> Iterator[str]:
    yield (
        "From the commit of a new or changed listing until its matches are written, one worker running "
        f"({of['all']['n']} changes in turn; goal: p95 of all at most 1 s):\n"
    )
    yield "| change | number | median | p95 | most |\n|---|---|---|---|---|"
    for name in ("all", "new_need", "changed_need", "new_achievement", "changed_achievement"):
        if name in of:
            q = of[name]
            yield f"| {name.replace('_', ' ')} | {q['n']} | {q['median']} s | {q['p95']} s | {q['max']} s |"
    yield ""
