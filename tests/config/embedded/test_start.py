"""The first start, every later one, and several at once."""

from tests.config.embedded.copy import Copy


def test_first_start_makes_a_database_that_finds_chinese_trigrams(copy: Copy) -> None:
    copy.sql("create extension if not exists pg_trgm")
    rows = copy.sql(
        "select array_length(show_trgm('技术转移对接'), 1), pg_encoding_to_char(encoding) "
        "from pg_database where datname = current_database()"
    )
    assert rows == [(7, "UTF8")]


def test_nothing_listens_on_tcp(copy: Copy) -> None:
    assert copy.sql("show listen_addresses") == [("",)]
    with copy.redis() as client:
        assert client.config_get("port") == {"port": "0"}


def test_the_queue_never_evicts_and_is_written_before_it_is_acknowledged(copy: Copy) -> None:
    with copy.redis() as client:
        settings = client.config_get("appendonly", "appendfsync", "maxmemory-policy", "save")
    assert settings == {
        "appendonly": "yes",
        "appendfsync": "always",
        "maxmemory-policy": "noeviction",
        "save": "",
    }


def test_second_start_finds_the_same_servers(copy: Copy) -> None:
    copy.start()
    before = copy.postmaster(), copy.valkey()
    copy.start()
    assert (copy.postmaster(), copy.valkey()) == before


def test_data_stays_over_stop_and_start(copy: Copy) -> None:
    copy.sql("create table kept (word text)")
    copy.sql("insert into kept values ('对接')")
    old = copy.postmaster()
    assert copy.command("stop").returncode == 0
    assert copy.sql("select word from kept") == [("对接",)]
    assert copy.postmaster() != old


def test_four_processes_at_once_share_one_pair(fresh_copy: Copy) -> None:
    code = "print(embedded.ensure_postgres(), embedded.ensure_redis())"
    processes = [fresh_copy.popen(code) for _ in range(4)]
    answers = [process.communicate(timeout=120) for process in processes]
    expected = " ".join(fresh_copy.start()) + "\n"
    assert answers == [(expected, "")] * 4
    starts = (fresh_copy.data() / "pg" / "server.log").read_text().count("starting PostgreSQL")
    assert starts == 1


def test_locale_and_variables_of_the_caller_do_not_matter(fresh_copy: Copy) -> None:
    fresh_copy.variables = {
        "LC_ALL": "C",
        "LANG": "C",
        "PGPORT": "6000",
        "PGDATA": "/nowhere",
        "PGUSER": "nobody",
    }
    fresh_copy.sql("create extension pg_trgm")
    assert fresh_copy.sql("select array_length(show_trgm('技术转移'), 1)") == [(5,)]


def test_an_interrupted_initdb_leaves_nothing_in_the_way(fresh_copy: Copy) -> None:
    draft = fresh_copy.home / "pg.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    assert fresh_copy.sql("select 1") == [(1,)]


def test_a_database_lost_between_start_and_createdb_is_made(copy: Copy) -> None:
    import psycopg

    url = copy.start()[0]
    with psycopg.connect(url.replace("/duijie?", "/postgres?"), autocommit=True) as connection:
        connection.execute("drop database duijie with (force)")
    assert copy.sql("select current_database()") == [("duijie",)]
