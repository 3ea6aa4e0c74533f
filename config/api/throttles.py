"""How often one may ask: counted per application, person or address, in the cache. When it is down, all pass."""

import logging
from typing import Any

from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

from config.api.permissions import actor_of

log = logging.getLogger(__name__)


class _Throttle(SimpleRateThrottle):
    scope: str

    def get_rate(self) -> str | None:
        """As the settings have it; None is no limit."""
        rates: dict[str, str | None] = api_settings.DEFAULT_THROTTLE_RATES  # type: ignore[assignment]
        return rates[self.scope]

    def allow_request(self, request: Any, view: Any) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError as error:
            log.warning("throttle %s: cache is down (%s), request passed", self.scope, type(error).__name__)
            return True


class ActorThrottle(_Throttle):
    """All requests of one application, one person, or one address without credentials."""

    scope = "actor"

    def get_cache_key(self, request: Request, view: Any) -> str:
        actor = actor_of(request)
        if actor.application is not None:
            who = f"application:{actor.application.pk}"
        elif actor.user_id is not None:
            who = f"user:{actor.user_id}"
        else:
            who = f"address:{self.get_ident(request)}"
        return f"throttle:{self.scope}:{who}"


class PreviewThrottle(ActorThrottle):
    """Searching with free text costs a hundred times what reading a row costs."""

    scope = "preview"


class TokenThrottle(_Throttle):
    """Tries for a token, per address: guessing a secret must take years."""

    scope = "token"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"throttle:token:{self.get_ident(request)}"
