"""How long after publishing a need its matches with reasons can be read over REST, worker and all.

    ./run                                   # in another terminal, with the market imported
    ./run bench publish_to_match [--url URL] [--needs 50]

Posts needs of the demo province with changed titles as the demo partner, one after the other, and polls
`/api/v1/matches/?wanted=…` from the answer to `publish` on. The needs are closed again at the end.
"""

import argparse
import json
import statistics
import time
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path
from typing import Any

from enterprises.domain.demo_credentials import CLIENT_ID, CLIENT_SECRET

NEEDS = Path(__file__).resolve().parent.parent / "seeds" / "province" / "needs"
POLL_SECONDS = 0.05
GIVE_UP_SECONDS = 30
PAUSE_SECONDS = 1.0  # between needs, below the partner's rate limit


class Api:
    """The demo partner's calls."""

    def __init__(self, url: str) -> None:
        self._url = url
        basic = b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        request = urllib.request.Request(
            f"{url}/oauth/token/", b"grant_type=client_credentials", {"Authorization": f"Basic {basic}"}
        )
        with urllib.request.urlopen(request) as answer:
            self._token = json.load(answer)["access_token"]

    def call(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """GET, or POST where there is a body; waits when the service says so."""
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        while True:
            try:
                with urllib.request.urlopen(
                    urllib.request.Request(f"{self._url}/api/v1{path}", data, headers)
                ) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code != 429:
                    raise SystemExit(f"{path}: {error.code} {error.read().decode()}") from error
                time.sleep(float(error.headers.get("Retry-After", 1)))


def texts(count: int) -> list[dict[str, Any]]:
    """Needs of the demo province, each under a title of its own."""
    rows = [
        json.loads(line)
        for path in sorted(NEEDS.glob("*.jsonl"))
        for line in path.read_text().splitlines()
        if line
    ]
    kept = ("summary", "description", "keywords", "industries", "region", "trl_wanted", "modes")
    return [
        {"title": f"{row['title']}（测量{n}）"[:120], **{name: row[name] for name in kept if row.get(name)}}
        for n, row in enumerate(rows * (count // len(rows) + 1), start=1)
    ][:count]


def measure(api: Api, values: dict[str, Any]) -> tuple[str, float]:
    """The new need's id and the seconds from the answer to `publish` to the first matches read."""
    need = api.call("/needs/", values)["id"]
    api.call(f"/needs/{need}/publish/", {})
    start = time.perf_counter()
    while time.perf_counter() - start < GIVE_UP_SECONDS:
        found = api.call(f"/matches/?wanted={need}")["results"]
        if found and found[0]["reasons"]:
            return need, time.perf_counter() - start
        time.sleep(POLL_SECONDS)
    raise SystemExit(f"No match within {GIVE_UP_SECONDS} s for “{values['title']}”: is a worker running?")


def main() -> None:
    """Print the quantiles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--needs", type=int, default=50)
    options = parser.parse_args()
    api, seconds, made = Api(options.url), [], []
    for values in texts(options.needs):
        need, took = measure(api, values)
        made.append(need)
        seconds.append(took)
        time.sleep(PAUSE_SECONDS)
    for need in made:
        api.call(f"/needs/{need}/close/", {})
    seconds.sort()
    p95 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    print(
        f"{len(seconds)} needs: median {statistics.median(seconds):.2f} s, p95 {p95:.2f} s, max {seconds[-1]:.2f} s"
    )


if __name__ == "__main__":
    main()
