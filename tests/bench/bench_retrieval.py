"""What finding a gem costs, beside what people usually build.

    python -m tests.bench.bench_retrieval [--only ours|72|1000|20000] [--quick]

`ours` is our own library; a number is a library of that many essays by others, one passage each, made of our
gems' sentences in chance order. Their vectors are chance too; complaints and theirs are real. Beside it stand
rank_bm25 with the same tokens, and MiniLM over a flat FAISS index. CPU times on one core.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from functools import partial

import faiss
import numpy as np
from rank_bm25 import BM25Okapi  # type: ignore[import-untyped]

from coachbot.core.model import Gem
from coachbot.core.retrieval import Index, Query, build_index, search
from coachbot.core.retrieval.matter import matter
from coachbot.core.retrieval.passages import sentences
from coachbot.core.retrieval.pieces import Folded, pieces, small, telling
from coachbot.core.retrieval.space import Backdrop, Space, build_space, near
from coachbot.core.vectors import Vectors, unit
from coachbot.finding import Finder
from coachbot.library import read_library
from coachbot.ports import Embedder
from coachbot.vectors import Models
from tests.eval.eval_gems import COMPLAINTS, load_gems, load_thesaurus

SIZES = (72, 1_000, 20_000)
ASKED = 40  # complaints
ONE_CORE = "OPENBLAS_NUM_THREADS"


def cost(work: Callable[[], object]) -> float:
    """The CPU that it took, in milliseconds."""
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


def each(works: Iterable[Callable[[], object]]) -> str:
    costs = sorted(cost(work) for work in works)
    return f"p50 {statistics.median(costs):7.2f} ms  p95 {costs[int(0.95 * len(costs))]:7.2f} ms"


def complaints() -> list[str]:
    data = tomllib.loads(COMPLAINTS.read_text("utf-8"))
    every = [str(entry["text"]) for part in ("first", "second", "third") for entry in data[part]]
    return every[:: max(1, len(every) // ASKED)][:ASKED]


def memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def neural() -> Embedder:
    models = Models()
    models.load()
    assert models.neural is not None
    return models.neural


def essays(size: int) -> tuple[Gem, ...]:
    """That many short essays of three sentences."""
    chance = random.Random(1)
    told = [gem.body[first:last] for gem in load_gems() for first, last in sentences(gem.body)]
    texts = (" ".join(chance.sample(told, 3)) for _ in range(size))
    return tuple(
        Gem(f"essay-{n}", f"Essay {n}", text, (), (), (), "", (), ()) for n, text in enumerate(texts)
    )


def space_of(size: int, library: Index, model: Embedder) -> Space:
    """Chance vectors for the essays before our real background."""
    chance = np.random.default_rng(1)
    behind, none = library.background, np.zeros((0, 384), np.float32)
    rows: Vectors = unit(chance.normal(size=(size, 384)).astype(np.float32))
    folded = [Folded(none, row[None], small(np.repeat(row[None], 3, axis=0)), none) for row in rows]
    told = model.embed(behind.told[:60])
    ours = [(model.embed(pieces(gem).said[:6]), model.embed(telling(gem)[:1])) for gem in behind.ours[:94]]
    backdrop = Backdrop(model.embed(behind.said[::8]), told, model.embed(behind.elsewhere), (), ours)
    return build_space(folded, backdrop)


def ours(texts: list[str]) -> None:
    library = read_library(gem_sources=("own",)).kit.index
    finder = Finder(library, Models())
    ready = cost(finder.prepare)
    found = each(partial(_found, library, finder, text) for text in texts)
    words = each(partial(search, library, Query(text)) for text in texts)
    long = Query("he promised and forgot and promised again. " * 2_400)
    print(f"a text of {len(long.text):,} characters, by words: {cost(partial(search, library, long)):.1f} ms")
    print(f"{len(library.gems)} gems of our own: ready after {ready:.0f} ms; {found}; by words alone {words}")


def _found(library: Index, finder: Finder, text: str) -> None:
    search(library, Query(text), finder.near(text))


def strangers(size: int, texts: list[str]) -> None:
    model, library = neural(), essays(size)
    ours_ = read_library(gem_sources=("own",)).kit.index
    begun = time.process_time()
    index = build_index(library, load_thesaurus(), ours_.background)
    built = time.process_time() - begun
    meaning(
        f"{size} essays, words indexed in {built:.1f} s", index, space_of(size, ours_, model), model, texts
    )
    gc.collect()
    usual(size, library, index, model, texts)


def meaning(name: str, index: Index, space: Space, model: Embedder, texts: list[str]) -> None:
    def ask(text: str) -> None:
        search(index, Query(text, couple=True), near(space, model.embed([matter(text)])))

    found = each(partial(ask, text) for text in texts)
    print(f"{name}: {found}  {memory()}")
    print(f"    the vector alone      {each(partial(model.embed, [text]) for text in texts)}")


def usual(size: int, library: tuple[Gem, ...], index: Index, model: Embedder, texts: list[str]) -> None:
    """rank_bm25 and MiniLM over FAISS, as most people would set them up."""
    flat = faiss.IndexFlatIP(384)
    flat.add(np.random.default_rng(1).normal(size=(size, 384)).astype(np.float32))

    def ask(text: str) -> None:
        flat.search(model.embed([text]), 3)

    print(f"    MiniLM over FAISS     {each(partial(ask, text) for text in texts)}")
    tokens = index.vocabulary.tokens
    bm25 = BM25Okapi([tokens(gem.body) for gem in library])
    print(f"    rank_bm25             {each(partial(_top, bm25, tokens, text) for text in texts)}")


def _top(bm25: BM25Okapi, tokens: Callable[[str], list[str]], text: str) -> None:
    np.argsort(bm25.get_scores(tokens(text)))[-3:]


def main(arguments: list[str]) -> None:
    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
    texts = complaints()
    if only in ("", "ours"):
        ours(texts)
    for size in SIZES[:1] if "--quick" in arguments else SIZES:
        if only in ("", str(size)):
            strangers(size, texts)


if __name__ == "__main__":
    if os.environ.get(ONE_CORE) != "1":  # it is read when numpy is imported
        os.execve(sys.executable, sys.orig_argv, os.environ | {ONE_CORE: "1"})
    main(sys.argv[1:])
