"""The engine on files, with no database: python -m matchmaking.engine match | score | evaluate | calibrate | learn."""

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from . import files, kernels
from .encoders.of_cards import semantics_of
from .encoders.semantics import Semantics
from .errors import EngineError
from .evaluation.judged import Judged
from .evaluation.table import as_json, finite, lines
from .index.market import Market
from .learning import learned
from .learning.calibration import fit
from .learning.crossval import admitted, cross_validate
from .pairs import our_scores
from .reasons import near_zh, reasons_zh
from .stats import Stats
from .types import Card


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when done, 2 with one sentence on standard error when the input cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        for line in options.run(options):
            sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except EngineError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader has seen enough, e.g. `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def match(options: argparse.Namespace) -> Iterator[str]:
    """One JSON object per need: {need_id, matches: [{achievement_id, score, reasons}]}, best first; with --near also
    near: [{achievement_id, score, would_be, advice}].
    """
    needs = files.read_cards(options.needs)
    achievements = files.read_cards(options.achievements)
    market = Market(Stats.fit(achievements), "offered")
    market.upsert_many((card, 1) for card in achievements)
    market.semantics = _semantics(options, needs, achievements)
    for need, found in zip(needs, market.search_many(needs, options.top), strict=True):
        matches = [
            {"achievement_id": scored.id, "score": scored.score, "reasons": reasons_zh(scored)}
            for scored in found
        ]
        row: dict[str, object] = {"need_id": need.id, "matches": matches}
        if options.near:
            row["near"] = [
                {
                    "achievement_id": miss.id,
                    "score": miss.score,
                    "would_be": miss.would_be,
                    "advice": near_zh(miss, options.top),
                }
                for miss in market.near(need, options.top, options.near)
            ]
        yield json.dumps(row, ensure_ascii=False)


def score(options: argparse.Namespace) -> Iterator[str]:
    """CSV need_id,achievement_id,score for the pairs asked for, in their order."""
    needs = files.read_cards(options.needs)
    achievements = files.read_cards(options.achievements)
    ids = {card.id for card in needs}, {card.id for card in achievements}
    pairs = files.read_pairs(options.pairs, *ids)
    scores = our_scores(needs, achievements, pairs, _semantics(options, needs, achievements))
    yield "need_id,achievement_id,score"
    for pair in pairs:
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow([*pair, f"{scores[pair]:.6f}"])
        yield line.getvalue()


def figures(options: argparse.Namespace) -> Iterator[str]:
    """All figures, beside the baselines'."""
    from .evaluate import evaluate  # noqa: PLC0415 scikit-learn takes a second to load; the others need none of it

    report = evaluate(options.data, options.encoder)
    yield from [as_json(report)] if options.json else lines(report)


def calibrate(options: argparse.Namespace) -> Iterator[str]:
    """The calibration fitted on judged pairs, as one JSON object (see learning.calibration)."""
    judged = Judged.read(options.data)
    fitted = fit([judged.cosines[pair] for pair in judged.pairs], judged.related, len(judged.levels))
    yield json.dumps({name: round(value, 4) for name, value in fitted.to_json().items()})


def learn(options: argparse.Namespace) -> Iterator[str]:
    """Weights learned from judged pairs, what they gain on unseen needs, and whether that admits them, as JSON."""
    judged = Judged.read(options.data)
    report = cross_validate(judged.examples, judged.groups)
    weights = learned.learn([each for need in judged.examples.values() for each in need])
    found = {"weights": weights.to_json(), "report": asdict(report), "admitted": admitted(report)}
    yield json.dumps(finite(found))


def compile_kernels(options: argparse.Namespace) -> Iterator[str]:
    """One line; later processes on this machine start with compiled code."""
    if not kernels.usable():
        yield "numba is not installed: the plain code does all the work"
        return
    from .kernels.warm import warm  # noqa: PLC0415  loads numba, which the other commands may not need

    yield f"compiled; {warm()} cards found"


def _semantics(
    options: argparse.Namespace, needs: Sequence[Card], achievements: Sequence[Card]
) -> Semantics | None:
    """What --encoder adds; nothing when it is not given."""
    return semantics_of(options.encoder, needs, achievements) if options.encoder else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matchmaking.engine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    matching = commands.add_parser("match", help="the best achievements of each need, as JSONL with reasons")
    scoring = commands.add_parser("score", help="the score of given pairs, as CSV")
    evaluating = commands.add_parser("evaluate", help="figures on judged pairs or papers, beside baselines")
    calibrating = commands.add_parser(
        "calibrate", help="the probability curve fitted on judged pairs, as JSON"
    )
    learning = commands.add_parser(
        "learn", help="weights of the parts from judged pairs, and their trial, as JSON"
    )
    compiling = commands.add_parser(
        "compile", help="compile the inner loops ahead, e.g. when an image is built"
    )
    for command in (matching, scoring):
        command.add_argument("--needs", type=Path, required=True, metavar="N.jsonl")
        command.add_argument("--achievements", type=Path, required=True, metavar="A.jsonl")
    for command in (matching, scoring, evaluating):
        command.add_argument("--encoder", type=Path, metavar="DIR", help="folder of a semantic encoder")
    matching.add_argument("--top", type=_positive, default=20, metavar="K", help="matches per need (20)")
    matching.add_argument(
        "--near", type=_positive, default=0, metavar="M", help="near misses per need, with what has to change"
    )
    scoring.add_argument("--pairs", type=Path, required=True, metavar="P.csv", help="need_id,achievement_id")
    evaluating.add_argument("--json", action="store_true", help="one JSON object for programs")
    judged = "needs.jsonl, achievements.jsonl, judgements.csv; evaluate also takes papers.jsonl"
    for command in (evaluating, calibrating, learning):
        command.add_argument("--data", type=Path, required=True, metavar="DIR", help=judged)
    runs = {
        matching: match,
        scoring: score,
        evaluating: figures,
        calibrating: calibrate,
        learning: learn,
        compiling: compile_kernels,
    }
    for command, run in runs.items():
        command.set_defaults(run=run)
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1")
    return number


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
