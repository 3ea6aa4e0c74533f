"""/oauth/token/: a partner's application exchanges its id and secret for a token of 15 minutes (RFC 6749, 4.4)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.views import TokenView as LibraryTokenView

from config.api.throttles import TokenThrottle


class ClientValidator(OAuth2Validator):
    """Client ids come from outside; PostgreSQL cannot even be asked for one with a NUL in it."""

    def _load_application(self, client_id: str | None, request: Any) -> Any:
        if not client_id or "\x00" in client_id:
            return None
        return super()._load_application(client_id, request)


@method_decorator(csrf_exempt, name="dispatch")  # no cookie speaks here, only the credentials in the request
class TokenView(LibraryTokenView):
    """Form body, credentials in it or as Basic; the server class in the settings knows no other grant."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        throttle = TokenThrottle()
        if not throttle.allow_request(request, self):
            return _error(429, "temporarily_unavailable", {"Retry-After": str(int(throttle.wait() or 0) + 1)})
        if request.META.get("QUERY_STRING"):
            return _error(400, "invalid_request")
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


def _error(status: int, code: str, headers: dict[str, str] | None = None) -> JsonResponse:
    return JsonResponse(
        {"error": code}, status=status, headers={"Cache-Control": "no-store", **(headers or {})}
    )
