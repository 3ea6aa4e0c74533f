"""The programs of the stack and their command lines; docker-compose.yml has the same ones (a test compares them)."""

from .places import PYTHON, home
from .supervisor import Service

WEB = [
    "gunicorn",
    "config.wsgi",
    "--worker-class=gthread",
    "--workers=2",
    "--threads=4",
    "--no-control-socket",
]
WORKER = [
    "celery",
    "-A",
    "config",
    "worker",
    "-c2",
    "-Qdefault",
    "-lWARNING",
    "--without-mingle",
    "--without-gossip",
]
BEAT = [
    "celery",
    "-A",
    "config",
    "beat",
    "-lWARNING",
    "--pidfile=",
]  # never inside the worker: there it dies unseen


def services(port: int, *, watch: bool) -> list[Service]:
    """Return what must run; `watch`: also what starts the embedded servers again."""
    python = [str(PYTHON), "-m"]
    programs = [
        Service("web", [*python, *WEB, f"--bind=127.0.0.1:{port}"]),
        Service("worker", [*python, *WORKER]),
        Service("beat", [*python, *BEAT, f"--schedule={home() / 'beat'}"]),
    ]
    if watch:
        programs.append(Service("servers", [*python, "config.embedded", "watch"]))
    return programs
