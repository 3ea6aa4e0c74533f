"""`python -m config.frontdoor.healthy PORT`: is the house open? Exit code 0 if every part of it works."""

import http.client
import os
import sys


def _name() -> str:
    """Return a host name Django answers to: the first of ALLOWED_HOSTS, which matters outside development."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return first if first not in ("", "*") else "127.0.0.1"


def healthy(port: int) -> bool:
    """Say whether /healthz on this machine answers that every part works."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": _name()})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if healthy(int(sys.argv[1])) else 1)
