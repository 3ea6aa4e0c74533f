"""The figures of docs/trust.md come from the commands that measured them, and the page says what is missing."""

import json
from pathlib import Path

import pytest

from config.frontdoor import figures
from config.frontdoor.figures import record_figure

PAGE = (
    "# Trust\n\n<!-- figures: written by ./run trust -->\nold\n<!-- end of figures -->\n\nWords after it.\n"
)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of its own."""
    monkeypatch.setattr(figures, "KEPT", tmp_path / "trust" / "figures.json")
    monkeypatch.setattr(figures, "PAGE", tmp_path / "trust.md")
    figures.PAGE.write_text(PAGE, encoding="utf-8")
    return figures.PAGE


def test_the_page_in_the_repository_says_what_the_kept_figures_say() -> None:
    assert figures.PAGE.read_text(encoding="utf-8") == figures.page_with_figures(), "./run trust writes it"


def test_a_figure_is_kept_with_its_command_date_and_commit(page: Path) -> None:
    record_figure("races", "./run bench approve_races", races=10000, administrators=16, doubles=0)
    row = json.loads(figures.KEPT.read_text())["races"]
    assert (row["command"], row["counts"]) == (
        "./run bench approve_races",
        {"races": 10000, "administrators": 16, "doubles": 0},
    )
    line = next(line for line in page.read_text().splitlines() if "10,000" in line)
    assert line == (
        "| administrators racing to approve one match | **10,000 races of up to 16, 0 double approvals** "
        f"| `./run bench approve_races` | {row['date']} | `{row['commit']}` |"
    )


def test_what_nobody_measured_is_said_and_the_words_around_stay(page: Path) -> None:
    figures.write_page()
    text = page.read_text()
    assert text.count(figures.MISSING) == len(figures.FIGURES)
    assert (text.startswith("# Trust\n\n"), text.endswith("-->\n\nWords after it.\n")) == (True, True)


def test_a_second_measurement_replaces_the_first_and_leaves_the_others(page: Path) -> None:
    record_figure("tampering", "./run tamper", tried=20000, succeeded=1)
    record_figure("faults", "./run check-matrix", planted=50, caught=50)
    record_figure("tampering", "./run tamper", tried=100000, succeeded=0)
    kept = json.loads(figures.KEPT.read_text())
    assert {name: row["counts"] for name, row in kept.items()} == {
        "tampering": {"tried": 100000, "succeeded": 0},
        "faults": {"planted": 50, "caught": 50},
    }


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("name", "counts", "said"),
    [
        ("guesses", {"tried": 1}, "there is no figure guesses; there are: matrix, "),
        ("faults", {"planted": 50}, "figure faults takes caught, planted"),
    ],
)
def test_an_unknown_figure_and_a_missing_count_are_refused(
    name: str, counts: dict[str, int], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        record_figure(name, "./run nothing", **counts)
    assert not figures.KEPT.exists()
