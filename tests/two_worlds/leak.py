"""A leak planted on purpose, the proof that the comparison can see one: secret texts counted among the public words.

It is of the kind that no eye finds: no page shows the text, it only weighs in scores, ranks and shared words.
"""

from unittest import mock

from matchmaking.domain import encoder
from projects.domain.secrets import secret_texts
from projects.models import Listing


def plant() -> None:
    """From now on, in this process, cards hold the secret text too."""
    honest = encoder.card_words

    def leaky(listing: Listing) -> str:
        return f"{honest(listing)}\n{secret_texts([listing.pk]).get(listing.pk, '')}"

    mock.patch.object(encoder, "card_words", leaky).start()
