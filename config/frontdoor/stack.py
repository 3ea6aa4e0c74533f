"""The programs of the stack and their command lines; docker-compose.yml has the same ones (a test compares them)."""

from .places import PYTHON, home
from .supervisor import Service

WEB = ["gunicorn", "config.wsgi"]
WEB += ["--worker-class=gthread", "--workers=2", "--threads=4", "--no-control-socket", "--log-level=warning"]
WORKER = ["celery", "-A", "config", "-q", "worker"]
WORKER += ["-c2", "-Qdefault", "-lWARNING", "--without-mingle", "--without-gossip"]
BEAT = [
    "celery",
    "-A",
    "config",
    "-q",
    "beat",
    "-lWARNING",
    "--pidfile=",
]  # inside the worker it would die unseen


def services(port: int, *, watch: bool) -> list[Service]:
    """Return what must run; `watch`: also what starts the embedded servers again."""
    python = [str(PYTHON), "-W", "ignore:::celery.platforms", "-m"]  # its advice on root, 8 lines long
    programs = [
        Service("web", [*python, *WEB, f"--bind=127.0.0.1:{port}"]),
        Service("worker", [*python, *WORKER]),
        Service("beat", [*python, *BEAT, f"--schedule={home() / 'beat'}"]),
    ]
    if watch:
        programs.append(Service("servers", [*python, "config.embedded", "watch"]))
    return programs
