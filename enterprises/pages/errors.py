"""The domain's refusals, as pages say them."""

from django.contrib import messages

from config.kernel.errors import DomainError
from enterprises.actors import ActorRequest


def say(request: ActorRequest, error: DomainError) -> int:
    """Show the refusal as a message above the page; returns the status the page answers with."""
    messages.error(request, error.sentence)
    return error.status
