"""A kind limit on what anonymous people may ask to be computed."""

import logging

from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
MOST_PER_MINUTE = 60


def too_many(request: HttpRequest, name: str, *, most: int = MOST_PER_MINUTE) -> bool:
    """Has this person (by session, else by address) asked more than `most` times within the minute?

    With Redis away nobody is kept from asking: the limit is a courtesy, not a lock.
    """
    who = request.session.session_key or request.META.get("REMOTE_ADDR", "")
    key = f"limit:{name}:{who}"
    try:
        cache.add(key, 0, timeout=60)
        return int(cache.incr(key)) > most
    except (RedisError, ValueError) as error:  # ValueError: the key ran out between the two lines
        log.warning("limit %s not counted (%s)", name, type(error).__name__)
        return False
