"""From a server's log to the reason a person reads."""

import re
from pathlib import Path

TELLING = re.compile(r"\b(?:FATAL|PANIC|ERROR|error|Fatal)\b[: ]\s*(.+)")
DISK_FULL = "No space left on device"


def reason(source: Path | str) -> str:
    """Return the last telling line of a log file (or of a text), and where the whole of it stands."""
    where = f" (see {source})" if isinstance(source, Path) else ""
    try:
        text = source.read_text(errors="replace")[-20000:] if isinstance(source, Path) else source
    except OSError:
        return f"it left no log at {source}"
    if DISK_FULL in text[-2000:]:
        return f"the disk is full; make room and start again{where}"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [match.group(1) for line in lines if (match := TELLING.search(line))]
    return f"{(telling or lines or ['no reason given'])[-1].rstrip('.')}{where}"
