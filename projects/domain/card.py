"""The public words of a listing: what search and matching may look at, and nothing else."""

from projects.models import Achievement, Listing, Need, PilotBase, Scenario

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
)


def card_words(listing: Listing) -> str:
    """Summary, and the description and its companions where everybody who sees the card may read them."""
    words = [listing.summary]
    if listing.details_are_open:
        words.append(listing.description)
        if isinstance(listing, Need):
            words.append(listing.current_situation)
        elif isinstance(listing, Achievement):
            words += [listing.advantages, listing.economics]
        elif isinstance(listing, PilotBase):
            words.append(listing.equipment)
    if isinstance(listing, Scenario):
        words.append(listing.entry_conditions)
    return "\n".join(word for word in words if word)


def search_text_of(listing: Listing) -> str:
    """What the search box looks through."""
    return "\n".join([listing.number, listing.title, *listing.keywords, card_words(listing)])


def every_word(listing: Listing) -> str:
    """All the owner wrote, whatever its disclosure level: for the owner's own run, never for anybody else's."""
    return "\n".join(word for name in _WRITTEN if (word := getattr(listing, name, "")))
