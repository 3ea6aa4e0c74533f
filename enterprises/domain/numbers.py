"""Numbers people read out on the phone: of listings, dockings and projects."""

import secrets

from django.utils import timezone

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no letter is mistaken for a digit


def new_number(prefix: str) -> str:
    """Prefix, year and six random letters (a thousand million a year): a running number would tell how many others
    posted. Uniqueness is the database's to refuse."""
    tail = "".join(secrets.choice(_LETTERS) for _i in range(6))
    return f"{prefix}{timezone.localdate().year}-{tail}"
