"""The proofs of isolation go first, and how long they took is said at the end.

They are the longest files and work on all cores: begun last, they would leave a core idle for minutes.
"""

from typing import Any

import pytest

PROOFS = ("tests/two_worlds/", "tests/isolation/", "tests/tamper/", "tests/planted/")  # in this order


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    """Where its folder stands; everything else keeps its order behind them."""
    return next((place for place, folder in enumerate(PROOFS) if item.nodeid.startswith(folder)), len(PROOFS))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [
        each
        for some in terminalreporter.stats.values()
        for each in some
        if isinstance(each, pytest.TestReport) and each.nodeid.startswith(PROOFS)
    ]
    if reports:
        seconds = max(each.stop for each in reports) - min(each.start for each in reports)
        tests = len({each.nodeid for each in reports})
        terminalreporter.write_line(f"proofs of isolation: {tests} tests in {seconds:.0f} s")
