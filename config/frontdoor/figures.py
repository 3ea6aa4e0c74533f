"""The measured figures of docs/trust.md: written down by the command that measured them, never typed by hand.

A command ends with `record_figure("races", "./run bench approve_races", races=10000, administrators=16, doubles=0)`.
"""

import json
import re
import subprocess
from datetime import UTC, datetime
from string import Formatter
from typing import Any

from .places import ROOT

KEPT = ROOT / "docs" / "trust" / "figures.json"
PAGE = ROOT / "docs" / "trust.md"
MISSING = "not measured yet"
# By name, in the order of the page: what is measured, and how the result reads. Counts are the names in braces.
FIGURES: dict[str, tuple[str, str]] = {
    "matrix": ("cells in the permission matrix", "{cells:,}, of them classified {classified:,}"),
    "faults": ("planted authorisation faults", "{caught} of {planted} caught"),
    "fields": ("role × state × field cells, each read back", "{cells:,}, of them wrong {wrong:,}"),
    "tampering": ("requests with an id that is not the caller's", "{tried:,} tried, {succeeded:,} succeeded"),
    "worlds": ("two worlds that differ in one secret", "{requests:,} requests, {bytes:,} differing bytes"),
    "probes": (
        "terms of a hidden need recovered",
        "{recovered:,} of {terms:,} by {probes:,} probes; {control:,} where the leak is planted",
    ),
    "races": (
        "administrators racing to approve one match",
        "{races:,} races of up to {administrators}, {doubles:,} double approvals",
    ),
}
BLOCK = re.compile(r"(<!-- figures: written by ./run trust -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def record_figure(name: str, command: str, **counts: int) -> None:
    """Keep what `command` counted, with today's date and the commit, and write it into the page.

    Raises ValueError for a name that is not in FIGURES and for counts other than its result reads.
    """
    if name not in FIGURES:
        raise ValueError(f"there is no figure {name}; there are: {', '.join(FIGURES)}")
    if counts.keys() != (wanted := _counts_of(name)):
        raise ValueError(f"figure {name} takes {', '.join(sorted(wanted))}")
    kept = _kept()
    kept[name] = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "command": command,
        "counts": counts,
    }
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    write_page()


def page_with_figures() -> str:
    """The page with its table as the kept figures say."""
    return BLOCK.sub(lambda found: found[1] + _table() + found[2], PAGE.read_text(encoding="utf-8"))


def write_page() -> None:
    """Bring the page up to the kept figures."""
    PAGE.write_text(page_with_figures(), encoding="utf-8")


def _table() -> str:
    kept = _kept()
    lines = ["| what | result | command | date | commit |", "|---|---|---|---|---|"]
    for name, (what, result) in FIGURES.items():
        cells = [what, MISSING, "", "", ""]
        if row := kept.get(name):
            read = result.format(**row["counts"])
            cells = [what, f"**{read}**", f"`{row['command']}`", row["date"], f"`{row['commit']}`"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return kept


def _counts_of(name: str) -> set[str]:
    return {field for _text, field, _spec, _conversion in Formatter().parse(FIGURES[name][1]) if field}


def _commit() -> str:
    """The commit that was measured; a plus says that files differed from it, a question mark that nobody knows."""
    try:
        commit = _git("rev-parse", "--short=10", "HEAD")
    except (
        OSError,
        subprocess.CalledProcessError,
    ):  # sources without their history; the figure stands all the same
        return "?"
    return f"{commit}+" if _git("status", "--porcelain", "--", ".", ":!docs/trust*") else commit


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
