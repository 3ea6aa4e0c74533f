"""Kind of listing → the name of its resource in URL names."""

from projects.choices import ListingKind

ROUTES: dict[str, str] = {
    ListingKind.NEED: "need",
    ListingKind.ACHIEVEMENT: "achievement",
    ListingKind.PILOT_BASE: "pilot-base",
    ListingKind.SCENARIO: "scenario",
    ListingKind.CAPABILITY: "capability",
}
