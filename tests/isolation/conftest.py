"""`--whole`: every cell of the permission matrix, not the short walk."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="walk every cell of the permission matrix")
