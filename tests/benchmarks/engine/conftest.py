"""A small data folder of the shape the benchmark reads, made of the demo province's own texts."""

import json
from pathlib import Path
from typing import Any

import pytest

PROVINCE = Path(__file__).resolve().parents[3] / "seeds" / "province"


def rows(kind: str) -> list[dict[str, Any]]:
    return [
        {**json.loads(line), "topic": path.stem}
        for path in sorted((PROVINCE / kind).glob("*.jsonl"))
        for line in path.read_text().splitlines()
    ]


def write(path: Path, lines: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    offers, needs = rows("achievements"), rows("needs")
    papers = [
        {"id": str(n), "title": row["title"], "abstract": row["description"], "discipline": row["topic"]}
        for n, row in enumerate(offers)
    ]
    write(folder / "papers" / "papers.jsonl", papers)
    write(
        folder / "market" / "needs.jsonl",
        [{"id": row["key"], "title": row["title"], "description": row["description"]} for row in needs],
    )
    titles = [{"id": row["key"], "title": " ".join(row["keywords"])} for row in offers]
    write(folder / "market" / "achievements.jsonl", titles)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The corpora and indexes of a test are its own."""
    monkeypatch.setenv("DUIJIE_HOME", str(tmp_path))
    return tmp_path
