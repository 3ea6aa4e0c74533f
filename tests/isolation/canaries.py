"""Words that one side must not see of the other: each secret value of the world holds one, unlike any other text.

A canary is `zq<letter of the tenant><what it is>zq`, for example zqEsecretzq: ASCII letters, so that it survives
every escaping and every index, and one regular expression finds all of them.
"""

import re

# What it is → who may read it: the tenant's own writers, its own people, staff without a tie to it, of them those who
# keep the register of organizations, or the other side of a docking.
WRITERS, OWN, STAFF, KEEPERS, PARTNER = "writers", "own", "staff", "keepers", "partner"
READERS: dict[str, frozenset[str]] = {
    "secret": frozenset({WRITERS}),
    "draft": frozenset({OWN, WRITERS}),
    "offshow": frozenset(
        {OWN, WRITERS, STAFF}
    ),  # words of a listing that is under review, sent back or closed
    "closed": frozenset(
        {OWN, WRITERS, STAFF}
    ),  # details that open by interest or by a confidentiality agreement
    "spare": frozenset({OWN, WRITERS, KEEPERS}),  # a contact that was released to nobody
    "given": frozenset(
        {OWN, WRITERS, STAFF, PARTNER}
    ),  # the contact that a docking releases to the other side
    "deal": frozenset({OWN, WRITERS, STAFF, PARTNER}),  # what stands in a contract and its papers
    "reward": frozenset({OWN, WRITERS, STAFF}),  # who of a provider's people receives what
    "reviewed": frozenset({OWN, WRITERS}),  # what reviewers said that the owner has not released
    "minutes": frozenset({OWN, WRITERS, STAFF, PARTNER}),  # what the two sides of a docking say to each other
    "source": frozenset({OWN, WRITERS}),  # a listing's number in its owner's own system
}

PATTERN = re.compile(rf"zq([A-Z])({'|'.join(READERS)})zq".encode(), re.IGNORECASE)


def canary(tenant: str, what: str) -> str:
    """The marker of one kind of value of one tenant."""
    if what not in READERS:
        raise ValueError(f"{what} is no kind of canary; kinds: {', '.join(READERS)}")
    return f"zq{tenant}{what}zq"


def seen_in(*texts: bytes) -> set[tuple[str, str]]:
    """(tenant, what) of every canary in the texts."""
    found = (match for text in texts if b"zq" in text.lower() for match in PATTERN.finditer(text))
    return {(match[1].decode().upper(), match[2].decode().lower()) for match in found}
