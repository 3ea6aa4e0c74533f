"""docker-compose.yml and the Dockerfile stay in step with ./run: same programs, real servers, pinned, health-gated."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.frontdoor.stack import BEAT, WEB, WORKER

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OF_OURS = ("setup", "web", "worker", "beat")
STAYING = ("web", "worker", "beat")
EXACT = re.compile(r"(?:[a-z]+/)?[a-z]+:\d+\.\d+(?:\.\d+)?-[a-z-]+")


def test_the_services() -> None:
    assert sorted(SERVICES) == ["beat", "postgres", "redis", "setup", "web", "worker"]


def test_images_are_pinned() -> None:
    base = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    images = [SERVICES["postgres"]["image"], SERVICES["redis"]["image"], *base]
    assert [image for image in images if not EXACT.fullmatch(image)] == []


def test_packages_are_hash_locked() -> None:
    assert re.findall(r"pip install (.*)", DOCKERFILE) == [
        "--no-cache-dir --require-hashes --only-binary :all: -r requirements.lock"
    ]


def test_programs_are_those_of_run() -> None:
    assert SERVICES["web"]["command"] == [*WEB, "--bind=0.0.0.0:8000"]
    assert SERVICES["worker"]["command"] == WORKER
    assert SERVICES["beat"]["command"] == [*BEAT, "--schedule=/data/beat"]
    assert SERVICES["setup"]["command"] == ["python", "-m", "config.frontdoor.prepare"]


def test_the_image_serves_by_itself_as_web_does() -> None:
    commands = re.findall(r"^CMD (.*)", DOCKERFILE, re.MULTILINE)
    assert [json.loads(command) for command in commands] == [SERVICES["web"]["command"]]


@pytest.mark.parametrize("name", STAYING)
def test_what_stays_waits_for_a_successful_setup_and_healthy_servers(name: str) -> None:
    assert SERVICES[name]["depends_on"] == {
        "setup": {"condition": "service_completed_successfully"},
        "postgres": {"condition": "service_healthy"},
        "redis": {"condition": "service_healthy"},
    }
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_setup_runs_once_after_healthy_servers() -> None:
    assert SERVICES["setup"]["restart"] == "no"
    assert SERVICES["setup"]["depends_on"] == {
        "postgres": {"condition": "service_healthy"},
        "redis": {"condition": "service_healthy"},
    }


@pytest.mark.parametrize("name", ["postgres", "redis", "web"])
def test_a_health_check_says_when_it_is_ready(name: str) -> None:
    assert sorted(SERVICES[name]["healthcheck"]) >= ["interval", "retries"]
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", OF_OURS)
def test_our_services_use_the_servers_of_the_compose_file(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert environment["DATABASE_URL"].endswith("@postgres:5432/duijie")
    assert environment["REDIS_URL"] == "redis://redis:6379"
    assert environment["DUIJIE_HOME"] == "/data"
    assert SERVICES[name]["volumes"] == ["files:/data"]


def test_only_web_is_reachable_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}


def test_every_volume_is_declared() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_chinese_search_works_in_the_database_of_compose() -> None:
    assert SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"] == "--encoding=UTF8 --locale=C.UTF-8"
