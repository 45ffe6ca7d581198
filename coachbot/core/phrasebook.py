"""The coach's words: acts with variants, read from plain files that a coach can edit.

A file is a list of acts. `== name` opens an act, a line of `--` parts its variants, `#` begins a
comment line. A variant is a Jinja2 template; it can be used when everything it mentions is known.
`== name@track` is said instead of `name` on that track.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, meta

from coachbot.errors import ContentError

_SENTENCE_END = re.compile(r"(?<=[.?!…:])[”\"')]*\s+|\n+")
_PLAIN_NAME = re.compile(r"{{ (\w+) }}")
_ASKED_ABOUT = re.compile(r"{%-?\s*(?:el)?if\s+(?:not\s+)?(\w+)")
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of saying an act."""

    source: str
    names: frozenset[str]
    render: Callable[[Mapping[str, object]], str]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Every act the scripted voice knows."""

    acts: Mapping[str, tuple[Variant, ...]]

    def has(self, act: str) -> bool:
        """Whether there are words for an act."""
        return act in self.acts

    def resolve(self, act: str, track: str | None) -> str:
        """The act's name on this track: its own where it has one."""
        own = f"{act}@{track}"
        return own if track and own in self.acts else act

    def label(self, button: str) -> str:
        """A button's words; its id where a coach took them away (the start-up check says so)."""
        found = self.acts.get(f"button.{button}")
        return found[0].source if found else button


@dataclass(frozen=True, slots=True)
class Spoken:
    """What must not be said again: the last reply's opening and the session's sentences."""

    opening: str = ""
    sentences: frozenset[str] = frozenset()


def tapped(button: str, book: Phrasebook) -> str:
    """A tap in words: "[Sad]", where the button's name says more than its label, that."""
    head, _, value = button.partition(".")
    return f"[{value if head in ('feel', 'need', 'toggle', 'idea') else book.label(button)}]"


def parse_phrases(files: Mapping[str, str], vocabulary: Collection[str]) -> Phrasebook:
    """Read the acts of all files (name → text); `vocabulary` is what a template may mention.

    Raises ContentError with file and line for a broken template, an unknown variable, an act
    without words or one that stands twice.
    """
    # Nothing here is a page: what is said goes out as plain text, and must not be escaped.
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
    acts: dict[str, tuple[Variant, ...]] = {}
    for name, text in sorted(files.items()):
        for act, line, body in _sections(name, text):
            if act in acts:
                raise ContentError(f"{name}, line {line}: the act “{act}” stands twice.")
            acts[act] = tuple(_variants(environment, name, line, act, body, vocabulary))
    return Phrasebook(acts)


def _sections(name: str, text: str) -> Iterator[tuple[str, int, list[tuple[int, str]]]]:
    act, opened, body = "", 0, list[tuple[int, str]]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        if line.startswith("== "):
            if act:
                yield act, opened, body
            act, opened, body = line[3:].strip(), number, []
        elif act:
            body.append((number, line))
        elif line.strip():
            raise ContentError(f"{name}, line {number}: words before the first “== act” line.")
    if act:
        yield act, opened, body


def _variants(
    environment: Environment,
    name: str,
    line: int,
    act: str,
    body: list[tuple[int, str]],
    vocabulary: Collection[str],
) -> Iterator[Variant]:
    chunks: list[list[tuple[int, str]]] = [[]]
    for number, text in body:
        if text.strip() == "--":
            chunks.append([])
        else:
            chunks[-1].append((number, text))
    for chunk in chunks:
        source = "\n".join(text for _, text in chunk).strip()
        where = f"{name}, line {chunk[0][0] if chunk else line}"
        if not source:
            raise ContentError(f"{where}: the act “{act}” has an empty variant.")
        yield _compile(environment, source, where, vocabulary)


def _compile(environment: Environment, source: str, where: str, vocabulary: Collection[str]) -> Variant:
    names = _names(environment, source, where)
    unknown = sorted(names - set(vocabulary))
    if unknown:
        raise ContentError(f"{where}: nothing is known of “{unknown[0]}”.")
    # What a template asks about (“if picked”) it can do without; what it only says it cannot.
    needed = names - set(_ASKED_ABOUT.findall(source))
    return Variant(source, needed, _renderer(environment, source, names))


def _names(environment: Environment, source: str, where: str) -> frozenset[str]:
    # Nearly every template is words with plain {{ names }}: seen at a glance, not parsed, since
    # there are hundreds and a person is waiting for the first prompt.
    rest = _PLAIN_NAME.sub("", source)
    if "{" not in rest and "}" not in rest:
        return frozenset(_PLAIN_NAME.findall(source))
    try:
        return frozenset(meta.find_undeclared_variables(environment.parse(source)))
    except TemplateSyntaxError as error:
        raise ContentError(f"{where}: this template cannot be read ({error.message}).") from None


def _renderer(
    environment: Environment, source: str, names: frozenset[str]
) -> Callable[[Mapping[str, object]], str]:
    # Compiling hundreds of templates costs start-up time that a conversation never gets back:
    # each is parsed at start (so that mistakes show) and compiled when first said.
    if "{" not in source:
        return lambda _: source
    compiled: list[Callable[..., str]] = []

    def render(values: Mapping[str, object]) -> str:
        if not compiled:
            compiled.append(environment.from_string(source).render)
        return compiled[0]({name: values.get(name) for name in names})

    return render


# ---------------------------------------------------------------- choosing


def sentences(text: str) -> list[str]:
    """A text's sentences, in order, without the space around them."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]


def fingerprint(sentence: str) -> str:
    """A sentence as it counts for repetition: its words in lower case."""
    return " ".join(_WORD.findall(sentence.lower()))


def opening(text: str) -> str:
    """The first two words, by which an opening counts as the same."""
    return " ".join(_WORD.findall(text.lower())[:2])


def choose(
    book: Phrasebook,
    act: str,
    values: Mapping[str, object],
    spoken: Spoken,
    seed: int,
    *,
    opens: bool = True,
) -> str:
    """Words for an act that were not said yet; "" when every sentence it has was said already.

    Among usable variants the ones that mention most of what is known come first; the seed turns
    the order, so that two people rarely read the same. `opens`: these words begin the reply.
    """
    usable = [v for v in book.acts.get(act, ()) if all(values.get(n) for n in v.names)]
    if not usable:
        return ""
    turned = usable[seed % len(usable) :] + usable[: seed % len(usable)]
    turned.sort(key=lambda v: -len(v.names))
    best = ""
    for variant in turned:
        text = variant.render(values).strip()
        fresh = _without(text, spoken.sentences)
        if opens and spoken.opening and opening(fresh) == spoken.opening:
            best = best or fresh
            continue
        if fresh == text:
            return text
        best = best if len(best) >= len(fresh) else fresh
    return best


def _without(text: str, said: frozenset[str]) -> str:
    if not said or all(fingerprint(s) not in said for s in sentences(text)):
        return text
    return " ".join(s for s in sentences(text) if fingerprint(s) not in said)
