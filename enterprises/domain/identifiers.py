"""Numbers of people, papers and patents as they are kept, from the ways in which people write them."""

import re
import unicodedata

_ORCID_ADDRESS = re.compile(r"^(https?://)?(www\.)?orcid\.org/", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"^(https?://)?(dx\.)?doi\.org/|^doi:\s*", re.IGNORECASE)


def kept_orcid(written: str) -> str:
    """Without the address in front; sixteen characters in fours."""
    plain = _ORCID_ADDRESS.sub("", _narrow(written)).upper()
    bare = plain.replace("-", "").replace(" ", "")
    return "-".join(bare[at : at + 4] for at in range(0, 16, 4)) if len(bare) == 16 else plain


def kept_doi(written: str) -> str:
    """Without the address in front, in small letters: DOIs are the same in capitals."""
    return _DOI_ADDRESS.sub("", _narrow(written)).lower()


def kept_patent_number(written: str) -> str:
    """Capitals without spaces, and without strokes but in an international application; the check character behind a
    point, and ZL before a bare application number."""
    number = re.sub(r"\s", "", _narrow(written)).upper()
    if not number.startswith("PCT/"):
        number = number.replace("/", "")
    if re.fullmatch(r"(ZL|CN)?(\d{8}|\d{12})[\dX]", number):
        number = f"{number[:-1]}.{number[-1]}"
    return f"ZL{number}" if re.fullmatch(r"(\d{8}|\d{12})\.[\dX]", number) else number


def _narrow(written: str) -> str:
    """Full-width characters as their narrow ones: forms are filled in with a Chinese keyboard."""
    return unicodedata.normalize("NFKC", written).strip()
