"""Every page of this app carries the policy and keeps it: no inline style, no inline script."""

import re

import pytest

from tests.factories import make_docking, make_mutual_match

INLINE = re.compile(r"<[^>]*\s(style|on\w+)=|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE)


@pytest.fixture
def paths(pair, people):
    docking = make_docking(**pair)
    match = make_mutual_match()
    return [
        f"/matches/{match.pk}/",
        f"/matches/{docking.match_id}/",
        f"/listings/{pair['wanted'].pk}/matches/",
        *(f"/review/?tab={tab}" for tab in ("matches", "chase", "listings", "organizations")),
        "/dockings/",
        f"/dockings/{docking.pk}/",
        "/my/matches/",
        "/my/dockings/",
    ]


def test_pages_carry_and_keep_the_policy(browse, paths):
    client = browse("dave")
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert INLINE.findall(response.content.decode()) == [], path
