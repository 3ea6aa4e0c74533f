"""What a fault needs that the service does not have."""

from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class CookieAlone(SessionAuthentication):
    """The session's person, without asking for the token of a form."""

    def enforce_csrf(self, request: Request) -> None:
        """Ask for nothing."""
