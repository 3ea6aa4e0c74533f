"""/healthz: which part of the service is well, told apart.

503 only when the database is gone: without it nothing can be served. The rest is "degraded": pages and posting go on
while Redis or the workers are away, and jobs wait in the database.
"""

import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.kernel.heartbeat import last_heartbeat
from matchmaking.domain.model import stored_model_is_whole

WORKER_SILENT = 60  # seconds after which a worker that sweeps every ten is called silent


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return "answers"


def _redis() -> str:
    cache.set("healthz", "1", 5)
    if cache.get("healthz") != "1":
        raise RuntimeError("does not keep what it is given")
    return "answers"


def _worker() -> str:
    seen = last_heartbeat()
    if seen is None:
        raise RuntimeError("not seen yet")
    age = time.time() - seen
    if age > WORKER_SILENT:
        raise RuntimeError(f"silent for {age:.0f} s")
    return f"seen {age:.0f} s ago"


def _index() -> str:
    if not stored_model_is_whole():
        raise RuntimeError("no model yet, or its files are missing")
    return "loaded"


PARTS: dict[str, Callable[[], str]] = {
    "database": _database,
    "redis": _redis,
    "worker": _worker,
    "index": _index,
}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """JSON: {"status": ok | degraded | down, "parts": {name: {"ok": …, "detail": …}}}."""
    parts = {"web": {"ok": True, "detail": "answers"}}
    for name, check in PARTS.items():
        try:
            parts[name] = {"ok": True, "detail": check()}
        except RuntimeError as error:
            parts[name] = {"ok": False, "detail": str(error)}
        except Exception as error:  # noqa: BLE001  whatever the part's client raises, the page says which part it was
            parts[name] = {"ok": False, "detail": type(error).__name__}
    well = all(part["ok"] for part in parts.values())
    alive = bool(parts["database"]["ok"])
    status = "ok" if well else "degraded" if alive else "down"
    return JsonResponse({"status": status, "parts": parts}, status=200 if alive else 503)
