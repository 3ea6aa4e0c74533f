"""The command line as a user has it: a process of its own, files in, text out."""

import csv
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from matchmaking.engine.learning.calibration import Calibration
from matchmaking.engine.learning.learned import FIXED, Weights
from matchmaking.engine.stats import Stats
from tests.matchmaking.engine.encoders.cards import OFFERED, RIGHT, WANTED
from tests.matchmaking.engine.encoders.models import minilm
from tests.matchmaking.engine.texts import offered, wanted

ROOT = Path(__file__).parents[3]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "matchmaking.engine", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, cards in (("needs", wanted()), ("achievements", offered())):
        rows = (json.dumps(asdict(card), ensure_ascii=False) for card in cards)
        (tmp_path / f"{name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    lines = [
        f"{need.id},{card.id},{4 if need.id[1] == card.id[1] else 1}"
        for need in wanted()
        for card in offered()
    ]
    (tmp_path / "judgements.csv").write_text(
        "\n".join(["need_id,achievement_id,level", *lines]), encoding="utf-8"
    )
    return tmp_path


def files(folder: Path) -> list[object]:
    return ["--needs", folder / "needs.jsonl", "--achievements", folder / "achievements.jsonl"]


def test_match(folder: Path) -> None:
    done = run("match", *files(folder), "--top", 2)
    assert (done.returncode, done.stderr) == (0, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["need_id"] for row in found] == [card.id for card in wanted()]
    assert [row["matches"][0]["achievement_id"] for row in found] == ["a1", "a3", "a6", "a4", "a7", "a8"]
    assert max(len(row["matches"]) for row in found) <= 2
    first = found[0]["matches"][0]
    assert sorted(first) == ["achievement_id", "reasons", "score"]
    assert first["reasons"][0] == "共同关键词：提前预报、阳极效应"


def test_match_with_near_misses(folder: Path) -> None:
    rows = [
        json.loads(line) for line in (folder / "achievements.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    rows[0]["modes"] = ["M8"]  # the answer to the first need, which asks for a transfer
    need = {**asdict(wanted()[0]), "modes": ["M2"]}
    for name, written in (("needs", [need]), ("achievements", rows)):
        lines = (json.dumps(row, ensure_ascii=False) for row in written)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("match", *files(folder), "--near", 3)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert "a1" not in [row["achievement_id"] for row in found["matches"]]
    assert [(row["achievement_id"], row["advice"]) for row in found["near"]] == [
        ("a1", "如果需求方接受“M8”这种合作方式，就会进入前 20，排第 1")
    ]
    assert sorted(found["near"][0]) == ["achievement_id", "advice", "score", "would_be"]


def test_score_equals_match(folder: Path) -> None:
    done = run("score", *files(folder), "--pairs", folder / "judgements.csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    scores = {(row["need_id"], row["achievement_id"]): float(row["score"]) for row in rows}
    assert list(scores) == [(need.id, card.id) for need in wanted() for card in offered()]
    for line in run("match", *files(folder)).stdout.splitlines():
        row = json.loads(line)
        for match in row["matches"]:
            assert scores[row["need_id"], match["achievement_id"]] == match["score"]


def test_evaluate(folder: Path) -> None:
    done = run("evaluate", "--data", folder)
    assert (done.returncode, done.stderr) == (0, "")
    first, *table = done.stdout.splitlines()
    assert first == "54 judged pairs of 6 needs, 6 counting near-copies once"
    names = [line.split()[0] for line in table[:5]]
    assert names == ["model", "duijie", "tfidf-words", "tfidf-chars", "bm25-words"]


def test_evaluate_for_programs(folder: Path) -> None:
    paper = {
        "title": "石墨电极抗氧化涂层",
        "abstract": "涂层降低石墨电极的氧化消耗。",
        "keywords": ["石墨电极", "涂层"],
    }
    (folder / "papers.jsonl").write_text(json.dumps(paper, ensure_ascii=False), encoding="utf-8")
    done = run("evaluate", "--data", folder, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert sorted(report) == ["groups", "lifts", "models", "needs", "pairs", "papers", "probability"]
    assert report["models"][0]["model"] == "duijie"
    assert {row["mrr"]["mean"] for row in report["papers"]} == {1.0}


def test_evaluate_says_what_is_missing(tmp_path: Path) -> None:
    done = run("evaluate", "--data", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{tmp_path} holds neither judgements.csv")


def test_an_encoder_finds_what_is_said_in_other_words(tmp_path: Path) -> None:
    for name, held in (("needs", WANTED), ("achievements", OFFERED)):
        rows = (json.dumps({"id": id, "title": title}) for id, title in held.items())
        (tmp_path / f"{name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    done = run("match", *files(tmp_path), "--encoder", minilm())
    assert (done.returncode, done.stderr) == (0, "")
    found = {row["need_id"]: row["matches"] for row in map(json.loads, done.stdout.splitlines())}
    assert {id: matches[0]["achievement_id"] for id, matches in found.items()} == RIGHT
    assert "语义相近" in found["n2"][0]["reasons"]
    pairs = [f"{need},{match['achievement_id']}" for need, matches in found.items() for match in matches]
    (tmp_path / "pairs.csv").write_text("\n".join(["need_id,achievement_id", *pairs]), encoding="utf-8")
    scored = run("score", *files(tmp_path), "--pairs", tmp_path / "pairs.csv", "--encoder", minilm())
    scores = [float(row["score"]) for row in csv.DictReader(scored.stdout.splitlines())]
    assert scores == [match["score"] for matches in found.values() for match in matches]


def test_evaluate_with_an_encoder(tmp_path: Path) -> None:
    for name, held in (("needs", WANTED), ("achievements", OFFERED)):
        rows = (json.dumps({"id": id, "title": title}) for id, title in held.items())
        (tmp_path / f"{name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    judged = [f"{need},{offer},{4 if RIGHT[need] == offer else 1}" for need in WANTED for offer in OFFERED]
    lines = ["need_id,achievement_id,level", *judged]
    (tmp_path / "judgements.csv").write_text("\n".join(lines), encoding="utf-8")
    done = run("evaluate", "--data", tmp_path, "--encoder", minilm(), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    words, meaning, *_ = json.loads(done.stdout)["models"]
    assert (words["model"], meaning["model"]) == ("duijie", "duijie+encoder")
    assert meaning["ndcg"]["mean"] == meaning["recall"]["mean"] == 1.0
    assert words["recall"]["mean"] < 1.0


def test_an_encoder_that_is_none_is_one_sentence(folder: Path) -> None:
    done = run("match", *files(folder), "--encoder", folder)
    assert (done.returncode, done.stdout) == (2, "")
    sentence = "holds neither model.safetensors nor model.onnx; copy the model's whole folder there"
    assert done.stderr == f"{folder} {sentence}\n"


def test_bad_input_is_one_sentence_and_exit_code_2(folder: Path) -> None:
    path = folder / "needs.jsonl"
    path.write_text('{"id": "1"}\n', encoding="utf-8")
    done = run("match", *files(folder))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{path} line 1: title is missing or empty; give it a text\n"


def test_a_wrong_option_is_exit_code_2(folder: Path) -> None:
    done = run("match", *files(folder), "--top", 0)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].endswith("argument --top: 0 is not a number from 1")


def test_the_engine_needs_no_django() -> None:
    program = (
        "import sys, pkgutil, importlib, matchmaking.engine as engine\n"
        "for module in pkgutil.walk_packages(engine.__path__, 'matchmaking.engine.'):\n"
        "    if not module.name.endswith('__main__'): importlib.import_module(module.name)\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'projects', 'enterprises')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_the_texts_of_these_tests_are_a_small_market() -> None:
    assert Stats.fit(offered()).documents == len(offered())


def test_learn(folder: Path) -> None:
    done = run("learn", "--data", folder)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["report"]["needs"], found["report"]["pairs"], found["admitted"]) == (6, 54, False)
    assert Weights.from_json(found["weights"]).text == pytest.approx(FIXED.text, abs=0.01)


def test_calibrate(folder: Path) -> None:
    done = run("calibrate", "--data", folder)
    assert (done.returncode, done.stderr) == (0, "")
    found = Calibration.from_json(json.loads(done.stdout))
    assert (found.pairs, found.needs) == (54, 6)
    assert found.probability(0.0) < found.probability(0.5) < found.probability(1.0)


def test_compiling_ahead_says_so() -> None:
    done = run("compile")
    assert (done.returncode, done.stdout) == (0, "compiled; 5 cards found\n")
