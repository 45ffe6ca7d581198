"""What is asked for: strategies, and requests sorted by whether a no is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coachbot.core.model import Request, Span, Strategy
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon
from coachbot.core.reading.lists import listed
from coachbot.core.reading.owner import mine_or_none
from coachbot.core.reading.tokens import COMMA, END, Tokens

LONGEST = 30  # words of one thing asked for
_FIRST = 4  # words in which vagueness shows
_NEAR = 8  # words after "I need" in which a thing is named
_BREAKS = listed("because but though although so")
_SUBJECT = listed("i he she they we")
_CONCRETE = listed("""
today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday morning evening night weekend
before after when every once twice minutes minute hour hours oclock pm am dinner breakfast lunch bed at
""")
_REPORTING = listed("asked told begged")
_SAYS = listed("says said thinks thought")
_QUESTIONS = listed("how what when where why who")
_TO_THE_COACH = listed(
    "write explain suggest draft recommend advise read analyze analyse rephrase translate listen"
)
_TELL = listed("what how why if who whether where which something") | {END}
_HELP = listed(
    "understand figure write decide word say get calm see find make with please out know think solve deal"
)
_FRANK = listed("honest gentle kind brutal blunt nice")  # "please be gentle": a stranger who begins to tell
_ANYBODY = listed("someone anyone somebody") | {END}
_STOPPING = listed("stop quit")
_NO = listed("not no never stop quit")
_MILD = listed(
    "know get think want have understand care feel even really fix tell judge"
)  # "don't get me wrong"
_WANTING = listed("need want needed wanted")


def find_asked(
    tokens: Tokens, hits: Mapping[Kind, list[Hit]], lexicon: Lexicon
) -> tuple[tuple[Request, ...], tuple[Strategy, ...]]:
    """Requests and strategies in order; what is asked of the coach itself is neither."""
    requests: list[Request] = []
    strategies: list[Strategy] = []
    covered: set[int] = set()  # words that stand in something asked for

    def ask(kind: str, first: int, last: int) -> None:
        span = tokens.span(first, last)
        requests.append(Request(span.text, span.start, span.end, kind, lexicon.mends[kind]))
        covered.update(range(first, last + 1))

    for first, last in _ultimatums(tokens, hits.get(Kind.ULTIMATUM, ())):
        ask("ultimatum", first, last)
    for hit, last in _framed(tokens, hits.get(Kind.FRAME, ())):
        inside = _inside(tokens, hit.last + 1, last + 1, lexicon)
        if hit.meaning.name == "want":
            strategies.append(_strategy(tokens.span(hit.first, last), inside, lexicon))
        if hit.first not in covered:
            ask(_sort(hit, tokens.words[hit.first : last + 1], inside), hit.first, last)
    for first, last in _stops(tokens):
        if first not in covered:
            ask("stop", first, last)
    strategies += _things(tokens, lexicon, {strategy.start for strategy in strategies})
    return tuple(sorted(requests, key=lambda r: r.start)), tuple(sorted(strategies, key=lambda s: s.start))


def _inside(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> list[Hit]:
    """What stands in a stretch of words of something asked for; places count from its beginning."""
    return [Hit(*found) for found in lexicon.asked.find(tokens.words[first:end])]


def _strategy(span: Span, inside: Sequence[Hit], lexicon: Lexicon) -> Strategy:
    """A strategy with the needs behind it: the earliest and longest word decides first."""
    needs: list[str] = []
    for hit in sorted(inside, key=lambda h: (h.first, -h.last)):
        if hit.meaning.kind is Kind.STRATEGY:
            needs += lexicon.strategies[int(hit.meaning.name)]
    return Strategy(span.text, span.start, span.end, tuple(dict.fromkeys(needs))[:3])


# ---------------------------------------------------------------- where something is asked


def _framed(tokens: Tokens, hits: Sequence[Hit]) -> Iterator[tuple[Hit, int]]:
    """The frames that ask something of the partner, each with the last word of what it asks."""
    reach = -1
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if hit.first <= reach:
            continue
        reach = hit.last
        if tokens.quoted[hit.first] or _is_others(tokens, hit) or _to_the_coach(tokens, hit):
            continue
        last = _end(tokens.words, hit.last + 1)
        if last > hit.last:
            yield hit, last


def _is_others(tokens: Tokens, hit: Hit) -> bool:
    """Whether it is someone else's asking ("he says you should") or none at all ("how would you")."""
    words = tokens.words
    before = words[max(0, hit.first - 3) : hit.first]
    if words[hit.first] == "who":
        return True
    regrets = words[hit.last] == "should" and words[hit.last + 1 : hit.last + 2] == ["have"]
    if regrets or (before and before[-1] in _QUESTIONS):
        return True
    reported = words[hit.first] in _REPORTING or any(word in _SAYS for word in before)
    return reported and not mine_or_none(tokens, hit.first - 1)


def _to_the_coach(tokens: Tokens, hit: Hit) -> bool:
    """Whether the coach is asked: "can you help me", "could you tell me what to say"."""
    words = tokens.words
    if hit.meaning.name != "ask" or words[hit.first] in ("i", "asked"):
        return False
    after = [word for word in words[hit.last + 1 : hit.last + 6] if word not in ("please", "just", "also")]
    verb, whom, what = (*after, END, END, END)[:3]
    if verb in _TO_THE_COACH or verb in _ANYBODY:
        return True
    if verb in ("tell", "give", "show"):
        return whom in ("me", "us") and (what in _TELL or verb == "give")
    if verb == "help":
        return whom == END or (whom in ("me", "us") and (what in _HELP or what == END))
    return words[hit.first] == "please" and (verb == "advice" or (verb == "be" and whom in _FRANK))


def _end(words: Sequence[str], start: int) -> int:
    """The last word of what is asked for: to the end of the clause."""
    for at in range(start, min(start + LONGEST, len(words))):
        word = words[at]
        if word == END or (word in _BREAKS and at > start):
            return at - 1
        if word in (COMMA, "and") and at + 1 < len(words) and words[at + 1] in _SUBJECT:
            return at - 1
    return min(start + LONGEST, len(words)) - 1


def _sort(hit: Hit, said: Sequence[str], inside: Sequence[Hit]) -> str:
    """The kind of request that a frame and what it asks make together."""
    frame = said[: hit.last - hit.first + 1]
    content = said[len(frame) :]
    signs = {h.meaning.name for h in inside if h.meaning.kind is Kind.ASKED and h.first < _FIRST}
    if "not" in frame or ("stop" in signs and any(word in _NO for word in content[:3])):
        return "stop"
    if hit.meaning.name == "order":
        return "demand"
    concrete = any(word in _CONCRETE or word.isdigit() for word in content)
    return "vague" if "vague" in signs and not concrete else "request"


def _ultimatums(tokens: Tokens, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Each "or else", as wide as its sentence."""
    done = -1
    for hit in sorted(hits, key=lambda h: h.first):
        first, last, sentence = hit.first, hit.last, tokens.sentences[hit.first]
        if tokens.quoted[first] or sentence == done:
            continue
        done = sentence
        while first and tokens.sentences[first - 1] == sentence and hit.first - first < LONGEST:
            first -= 1
        while last + 1 < len(tokens) and tokens.words[last + 1] != END and last - hit.last < LONGEST:
            last += 1
        yield first, last


def _stops(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Each "stop ignoring me", "don't call me that" at the beginning of a clause."""
    words = tokens.words
    for at, word in enumerate(words[:-2]):
        opens = not at or words[at - 1] in (END, COMMA, "please")
        stops = word in _STOPPING or (word == "do" and words[at + 1] == "not" and words[at + 2] not in _MILD)
        if opens and stops and not tokens.quoted[at]:
            yield at, _end(words, at + 1)


def _things(tokens: Tokens, lexicon: Lexicon, known: set[int]) -> list[Strategy]:
    """A thing or a deed instead of a need: "I need a divorce", "I want to see his phone"."""
    found: list[Strategy] = []
    words = tokens.words
    for at, word in enumerate(words):
        if word not in _WANTING or (at and words[at - 1] == "not") or tokens.quoted[at]:
            continue
        inside = _inside(tokens, at + 1, at + 1 + _NEAR, lexicon)
        named = [hit.last for hit in inside if hit.meaning.kind is Kind.FRAME and hit.first <= 1]
        first = at - 1 if at and words[at - 1] == "i" else at
        if named and tokens.starts[first] not in known and mine_or_none(tokens, at - 1):
            found.append(_strategy(tokens.span(first, at + 1 + max(named)), inside, lexicon))
    return found
