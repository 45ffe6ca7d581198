"""Which files are meant, and what keeps one from being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from charset_normalizer import from_bytes

from coachbot.errors import ImportRefused

SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown")
LARGEST = 4_000_000  # bytes; a long essay has thirty thousand
_MAGIC = (
    b"PK\x03\x04",
    b"%PDF",
    b"\x1f\x8b",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"BZh",
    b"\xfd7zXZ",
    b"Rar!",
    b"7z\xbc\xaf",
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def find_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The pages among files and folders, in order, each once; a file that is named is always meant."""
    found: dict[Path, None] = {}
    for path in paths:
        for each in _inside(path) if path.is_dir() else (path,):
            found[each] = None
    return tuple(found)


def _inside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink():
            yield path


def text_of(path: Path) -> str:
    """A page's text, whatever it was encoded in. Raises ImportRefused with one sentence."""
    try:
        if path.is_dir() or not path.is_file():
            raise ImportRefused("it is not there" if not path.exists() else "it is not a file")
        if path.stat().st_size > LARGEST:
            raise ImportRefused(f"it has more than {LARGEST // 1_000_000} million bytes; an essay is smaller")
        raw = path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"it cannot be read ({error.strerror})") from None
    if not raw.strip():
        raise ImportRefused("it is empty")
    return _decoded(raw)


def _decoded(raw: bytes) -> str:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return raw.decode(encoding, "replace")
    if raw.startswith(_MAGIC) or b"\0" in raw:
        raise ImportRefused("it is not a text but a packed or binary file; save the page as HTML or text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw)


def _guessed(raw: bytes) -> str:
    """Older pages: as they declare themselves, else as Western European ones were written."""
    declared = raw[:2048].lower().partition(b"charset=")[2].lstrip(b"\"'")[:20]
    name = declared.split(b'"')[0].split(b"'")[0].split(b">")[0].strip(b" ;/").decode("ascii", "ignore")
    # What called itself Latin-1 on the web was nearly always Windows-1252.
    for encoding in ("cp1252" if name in {"iso-8859-1", "latin-1", "us-ascii", ""} else name, "cp1252"):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    best = from_bytes(raw).best()
    if best is None:
        raise ImportRefused("nobody can tell how its letters are encoded")
    return str(best)
