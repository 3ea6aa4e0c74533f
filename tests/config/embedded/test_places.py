"""Where data and sockets go: long and odd paths, closed homes, other people's folders."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.places import elsewhere
from tests.config.embedded.copy import Copy

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take another account")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any account can enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("name", ["n" * 160, "with a space", "对接"])
def test_a_path_unfit_for_sockets_gets_a_short_one(open_folder: Path, name: str) -> None:
    copy = Copy(open_folder / name / "home")
    try:
        postgres, redis = copy.start()
        sockets = Path(redis.removeprefix("unix://")).parent
        assert postgres == f"postgresql://duijie@/duijie?host={sockets}&port=5432"
        assert sockets.parent == Path("/tmp")
        assert copy.sql("select 1") == [(1,)]
    finally:
        copy.command("erase")
    assert not sockets.exists()


@as_root
def test_a_home_closed_to_the_lent_account_keeps_its_permissions(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    copy = Copy(closed / "home")
    other = elsewhere(copy.home)
    try:
        assert copy.start()[1] == f"unix://{other}/run/redis.sock"
        assert closed.stat().st_mode & 0o777 == 0o700
        assert (other / "pg").stat().st_uid != 0
        assert copy.sql("select 1") == [(1,)]
    finally:
        copy.command("erase")
    assert not other.exists()


@as_root
def test_a_folder_of_another_account_is_refused_in_one_sentence(open_folder: Path) -> None:
    other = Copy(open_folder).popen("import os; os.setuid(65534); embedded.ensure_postgres()")
    assert other.communicate() == (
        "",
        f"{open_folder} belongs to another account (number 0): set DUIJIE_HOME to a folder of your own.\n",
    )
    assert other.returncode == 1
