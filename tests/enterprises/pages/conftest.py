"""Browsers of the people in the stories."""

from collections.abc import Callable

import pytest
from django.test import Client

from enterprises.models import User


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """A client in which that person is logged in."""

    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in
