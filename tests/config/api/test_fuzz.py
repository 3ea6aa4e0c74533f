"""Thousands of generated requests against a live server: no 500, nothing the published document does not announce."""

import os
import re
import socket
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from tests import factories
from tests.conftest import People
from tests.partner import ask_for_token, make_application, session_of
from tests.processes import Process

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# Per operation, for each of the two callers; DUIJIE_FUZZ=200 goes deep, and through the boundary values as well.
EXAMPLES = int(os.environ.get("DUIJIE_FUZZ", "8"))
PHASES = (
    "examples,fuzzing,stateful" if "DUIJIE_FUZZ" not in os.environ else "examples,coverage,fuzzing,stateful"
)
PATIENCE = 240 + 60 * EXAMPLES  # seconds; on two idle cores a run takes about 20


@pytest.fixture
def market(transactional_db: None, people: People) -> dict[str, str]:
    """Rows that are found when asked for: resource → id. The partner is party to all of them."""
    rows = {
        f"{name}s": factories.make_listing(name.replace("-", "_"), owner=people.enterprise)
        for name in ("need", "achievement", "pilot-base", "scenario")
    }
    rows["capabilities"] = factories.make_listing("capability", owner=people.lab)
    rows["organizations"] = people.enterprise
    rows["matches"] = factories.make_match(wanted=rows["needs"])
    rows["dockings"] = factories.make_docking(administrator=people.dave, wanted=rows["needs"])
    return {resource: str(row.pk) for resource, row in rows.items()}


@pytest.fixture
def server(market: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The web server of the stack with rate limits out of the way: its address."""
    monkeypatch.setenv("DUIJIE_API_RATE", "1000000/min")
    monkeypatch.setenv("DUIJIE_PREVIEW_RATE", "1000000/min")
    monkeypatch.setenv("SECRET_KEY", settings.SECRET_KEY)  # or it would not know the session
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["gunicorn", "config.wsgi", "--worker-class=gthread", "--threads=2", "--no-control-socket"]
    web = Process("web", [*arguments, f"--bind=127.0.0.1:{port}", "--log-level=info"], tmp_path)
    web.wait_for("Booting worker")
    yield f"http://127.0.0.1:{port}"
    web.kill()
    assert "Traceback" not in web.log.read_text()


def as_partner(people: People) -> list[str]:
    make_application(people.enterprise)
    return [f"Authorization: Bearer {ask_for_token().json()['access_token']}"]


def as_administrator(people: People) -> list[str]:
    client: APIClient = session_of(people.dave)
    csrf = "a" * 32
    return [
        f"Cookie: sessionid={client.cookies['sessionid'].value}; csrftoken={csrf}",
        f"X-CSRFToken: {csrf}",
    ]


@pytest.mark.schemathesis
@pytest.mark.parametrize("caller", [as_partner, as_administrator])
def test_the_server_keeps_the_promises_of_its_document(
    server: str, market: dict[str, str], people: People, tmp_path: Path, caller
):
    known = [
        f'[[operations]]\ninclude-path-regex = "^/api/v1/{resource}/"\nparameters = {{ "path.id" = "{id}" }}\n'
        for resource, id in market.items()
    ]
    (tmp_path / "schemathesis.toml").write_text("\n".join(known))
    command = [
        f"{sysconfig.get_path('scripts')}/schemathesis",
        "run",
        f"{server}/api/v1/schema/",
        f"--checks={CHECKS}",
        f"--phases={PHASES}",
        f"--max-examples={EXAMPLES}",
        "--seed=1",
        "--continue-on-failure",
        "--no-shrink",
        "--suppress-health-check=all",
        *(f"--header={header}" for header in caller(people)),
    ]

    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False)

    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
    (cases,) = re.findall(r"(\d+) generated", run.stdout)
    print(f"{caller.__name__}: {cases} cases")
    assert int(cases) > 62 * EXAMPLES / 2
