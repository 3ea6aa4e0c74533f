"""What every template may ask about the person looking at it."""

from typing import Any

from django.http import HttpRequest


def actor(request: HttpRequest) -> dict[str, Any]:
    """`actor` in templates: who is asking."""
    return {"actor": getattr(request, "actor", None)}
