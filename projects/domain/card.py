"""The public words of a listing: what search and matching may look at, and nothing else."""

from projects.domain.disclosure import public_sight
from projects.models import Listing

_MATCHED = (
    "summary",
    "description",
    "current_situation",
    "advantages",
    "economics",
    "equipment",
    "entry_conditions",
    "track_record",
)
_WRITTEN = (
    "summary",
    "description",
    "current_situation",
    "advantages",
    "economics",
    "team",
    "equipment",
    "entry_conditions",
    "data_offered",
    "track_record",
)


def card_words(listing: Listing) -> str:
    """Those of the words search and matching look at that everybody reads who sees the card."""
    return "\n".join(
        word for name in public_sight(listing).of(_MATCHED) if (word := getattr(listing, name, ""))
    )


def search_text_of(listing: Listing) -> str:
    """What the search box looks through."""
    return "\n".join([listing.number, listing.title, *listing.keywords, card_words(listing)])


def every_word(listing: Listing) -> str:
    """All the owner wrote, whatever its disclosure level: for the owner's own run, never for anybody else's."""
    return "\n".join(word for name in _WRITTEN if (word := getattr(listing, name, "")))
