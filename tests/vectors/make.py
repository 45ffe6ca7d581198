"""Make the packaged vectors of our own gems anew: `make vectors`, after gems were changed."""

from __future__ import annotations

from coachbot.library import read_library
from coachbot.vectors import neural
from coachbot.vectors.remembered import PACKAGED, Remembered, library_texts, write


def main() -> None:
    """Embed every text that the search of our own library wants, and write the file."""
    embedder = neural.load()
    texts = library_texts(read_library(gem_sources=("own",)).kit.index)
    fresh = Remembered(embedder, None, None)
    write(PACKAGED, embedder.name, fresh.rows(texts))
    print(f"{len(texts)} texts, {PACKAGED.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
