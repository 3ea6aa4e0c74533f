"""What may not stand in a tracked file, as plain functions from text to complaints."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 300
NOT_COUNTED = re.compile(r"/migrations/|^seeds/|^locale/|\.lock$|\.csv$|\.jsonl$|\.svg$|\.png$")
# Spelled with [.] so that this file does not complain about itself.
REGISTRIES = re.compile(r"files[.]pythonhosted|pypi[.]org/simple|registry[.]npmjs|deb[.]debian[.]org")
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:root|work|opt/pypi|home/\w+|Users/\w+)/")
REQUIREMENT = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*(\[[^]]+])?==[^\s;]+( ; [^\\]+)? \\$")
HASH = re.compile(r"^ {4}--hash=sha256:[0-9a-f]{64}( \\)?$")
COMMENT = re.compile(r"^\s*#(?! *--)")


def tracked_files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every tracked text file."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True).stdout
    for name in listed.decode().split("\0"):
        path = root / name
        if name and path.is_file():
            try:
                yield name, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def too_long(name: str, text: str) -> list[str]:
    """Complain about a file of more than 300 lines; migrations, data and translations aside."""
    lines = text.count("\n")
    return (
        [f"{name}: {lines} lines, at most {LONGEST_FILE}"]
        if lines > LONGEST_FILE and not NOT_COUNTED.search(name)
        else []
    )


def leaks(name: str, text: str) -> list[str]:
    """Complain about the host of a package registry and about a path that exists on one machine only."""
    complaints = []
    for number, line in enumerate(text.splitlines(), 1):
        if found := REGISTRIES.search(line) or MACHINE_PATHS.search(line):
            complaints.append(f"{name}:{number}: {found.group()}")
    return complaints


def lock_faults(name: str, text: str) -> list[str]:
    """Complain about what is not an exact version with its hashes: a URL, an index, a path, a range."""
    complaints = []
    hashes = 1
    for number, line in enumerate(text.splitlines(), 1):
        if HASH.match(line):
            hashes += 1
        elif REQUIREMENT.match(line):
            if hashes == 0:
                complaints.append(f"{name}:{number - 1}: no hash")
            hashes = 0
        elif line.strip() and not COMMENT.match(line):
            complaints.append(f"{name}:{number}: {line.strip()[:60]}")
        if "://" in line:
            complaints.append(f"{name}:{number}: a URL")
    return complaints
