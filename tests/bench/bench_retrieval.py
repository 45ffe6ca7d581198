"""What finding a gem costs: reading the library, building the index, one search.

Run `python -m tests.bench.bench_retrieval`. Beside it stands rank_bm25 over the same gems, with the same
tokens, as most people would set it up. CPU times of one core.
"""

from __future__ import annotations

import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from coachbot.core.model import Gem
from coachbot.core.retrieval import Index, Query, build_index, search
from tests.eval.eval_gems import COMPLAINTS, load_gems, load_thesaurus

SIZES = (72, 1_000)


def cost(work: Callable[[], object], times: int = 5) -> float:
    """The least CPU that it took, in milliseconds."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


def complaints() -> list[str]:
    data = tomllib.loads(COMPLAINTS.read_text("utf-8"))
    return [str(each["text"]) for part in ("first", "second", "third") for each in data[part]]


def grown(gems: tuple[Gem, ...], size: int) -> tuple[Gem, ...]:
    """The library said over and over under other names, so that every posting grows as it would."""
    return tuple(replace(gems[n % len(gems)], slug=f"gem-{n}") for n in range(size))


def searches(index: Index, texts: list[str]) -> str:
    each = sorted(_once(partial(search, index, Query(text))) for text in texts)
    p50, p95 = statistics.median(each), each[int(0.95 * len(each))]
    return f"search p50 {p50:.2f} ms, p95 {p95:.2f} ms"


def beside(index: Index, gems: tuple[Gem, ...], texts: list[str]) -> str:
    """rank_bm25 with the tokens of our own index; it knows no lines, no passages and no silence."""
    from rank_bm25 import BM25Okapi  # type: ignore[import-untyped]

    tokens = index.vocabulary.tokens
    corpus = [tokens("\n".join((*gem.sounds_like, gem.title, gem.body))) for gem in gems]
    built = cost(lambda: BM25Okapi(corpus), 3)
    bm25 = BM25Okapi(corpus)
    each = [_once(partial(bm25.get_top_n, tokens(text), gems, 3)) for text in texts]
    p50 = statistics.median(each)
    return f"rank_bm25: index {built:.0f} ms (its tokens not counted), search p50 {p50:.2f} ms"


def by_meaning(size: int, texts: list[str]) -> str:
    """A library of that many short essays; their vectors are chance, the queries' are real."""
    import resource

    import numpy as np

    from coachbot.core.retrieval.pieces import Folded, small
    from coachbot.core.retrieval.space import Backdrop, build_space, near
    from coachbot.core.vectors import unit
    from coachbot.vectors import Models

    chance = np.random.default_rng(1)
    models = Models()
    models.load()
    assert models.neural is not None
    rows = unit(chance.normal(size=(size * 6, 384)).astype(np.float32))
    none = np.zeros((0, 384), np.float32)
    folded = [Folded(none, rows[n * 6 : n * 6 + 1], small(rows[n * 6 : n * 6 + 5])) for n in range(size)]
    space = build_space(folded, Backdrop(rows[:900], rows[:300], rows[-120:]))
    del rows
    both = sorted(_once(lambda t=text: near(space, models.neural.embed([t]))) for text in texts)
    vectors = models.neural.embed(texts)
    alone = sorted(_once(partial(near, space, vectors[n : n + 1])) for n in range(len(texts)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    p50 = statistics.median
    return f"{size} passages by meaning: p50 {p50(both):.1f} ms ({p50(alone):.2f} alone), {memory} MB"


def beside_faiss(size: int, texts: list[str]) -> str:
    """MiniLM over a flat FAISS index, as people usually build it."""
    import faiss
    import numpy as np

    from coachbot.vectors import Models

    models = Models()
    models.load()
    assert models.neural is not None
    index = faiss.IndexFlatIP(384)
    index.add(np.random.default_rng(1).normal(size=(size, 384)).astype(np.float32))
    vectors = models.neural.embed(texts)
    each = [_once(partial(index.search, vectors[n : n + 1], 3)) for n in range(len(texts))]
    return f"    FAISS over MiniLM: p50 {statistics.median(each):.2f} ms "


def main() -> None:
    gems, texts = load_gems(), complaints()
    print(f"reading {len(gems)} gems {cost(load_gems):.0f} ms, the thesaurus {cost(load_thesaurus):.0f} ms")
    thesaurus = load_thesaurus()
    for size in SIZES if "--quick" not in sys.argv else SIZES[:1]:
        library = grown(gems, size)
        built = cost(partial(build_index, library, thesaurus), 3)
        index = build_index(library, thesaurus)
        print(f"{size} gems: index {built:.0f} ms, {searches(index, texts)}")
        if size <= 1_000:
            print(f"    {beside(index, library, texts)}")

    for size in (*SIZES, 20_000) if "--quick" not in sys.argv else SIZES[:1]:
        print(by_meaning(size, texts[:60]))
        print(beside_faiss(size, texts[:60]))


if __name__ == "__main__":
    main()
