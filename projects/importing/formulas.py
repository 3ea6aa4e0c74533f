"""Texts a spreadsheet would run: written with an apostrophe before them, read back without it."""

_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(cell: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def original(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_DANGEROUS) else cell
