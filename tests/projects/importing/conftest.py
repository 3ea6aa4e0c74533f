"""An organization that imports, and one call that imports a file for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from enterprises.models import Organization
from projects.domain.import_columns import import_columns
from projects.domain.import_listings import Import, import_listings
from projects.importing.columns import Columns
from projects.importing.reading import open_table
from projects.importing.report import Report
from tests.factories import make_organization

Importer = Callable[..., Report]


@pytest.fixture
def organization(vocabularies: None) -> Organization:
    return make_organization("导入测试研究院", kind="lab")  # whose listings may be of every kind


@pytest.fixture
def need_columns(vocabularies: None) -> Columns:
    return import_columns("need")


@pytest.fixture
def import_file(organization: Organization) -> Importer:
    """Imports a file: `import_file(path, kind="need", publish=False, …)` returns the report."""

    def call(path: Path, kind: str = "need", *, encoding: str = "", **options: Any) -> Report:
        task = Import(kind, options.pop("owner", organization), **options)
        return import_listings(task, open_table(path, task.columns, encoding))

    return call
