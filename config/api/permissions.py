"""May this request reach the view at all? Which rows it then sees is the query's business, never a permission's."""

from typing import Any

from django.utils.translation import gettext as _
from oauth2_provider.models import AccessToken
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from config.api.authentication import CHALLENGE
from enterprises.actors import ANONYMOUS, Actor

READ, WRITE = "read", "write"


def actor_of(request: Request) -> Actor:
    """Who asks: the application of the token, or the person of the session, or a visitor."""
    if request.auth is None and not getattr(request.user, "is_authenticated", False):
        return ANONYMOUS
    return request._request.actor  # type: ignore[attr-defined]


def scopes_of(request: Request) -> list[str]:
    """The scopes of the request: a token's own, all for a person."""
    if isinstance(request.auth, AccessToken):
        return sorted(request.auth.scopes)
    return [READ, WRITE] if actor_of(request).signed_in else []


def required_scope(view: Any, method: str) -> str:
    """Reading needs `read`, everything else `write`; a view's `reading_actions` only read, whatever their method."""
    if method in SAFE_METHODS or getattr(view, "action", None) in getattr(view, "reading_actions", ()):
        return READ
    return WRITE


def is_open(view: Any) -> bool:
    """May a visitor without any credentials call this action? Only where the view says so by name."""
    return getattr(view, "action", None) in getattr(view, "open_actions", ())


class ActorPermission(BasePermission):
    """Denies by default: a view opens single actions to visitors, and a token must carry the scope."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not actor_of(request).signed_in:
            if is_open(view):
                return True
            raise NotAuthenticated(
                _("请在 Authorization 中提供访问令牌（在 /oauth/token/ 获取），或先登录。")
            )
        scope = required_scope(view, request.method or "")
        if scope not in scopes_of(request):
            error = PermissionDenied(
                _("令牌缺少权限范围：%(scope)s。") % {"scope": scope}, code="insufficient_scope"
            )
            error.auth_header = f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'  # type: ignore[attr-defined]
            raise error
        return True
