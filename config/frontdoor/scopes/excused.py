"""What may stand all the same, each with its reason. An entry nobody needs any more fails the check."""

from dataclasses import dataclass

from .fault import Fault


@dataclass(frozen=True)
class Excuse:
    """Lets one rule pass in one place (function or class) of one file."""

    file: str
    place: str
    rule: str
    reason: str

    def covers(self, fault: Fault) -> bool:
        return (self.file, self.place, self.rule) == (fault.file, fault.place, fault.rule)


EXCUSED = (
    Excuse(
        "config/api/authentication.py",
        "BearerAuthentication.authenticate",
        "manager",
        "the token is what says who the actor is; it is looked up by the hash of what the caller sent",
    ),
    Excuse(
        "config/health.py",
        "_database",
        "sql",
        "asks the server whether it answers; reads no row",
    ),
    Excuse(
        "enterprises/admin/user.py",
        "PersonChangeForm.Meta",
        "all-fields",
        "the admin class lists the fields per reader in its fieldsets; Django's form of the same name needs it so",
    ),
)

# Relations read together with their row: whoever may read the row may read these, or the page that shows them
# asks a field rule first. All other relations lead to rows with readers of their own.
PARTS = {
    "labels": "an organization's recognised statuses stand on its public profile",
    "targets": "a need's figures; what shows them asks a Sight first",
    "verdicts": "what both sides of a match said, read by both",
    "transitions": "the history of a row; what shows it asks whether the reader is a party or staff",
}
