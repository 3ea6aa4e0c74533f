"""`./run`: from an empty folder to the open house, step by step, and clean out again."""

import signal
import time
from pathlib import Path
from types import FrameType

from .children import finish, launch, quietly
from .healthy import healthy
from .install import install
from .machine import check_room, check_system, chosen_port
from .places import PYTHON, RUNTIME, embedded, home
from .runner import only_copy, write_down
from .speech import Halt, step
from .stack import services
from .supervisor import Supervisor

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # Ctrl-C, kill, a closed terminal
OPEN_LIMIT = 90.0  # seconds from the first process to the first healthy answer
PLACES = (
    ("/", "pages"),
    ("/admin/", "administration"),
    ("/api/v1/docs/", "the API, readable"),
    ("/healthz", "what works and what does not"),
)
SERVERS_FAILED = "The embedded servers did not start. They said:"


def serve() -> int:
    """Install, start, prepare, open; stay until Ctrl-C, SIGTERM or a closed terminal; leave nothing running."""
    begun = time.monotonic()
    for number in ENDINGS:
        signal.signal(number, signal.default_int_handler)  # until we stay, each raises KeyboardInterrupt
    check_system()
    try:
        with only_copy():
            port = chosen_port()
            write_down(port)
            check_room()
            install(RUNTIME)
            _start_servers()
            try:
                _prepare()
                _stay(port, begun)
            finally:
                _stop_servers()
    except KeyboardInterrupt:
        print("\n  stopped", flush=True)
    return 0


def stop_unused_servers() -> None:
    """Stop the embedded servers unless another process (tests, a shell) still uses them."""
    if embedded() and PYTHON.exists():
        quietly([PYTHON, "-m", "config.embedded", "stop-if-unused"], "The embedded servers did not stop:")


def _start_servers() -> None:
    if own := embedded():
        with step(f"starting {' and '.join(own)}"):
            quietly([PYTHON, "-m", "config.embedded", "start"], SERVERS_FAILED)


def _stop_servers() -> None:
    if embedded():
        with step("stopping the servers"):
            stop_unused_servers()


def _prepare() -> None:
    code = finish(launch([str(PYTHON), "-m", "config.frontdoor.prepare", str(_logins())]))
    if code:
        raise Halt("the database could not be prepared; the lines above say why.")


def _stay(port: int, begun: float) -> None:
    """Run the stack until a signal comes."""
    told: list[int] = []

    def tell(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    for number in ENDINGS:
        signal.signal(number, tell)
    supervisor = Supervisor(services(port, watch=bool(embedded())))
    supervisor.start("web", "servers")  # pages first: started together, all would wait for the same two cores
    try:
        with step("opening the house"):
            opened = _until_healthy(port, supervisor, told)
        supervisor.start()
        if opened:
            _welcome(port, begun)
        elif not told:
            print(
                f"  not healthy after {OPEN_LIMIT:.0f} s; http://127.0.0.1:{port}/healthz says what is missing",
                flush=True,
            )
        while not told:
            supervisor.look()
            time.sleep(0.2)
    finally:
        print(flush=True)
        with step("stopping web, worker and beat"):
            supervisor.stop()


def _until_healthy(port: int, supervisor: Supervisor, told: list[int]) -> bool:
    deadline = time.monotonic() + OPEN_LIMIT
    while not told and time.monotonic() < deadline:
        if healthy(port):
            return True
        supervisor.look()
        time.sleep(0.2)
    return False


def _welcome(port: int, begun: float) -> None:
    """Print where it is running and who can log in."""
    address = f"http://127.0.0.1:{port}"
    print(
        f"\n  Ready in {time.monotonic() - begun:.0f} s. Ctrl-C ends it; ./run stop too, from another terminal.\n"
    )
    for path, what in PLACES:
        print(f"  {address + path:<42}{what}")
    print()
    for line in _logins().read_text(encoding="utf-8").splitlines():
        print(f"  {line}")
    print(flush=True)


def _logins() -> Path:
    return home() / "logins.txt"
