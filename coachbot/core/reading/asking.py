"""What is asked for: strategies, and requests sorted by whether a no is possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coachbot.core.model import Request, Strategy
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon
from coachbot.core.reading.tokens import COMMA, END, Tokens
from coachbot.core.reading.whose import nearest

LONGEST = 30  # words of one thing asked for
_FIRST = 4  # words in which vagueness shows
_BREAKS = frozenset("because but cause though although so".split())
_SUBJECT = frozenset("i he she they we".split())
_CONCRETE = frozenset(
    "today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday morning evening night weekend"
    " before after when every once twice minutes minute hour hours oclock pm am dinner breakfast lunch bed at".split()
)
_TO_THE_COACH = frozenset("write explain suggest draft recommend advise read analyze analyse rephrase translate listen".split())
_TELL = frozenset("what how why if who whether where which".split())
_HELP = frozenset(
    "understand figure write decide word say get calm see find make me with please out know think out. solve deal".split()
)
_STOPPING = frozenset("stop quit".split())


def find_asked(
    tokens: Tokens, hits: Mapping[Kind, list[Hit]], lexicon: Lexicon
) -> tuple[tuple[Request, ...], tuple[Strategy, ...]]:
    """Requests and strategies in order; what is asked of the coach itself is neither."""
    requests: list[Request] = []
    strategies: list[Strategy] = []
    said = _ultimatums(tokens, hits.get(Kind.ULTIMATUM, ()), lexicon)
    requests += said
    for hit in _frames(hits.get(Kind.FRAME, ())):
        if tokens.quoted[hit.first] or _is_others(tokens, hit) or _to_the_coach(tokens, hit):
            continue
        last = _end(tokens.words, hit.last + 1)
        if last <= hit.last:
            continue
        span = tokens.span(hit.first, last)
        inside = lexicon.asked.find(tokens.words[hit.last + 1 : last + 1], {})
        if hit.meaning.name == "want":
            strategies.append(Strategy(span.text, span.start, span.end, _gives(inside, lexicon)))
        if not any(u.start <= span.start < u.end for u in said):
            kind = _sort(hit.meaning.name, tokens.words[hit.last + 1 : last + 1], inside)
            kind = "stop" if "not" in tokens.words[hit.first : hit.last + 1] else kind
            requests.append(Request(span.text, span.start, span.end, kind, lexicon.mends[kind]))
    strategies += _things(tokens, lexicon, strategies)
    requests += _bare_stops(tokens, requests, lexicon)
    return tuple(sorted(requests, key=lambda r: r.start)), tuple(sorted(strategies, key=lambda s: s.start))


def _frames(hits: Sequence[Hit]) -> list[Hit]:
    """The longest frame at each place; a frame inside another's beginning is the same one."""
    best: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if not best or hit.first > best[-1].last:
            best.append(hit)
    return best


def _is_others(tokens: Tokens, hit: Hit) -> bool:
    """Whether it is told of someone else's wish: "he says you should"."""
    words = tokens.words
    if hit.first and words[hit.first - 1] in ("how", "what", "when", "where", "why", "who"):
        return True
    if words[hit.first] == "asked" or words[hit.first] == "told" or words[hit.first] == "begged":
        return nearest(tokens, hit.first - 1) not in (None, "i", "we")
    before = words[max(0, hit.first - 3) : hit.first]
    return any(w in ("says", "said", "thinks", "thought") for w in before) and nearest(tokens, hit.first - 1) not in (
        None, "i", "we",
    )  # fmt: skip


def _to_the_coach(tokens: Tokens, hit: Hit) -> bool:
    words = tokens.words
    if hit.meaning.name != "ask" or words[hit.first] in ("i", "asked"):
        return False
    after = [*words[hit.last + 1 : hit.last + 5], END, END, END]
    if after[0] in ("please", "just", "also"):
        after = after[1:]
    if after[0] in _TO_THE_COACH:
        return True
    if after[0] in ("tell", "give", "show"):
        return after[1] in ("me", "us") and (after[2] in _TELL or after[0] == "give" or after[2] in ("something", END))
    if after[0] == "help":
        return after[1] == END or (after[1] in ("me", "us") and (after[2] in _HELP or after[2] == END))
    return after[0] in (END, "someone", "anyone", "somebody") or (words[hit.first] == "please" and after[0] in ("be", "advice"))


def _end(words: Sequence[str], start: int) -> int:
    """The last word of what is asked for: to the end of the clause."""
    for at in range(start, min(start + LONGEST, len(words))):
        word = words[at]
        if word == END or (word in _BREAKS and at > start):
            return at - 1
        if word in (COMMA, "and") and words[at + 1 : at + 2] and words[at + 1] in _SUBJECT:
            return at - 1
    return min(start + LONGEST, len(words)) - 1


def _gives(inside: Sequence[tuple[object, int, int]], lexicon: Lexicon) -> tuple[str, ...]:
    """The needs behind a strategy, by the words in it; the earliest and longest word decides first."""
    found: list[str] = []
    for meaning, _, _ in sorted(inside, key=lambda hit: (hit[1], -hit[2])):
        if getattr(meaning, "kind", None) is Kind.STRATEGY:
            found += lexicon.strategies[int(getattr(meaning, "name", "0"))]
    return tuple(dict.fromkeys(found))[:3]


def _sort(frame: str, content: Sequence[str], inside: Sequence[tuple[object, int, int]]) -> str:
    signs = {getattr(m, "name", "") for m, first, _ in inside if getattr(m, "kind", None) is Kind.ASKED and first < _FIRST}
    concrete = any(w in _CONCRETE or w.isdigit() for w in content)
    if "stop" in signs and content[:1] and any(w in _STOPPING or w in ("not", "no", "never") for w in content[:3]):
        return "stop"
    if frame == "order":
        return "demand"
    if "vague" in signs and not concrete:
        return "vague"
    return "request"


def _ultimatums(tokens: Tokens, hits: Sequence[Hit], lexicon: Lexicon) -> list[Request]:
    """An "or else" spans its sentence."""
    found: dict[int, Request] = {}
    for hit in hits:
        sentence = tokens.sentences[hit.first]
        if tokens.quoted[hit.first] or sentence in found:
            continue
        first, last = hit.first, hit.last
        while first and tokens.sentences[first - 1] == sentence and hit.first - first < LONGEST:
            first -= 1
        while last + 1 < len(tokens) and tokens.words[last + 1] != END and last - hit.last < LONGEST:
            last += 1
        span = tokens.span(first, last)
        found[sentence] = Request(span.text, span.start, span.end, "ultimatum", lexicon.mends["ultimatum"])
    return list(found.values())


def _bare_stops(tokens: Tokens, known: Sequence[Request], lexicon: Lexicon) -> list[Request]:
    """"Stop ignoring me", "don't call me that": a stop at the beginning of a sentence."""
    found: list[Request] = []
    words = tokens.words
    for at, word in enumerate(words):
        opens = not at or words[at - 1] in (END, COMMA, "please")
        stops = word in _STOPPING or (word == "do" and words[at + 1 : at + 2] == ["not"])
        if not (opens and stops) or at + 2 >= len(words) or tokens.quoted[at]:
            continue
        if word == "do" and words[at + 2] in ("know", "get", "think", "want", "have", "understand", "care", "feel", "even", "really", "fix", "tell", "judge"):
            continue
        span = tokens.span(at, _end(words, at + 1))
        if not any(r.start <= span.start < r.end for r in known):
            found.append(Request(span.text, span.start, span.end, "stop", lexicon.mends["stop"]))
    return found


_WANTING = frozenset("need want needed wanted".split())


def _things(tokens: Tokens, lexicon: Lexicon, known: Sequence[Strategy]) -> list[Strategy]:
    """"I need a divorce", "I want to see his phone": a thing or a deed instead of a need."""
    found: list[Strategy] = []
    words = tokens.words
    for at, word in enumerate(words):
        if word not in _WANTING or words[max(0, at - 1) : at] == ["not"] or tokens.quoted[at]:
            continue
        if nearest(tokens, at - 1) not in (None, "i", "we"):
            continue
        inside = lexicon.asked.find(words[at + 1 : at + 9], {})
        things = [hit for hit in inside if hit[0].kind is Kind.FRAME and hit[1] <= 1]
        if things:
            last = at + 1 + max(hit[2] for hit in things)
            span = tokens.span(at - 1 if at and words[at - 1] == "i" else at, last)
            if not any(s.start <= span.start < s.end for s in known):
                found.append(Strategy(span.text, span.start, span.end, _gives(inside, lexicon)))
    return found
