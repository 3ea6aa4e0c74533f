"""The road of a docking."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from matchmaking.states import DOCKING_ROAD, DockingState
from projects.templatetags.road_map import road_map

register = template.Library()


@register.simple_tag
def docking_road(state: str, transitions: Iterable[Any]) -> SafeString:
    """The stations of DOCKING_ROAD; on hold, terminated and expired are side exits."""
    return road_map(DOCKING_ROAD, DockingState, state, transitions)
