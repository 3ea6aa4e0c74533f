"""Who still uses the servers; the last one out may stop them."""

from config.embedded.processes import working_in
from tests.config.embedded.copy import Copy


def test_servers_in_use_are_not_stopped_and_unused_ones_are(fresh_copy: Copy) -> None:
    user = fresh_copy.popen("embedded.ensure_redis(); print('in', flush=True); sys.stdin.read()")
    assert user.stdout is not None
    assert user.stdout.readline() == "in\n"
    fresh_copy.command("start")
    fresh_copy.command("stop-if-unused")
    assert len(working_in(fresh_copy.data() / "redis")) == 1
    user.communicate("")
    fresh_copy.command("stop-if-unused")
    assert working_in(fresh_copy.data() / "redis") == []
    assert working_in(fresh_copy.data() / "pg") == []


def test_a_killed_user_does_not_count(fresh_copy: Copy) -> None:
    user = fresh_copy.popen("embedded.ensure_redis(); print('in', flush=True); time.sleep(600)")
    assert user.stdout is not None
    user.stdout.readline()
    user.kill()
    user.communicate()
    fresh_copy.command("stop-if-unused")
    assert working_in(fresh_copy.data() / "redis") == []


def test_stop_stops_whoever_uses_them(fresh_copy: Copy) -> None:
    user = fresh_copy.popen("embedded.ensure_redis(); print('in', flush=True); sys.stdin.read()")
    assert user.stdout is not None
    user.stdout.readline()
    fresh_copy.command("stop")
    assert working_in(fresh_copy.data() / "redis") == []
    user.communicate("")


def test_erase_leaves_no_data(fresh_copy: Copy) -> None:
    fresh_copy.start()
    fresh_copy.command("erase")
    assert sorted(path.name for path in fresh_copy.home.iterdir()) == ["in-use", "lock"]
