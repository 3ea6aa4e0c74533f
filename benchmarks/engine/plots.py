"""Cost against the size of the market as SVG; the same results give the same bytes."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Lines = dict[str, list[tuple[int, float]]]


def draw(results: Mapping[str, Any], folder: Path) -> list[Path]:
    """need.svg and build.svg in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        "need.svg": ("CPU milliseconds per need, exact top 20 (one thread)", _needs(results)),
        "build.svg": ("CPU seconds to index the offers (one thread)", _builds(results)),
    }
    for name, (title, lines) in made.items():
        _plot(folder / name, title, lines)
    return [folder / name for name in made]


def _raced(results: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The sizes of which everything that is drawn is measured."""
    return [figures for figures in results["sizes"].values() if {"search", "build"} <= figures.keys()]


def _needs(results: Mapping[str, Any]) -> Lines:
    lines: Lines = {}
    for figures in _raced(results):
        lines.setdefault("ours", []).append((figures["offers"], 1000 / figures["search"]["median"]))
        for name, rival in figures["rivals"].items():
            point = figures["offers"], 1000 / rival["needs_per_cpu_second"]["median"]
            lines.setdefault(name, []).append(point)
    return lines


def _builds(results: Mapping[str, Any]) -> Lines:
    lines: Lines = {}
    for figures in _raced(results):
        count = figures["offers"]
        lines.setdefault("ours, texts to disk", []).append(
            (count, count / figures["build"]["offers_per_cpu_second"])
        )
        for name, rival in figures["rivals"].items():
            if rival["scores"] == "own" or rival["from_texts"]:
                shown = f"{name}, from {'texts' if rival['from_texts'] else 'terms'}"
                lines.setdefault(shown, []).append((count, count / rival["build_offers_per_cpu_second"]))
    return lines


def _plot(path: Path, title: str, lines: Lines) -> None:
    matplotlib: Any = importlib.import_module("matplotlib")
    matplotlib.use("svg")
    pyplot: Any = importlib.import_module("matplotlib.pyplot")
    with matplotlib.rc_context({"svg.hashsalt": "duijie", "svg.fonttype": "none", "font.size": 9}):
        figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
        for name, points in lines.items():
            bold = {"linewidth": 2.5} if name.startswith("ours") else {"linewidth": 1.2, "linestyle": "--"}
            axes.plot(*zip(*sorted(points), strict=True), marker="o", markersize=4, label=name, **bold)
        axes.set(xscale="log", yscale="log", xlabel="offers in the market", title=title)
        axes.grid(visible=True, which="both", alpha=0.25)
        axes.legend()
        figure.savefig(path, metadata={"Date": None, "Creator": None})
        pyplot.close(figure)
