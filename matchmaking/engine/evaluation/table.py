"""A report as lines a person reads, and as JSON a program reads."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..intervals import Interval

if TYPE_CHECKING:
    from ..evaluate import Report


def lines(report: "Report") -> Iterator[str]:
    """The figures in tables; intervals are of 95 %, over needs with near-copies drawn together."""
    if report.models:
        yield f"{report.pairs} judged pairs of {report.needs} needs, {report.groups} counting near-copies once"
        yield f"{'model':<12} {'NDCG@10':<24}{'Spearman':>9} {'AUC':>7} {'recall@50':>10}   we are ahead in NDCG@10 by"
        for row in report.models:
            figures = f"{row.spearman.mean:>9.4f} {row.auc.mean:>7.4f} {row.recall.mean:>10.4f}"
            ahead = "" if row.ahead is None else f"   {_signed(row.ahead)}"
            yield f"{row.model:<12} {_plain(row.ndcg):<24}{figures}{ahead}"
    if report.probability is not None:
        found = report.probability
        yield ""
        yield f"probability, on needs the curve has not seen; share of related pairs {found.base:.4f}"
        yield f"calibration error (10 bins) {_plain(found.error)}   of the shipped curve {found.shipped:.4f}"
        yield f"Brier score {_plain(found.brier)}   skill over the base rate {found.skill:.3f}"
    if report.lifts:
        yield ""
        yield f"{'what verdicts add to NDCG@10':<34} {'needs':>5}"
        for lift in report.lifts:
            yield f"{lift.what:<34} {lift.needs:>5}   {_signed(lift.gain)}"
    if report.papers:
        yield ""
        yield f"{'task':<20} {'model':<12} {'MRR':<26} we are ahead by"
        for item in report.papers:
            ahead = "" if item.ahead is None else _signed(item.ahead)
            yield f"{item.task:<20} {item.model:<12} {_plain(item.mrr):<26} {ahead}".rstrip()


def as_json(report: "Report") -> str:
    """One JSON object; what could not be measured is null."""
    return json.dumps(finite(asdict(report)), ensure_ascii=False, allow_nan=False)


def finite(value: Any) -> Any:
    """The value with null in place of numbers that are none, as JSON wants it."""
    if isinstance(value, dict):
        return {name: finite(each) for name, each in value.items()}
    if isinstance(value, list):
        return [finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _plain(found: Interval) -> str:
    return f"{found.mean:.4f} [{found.lower:.4f}, {found.upper:.4f}]"


def _signed(found: Interval) -> str:
    return f"{found.mean:+.4f} [{found.lower:+.4f}, {found.upper:+.4f}]"
