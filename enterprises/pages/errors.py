"""The domain's refusals, as pages say them."""

from django.contrib import messages

from config.kernel.errors import DomainError, Invalid
from enterprises.actors import ActorRequest


def sentence_of(error: DomainError) -> str:
    """What a person reads: the sentence of the error, or those of its fields."""
    if isinstance(error, Invalid):
        return " ".join(str(text) for text in error.fields.values())
    return str(error.message)


def say(request: ActorRequest, error: DomainError) -> int:
    """Show the refusal as a message above the page; returns the status the page answers with."""
    messages.error(request, sentence_of(error))
    return error.status
