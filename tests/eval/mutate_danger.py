"""Takes each sign out in turn, and says which could go without a sentence of the tables noticing.

Wordings, harmless turns of phrase, what takes a sign back (sign by sign), and the ways of telling that
something is over, a story or play: `python -m tests.eval.mutate_danger`. All in process, some twenty seconds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coachbot.core.danger import Signs, parse_signs
from coachbot.core.danger.pattern import Pattern
from coachbot.core.danger.signs import Sign
from coachbot.core.danger.wording import wordings
from tests.core.danger.conftest import danger_files
from tests.core.danger.tables import Case, comes_out_right, every_case

TELLINGS = ("over", "former", "fiction", "playful")


@dataclass(frozen=True, slots=True)
class Read:
    """A case with the codes of its text, so that a pattern is looked for without reading it anew."""

    case: Case
    codes: tuple[str, ...]

    def holds(self, pattern: Pattern) -> bool:
        """Whether a pattern stands in the text."""
        return any(pattern.expression().search(codes) for codes in self.codes)


@dataclass(frozen=True, slots=True)
class Mutant:
    """The signs without one thing: what it is, whose absence only texts with these patterns can feel."""

    sort: str
    what: str
    patterns: tuple[Pattern, ...]
    signs: Callable[[], Signs]


def without(
    places: Mapping[str, tuple[int, ...]], gone: int, codes: Iterable[str]
) -> dict[str, tuple[int, ...]]:
    """An index in which one place is led to no more."""
    return {
        **places,
        **{code: tuple(n for n in places[code] if n != gone) for code in codes if code in places},
    }


def mutants(signs: Signs) -> Iterator[Mutant]:
    """The signs as they would be with one thing missing, for each thing in turn."""
    for place, rule in enumerate(signs.rules):
        yield Mutant(
            "wording",
            f"{rule.sign.name}: {rule.example}",
            (rule.pattern,),
            lambda n=place: replace(signs, rules_at=without(signs.rules_at, n, signs.rules_at)),
        )
    for place, figure in enumerate(signs.figures):
        yield Mutant(
            "figure",
            figure.example,
            (figure.pattern,),
            lambda n=place: replace(signs, figures_at=without(signs.figures_at, n, signs.figures_at)),
        )
    yield from _unguarded(signs)
    for key in TELLINGS:
        patterns: Sequence[Pattern] = getattr(signs, key)
        for place, pattern in enumerate(patterns):
            rest = (*patterns[:place], *patterns[place + 1 :])
            yield Mutant(key, f"row {place + 1}", (pattern,), lambda k=key, r=rest: replace(signs, **{k: r}))


def _unguarded(signs: Signs) -> Iterator[Mutant]:
    every: dict[str, Sign] = {rule.sign.name: rule.sign for rule in signs.rules}
    for name, sign in every.items():
        patterns = tuple(rule.pattern for rule in signs.rules if rule.sign.name == name)
        for guard in sorted(sign.guards):
            freed = replace(sign, guards=sign.guards - {guard})
            rules = tuple(replace(r, sign=freed) if r.sign.name == name else r for r in signs.rules)
            yield Mutant("guard", f"{name}: {guard}", patterns, lambda r=rules: replace(signs, rules=r))


def survivors(signs: Signs, cases: Iterable[Case], among: Sequence[Mutant] | None = None) -> list[Mutant]:
    """The mutants under which every sentence still comes out as it must."""
    read = [Read(case, tuple(w.codes for w in wordings(case.text, signs.codes))) for case in cases]
    tried = mutants(signs) if among is None else among
    return [mutant for mutant in tried if not _noticed(mutant, read)]


def _noticed(mutant: Mutant, read: Sequence[Read]) -> bool:
    touched = [each for each in read if any(each.holds(pattern) for pattern in mutant.patterns)]
    mutated = mutant.signs()
    return any(not comes_out_right(each.case, mutated) for each in touched)


def main() -> int:
    """Print the survivors by sort; 1 if there are any."""
    signs = parse_signs(danger_files())
    cases = list(every_case(signs))
    wrong = [case.text for case in cases if not comes_out_right(case, signs)]
    for text in wrong:
        print(f"comes out wrong as it is: {text}")
    left = survivors(signs, cases)
    counted = [mutant.sort for mutant in mutants(signs)]
    for sort in dict.fromkeys(counted):
        alive = [mutant.what for mutant in left if mutant.sort == sort]
        print(f"\n{sort}: {len(alive)} of {counted.count(sort)} could go unnoticed")
        print("\n".join(f"  {what}" for what in alive))
    return 1 if left or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
