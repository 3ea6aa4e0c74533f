"""How the account library (login, sign-up, second factor) meets our users."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """People log in by e-mail or by mobile number; the number is what the library calls a user name."""

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Invent no user name: a person without a mobile number has none."""
