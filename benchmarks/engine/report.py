"""Results to a table with goals, and to the page docs/benchmarks.md; both from the JSON alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from .goals import verdicts
from .report_rematch import section

Results = Mapping[str, Any]

HEAD = """# The engine beside what else there is

Made by `./run bench engine` and `./run bench rematch`; do not edit. The figures stand in
[engine.json](../benchmarks/results/engine.json) and [rematch.json](../benchmarks/results/rematch.json).

All speeds are per CPU second of one core, everybody on one thread, turn by turn in one run (medians, with least and
greatest), each turn after one that is not counted: the ratios carry to other machines, the absolute figures do not.
The market is made of real texts
([corpus.py](../benchmarks/engine/corpus.py)); the needs are real. Everybody gets the same terms and, who takes them,
the same vectors; bm25s and tantivy rank by a formula of their own, so their recall of our answer is no fault of theirs.
scikit-learn fills a new matrix of scores each time: where memory never used before is dear, as on this virtual machine,
that varies its speed several times over. `--keep-memory` measures everybody in a process told to give none back: the
fastest scikit-learn can be, and not how it is installed.
"""


def table(results: Results) -> str:
    """Goals and verdicts, for a terminal and for the page."""
    lines = ["| goal | bound | measured | |", "|---|---|---|---|"]
    for line in verdicts(results):
        mark = {None: "not measured", True: "reached", False: "**MISSED**"}[line["reached"]]
        shown = "" if line["figure"] is None else f"{_figure(line)}{line['unit']}"
        lines.append(f"| {line['goal']} | {line['bound']} | {shown} | {mark} |")
    return "\n".join(lines)


def _figure(line: Results) -> str:
    """Short where that is enough, with a fourth digit where it would hide on which side of the bound a figure is."""
    short = _number(line["figure"])
    return (
        short if line["reached"] or float(short.replace(",", "")) != line["at"] else f"{line['figure']:.4f}"
    )


def page(results: Results, rematch: Results) -> str:
    """The whole of docs/benchmarks.md."""
    parts = [HEAD, _machine(results), "## Goals\n", table(results), ""]
    parts += ["![Cost of one need](bench/need.svg)\n", "![Cost of an index](bench/build.svg)\n"]
    for figures in results["sizes"].values():
        parts += [f"## {figures['offers']:,} offers\n", *_size(figures)]
    if results["real"]:
        parts += ["## Real texts\n", *_real(results)]
    if "memory" in results:
        parts += ["## Fresh memory\n", *_memory(results["memory"])]
    parts += ["## How these were measured\n", *_measured(results)]
    return "\n".join([*parts, *section(rematch)])


def _machine(results: Results) -> str:
    machine = results["machine"]
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}, "
        f"Python {machine['python']}; {packages}.\n"
    )


def _measured(results: Results) -> Iterator[str]:
    yield "| part | command | commit | day | load at start |\n|---|---|---|---|---|"
    for name, of in results["measured"].items():
        yield f"| {name} | `{of['command']}` | {of['commit']} | {of['date']} | {of['load_at_start']} |"
    yield ""


def _size(figures: Results) -> Iterator[str]:
    """What of this size is measured so far."""
    if "search" in figures:
        yield from _race(figures)
    yield from _details(figures)
    yield ""


def _race(figures: Results) -> Iterator[str]:
    yield (
        f"{figures['terms']:,} terms, {figures['terms_per_offer']:.0f} per offer, {figures['terms_per_need']:.0f} per "
        f"need; their terms have {figures['postings_per_need_and_offer']:.2f} postings per offer.\n"
    )
    yield "| engine | needs per CPU second | we are faster | with a budget | recall@20 | offers built per CPU second |"
    yield "|---|---|---|---|---|---|"
    built = _number(figures["build"]["offers_per_cpu_second"]) if "build" in figures else ""
    yield f"| **ours** | {_spread(figures['search'])} | | | {_recall(figures['recall'])} | {built} |"
    if "budget" in figures:
        yield _budgeted(figures["budget"])
    for name, rival in figures["rivals"].items():
        own = "own ranking" if rival["scores"] == "own" else _recall(rival["recall_of_cosine"])
        yield (
            f"| {name} | {_spread(rival['needs_per_cpu_second'])} | {_spread(rival['we_are_faster'])} | "
            f"{_spread(rival.get('with_budget_faster'))} | {own} | {_built(name, rival)} |"
        )
    yield ""
    yield from (f"Left out: {reason}.\n" for reason in figures["absent"])
    limit = figures["limit"]
    yield (
        f"* The scatter-add limit: a bare loop over all postings of the needs adds up "
        f"{_number(limit['additions_per_cpu_second']['median'])} a CPU second. A search has its answer in the time of "
        f"{1 / limit['share']:.0%} of that loop, for it proves that it may leave most of them unread."
    )


def _built(name: str, rival: Results) -> str:
    """How fast it builds, and of what where not of texts; scikit-learn builds nothing of ready vectors."""
    rate = _number(rival["build_offers_per_cpu_second"])
    if rival["from_texts"]:
        return rate
    if name == "scikit-learn":
        return "of ready vectors, nothing to build"
    return f"{rate} of ready {'terms' if rival['scores'] == 'own' else 'vectors'}"


def _budgeted(budget: Results) -> str:
    return (
        f"| ours, at most {budget['postings_per_offer']} postings per offer | {_spread(budget['search'])} | "
        f"{_spread(budget['faster_than_exact'])} over exact | | {_recall(budget['recall'])} | |"
    )


def _details(figures: Results) -> Iterator[str]:
    shown = {"build": _build, "one_need_with_reasons": _alone, "changes": _changes, "workers": _workers}
    for name, lines in shown.items():
        if name in figures:
            yield from lines(figures[name])
    if "all_needs_with_reasons" in figures:
        everyone = figures["all_needs_with_reasons"]
        yield (
            f"* All {everyone['needs']} needs with reasons at once: {_number(everyone['cpu_seconds'])} CPU s, "
            f"{_number(1000 * everyone['cpu_seconds'] / everyone['needs'])} ms each."
        )


def _build(build: Results) -> Iterator[str]:
    parts = ", ".join(f"{name} {_number(size)} B" for name, size in build["bytes_per_offer"].items())
    yield f"* On disk per offer: {parts}."
    yield "* Build: " + ", ".join(f"{k} {_number(v)} CPU s" for k, v in build["cpu_seconds"].items()) + "."
    yield "* Open: " + ", ".join(f"{k} {_number(v)} ms" for k, v in build["open_cpu_ms"].items()) + "."


def _alone(one: Results) -> Iterator[str]:
    for clock in ("wall", "cpu"):
        shown = ", ".join(f"{name} {_number(value)} ms" for name, value in one[f"{clock}_ms"].items())
        yield f"* One need with reasons, {clock} time: {shown} ({one['searches']} searches)."


def _workers(workers: Results) -> Iterator[str]:
    rates, memory = workers["searches_per_second"], workers["megabytes_per_worker"]
    yield (
        f"* Worker processes on one index: {_number(rates['1'])} searches a second, two {_number(rates['2'])} "
        f"({workers['speedup_of_two']:.2f} times as many)."
    )
    for count, held in memory.items():
        yield (
            f"* Memory of each of {count} workers: {held['rss']:.0f} MB resident, {held['pss']:.0f} MB by its share "
            f"(PSS), {held['private']:.0f} MB its own."
        )


def _changes(changes: Results) -> Iterator[str]:
    names = {
        "upsert_ms": "A card comes",
        "upsert_and_search_ms": "A card comes and a search shows it",
        "delete_ms": "A card goes",
    }
    for key, text in names.items():
        yield f"* {text}: " + ", ".join(f"{k} {_number(v)} ms" for k, v in changes[key].items()) + " CPU."
    yield (
        f"* 1,000 cards come: {_number(1000 * changes['upsert_1000_cpu_seconds'])} ms, the first search after them "
        f"{_number(changes['first_search_after_1000_ms'])} ms, later ones "
        f"{_number(changes['search_with_1000_fresh_over_none'])} times as long as without them."
    )


def _real(results: Results) -> Iterator[str]:
    real, budget = results["real"], results["real"].get("budget")
    yield (
        f"{real['offers']:,} achievements and papers as they are, {real['needs']} needs: recall@20 "
        f"{_recall(real['recall'])}, {_number(real['needs_per_cpu_second'])} needs per CPU second. Made texts flatter "
        "whatever leaves postings unread.\n"
    )
    if budget:
        most, recall = budget["postings_per_offer"], _recall(budget["recall"])
        yield f"With a budget of {most} postings per offer: recall@20 {recall}.\n"


def _memory(memory: Results) -> Iterator[str]:
    ways = ", ".join(f"{way} {_spread(cost)}" for way, cost in memory.items())
    yield f"Microseconds of CPU for every 4 KB that no process has touched for some seconds: {ways}.\n"


def _spread(of: Mapping[str, float] | None) -> str:
    if of is None:
        return ""
    return f"{_number(of['median'])} ({_number(of['least'])}–{_number(of['greatest'])})"


def _recall(share: float) -> str:
    return f"{share:.4f}"


def _number(value: float) -> str:
    """Three digits that count, thousands apart."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
