"""What the secret tables hold, read with the right that everyday work does not have."""

from config.kernel.secrets import secrets_open
from projects.models import ListingSecret


def secret_texts_there() -> list[str]:
    """Every secret text in the database."""
    with secrets_open():
        return list(ListingSecret.objects.order_by("listing").values_list("text", flat=True))
