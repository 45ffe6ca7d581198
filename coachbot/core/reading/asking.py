"""What is asked for: strategies, and requests sorted by whether a no is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coachbot.core.model import Request, Span, Strategy
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon
from coachbot.core.reading.lists import listed
from coachbot.core.reading.owner import mine_or_none
from coachbot.core.reading.pressing import LONGEST, TOLD_SO, demands, end_of, stops, ultimatums
from coachbot.core.reading.tokens import COMMA, END, Tokens

_FIRST = 4  # words in which vagueness shows
_NEAR = 8  # words after "I need" in which a thing is named
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
_NO = listed("not no never stop quit")
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

    def ask_each(kind: str, found: Iterator[tuple[int, int]]) -> None:
        for first, last in found:
            if first not in covered:
                ask(kind, first, last)

    frames = hits.get(Kind.FRAME, ())
    ask_each("ultimatum", ultimatums(tokens, hits.get(Kind.ULTIMATUM, ())))
    ask_each("demand", demands(tokens, frames))
    for hit, last in _framed(tokens, [h for h in frames if h.meaning.name != "final"]):
        inside = _inside(tokens, hit.last + 1, last + 1, lexicon)
        if hit.meaning.name == "want":
            strategies.append(_strategy(tokens.span(hit.first, last), inside, lexicon))
        if hit.first not in covered:
            ask(_sort(hit, tokens.words[hit.first : last + 1], inside), hit.first, last)
    ask_each("stop", stops(tokens))
    ask_each("vague", _wishes(tokens, hits.get(Kind.NEED, ()), lexicon))
    named = {at for hit in hits.get(Kind.NEED, ()) for at in range(hit.first, hit.last + 1)}
    strategies += _things(tokens, lexicon, strategies, named)
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
        last = end_of(tokens.words, hit.last + 1)
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
    if words[hit.first] in ("make", "please") and before and before[-1] in ("to", "can", "i", "not"):
        return True  # "the trick to make him", "how not to please"
    if words[hit.first + 1 : hit.first + 3] == ["you", "believe"]:
        return True
    if hit.meaning.name == "order" and _NO_ORDER.intersection(words[hit.first + 1 : hit.last + 2]):
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


def _sort(hit: Hit, said: Sequence[str], inside: Sequence[Hit]) -> str:
    """The kind of request that a frame and what it asks make together."""
    frame = said[: hit.last - hit.first + 1]
    content = said[len(frame) :]
    signs = {h.meaning.name for h in inside if h.meaning.kind is Kind.ASKED and h.first < _FIRST}
    if "not" in frame or ("stop" in signs and any(word in _NO for word in content[:3])):
        return "stop"
    concrete = any(word in _CONCRETE or word.isdigit() for word in content)
    vague = "vague" in signs and not concrete
    if hit.meaning.name == "order":
        return "vague" if vague and frame[-1] == "should" else "demand"
    return "vague" if vague else "request"


def _wishes(tokens: Tokens, hits: Sequence[Hit], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Wishes that nobody could act on: "be nicer", "try harder, I said", "I want more closeness"."""
    words = tokens.words
    needed = {hit.first for hit in hits}
    for at, word in enumerate(words[:-1]):
        if word not in _WISHING or tokens.quoted[at]:
            continue
        before = words[at - 1] if at else END
        if word in _ORDERED and before in TOLD_SO and (last := end_of(words, at + 1)) > at:
            inside = _inside(tokens, at, at + _FIRST + 2, lexicon)
            concrete = any(w in _CONCRETE for w in words[at : min(last + 1, at + _NEAR)])
            if not concrete and any(h.meaning.name == "vague" and h.first < _FIRST for h in inside):
                yield at, last
        elif word in _SOFT and words[at - 1 : at] != ["not"] and (who := _whom(words, at)):
            inside = _inside(tokens, at + 1, at + 1 + _FIRST, lexicon)
            if any(h.meaning.name == "vague" for h in inside):
                yield who - 1, end_of(words, at + 1)
        elif word in ("more", "some") and before in ("want", "wish", "wanted") and at + 1 in needed:
            yield at - 1, end_of(words, at + 1)


def _whom(words: Sequence[str], at: int) -> int:
    """The place after who is to be so: "he could be more loving", "let her pay attention"; 0 for nobody."""
    if words[at] == "let":
        return at + 1 if words[at + 1 : at + 2] and words[at + 1] in _WHOM else 0
    told = (
        at > 0
        and words[at - 1] in ("he", "she", "they")
        and words[at + 1 : at + 2] in (["be"], ["have"], ["show"])
    )
    return at if told else 0


_SOFT = frozenset(("let", "can", "could", "might"))


def _things(tokens: Tokens, lexicon: Lexicon, known: Sequence[Strategy], needed: set[int]) -> list[Strategy]:
    """A thing or a deed instead of a need: "I need a divorce", "I need him home"."""
    found: list[Strategy] = []
    words = tokens.words
    for at, word in enumerate(words):
        if word not in _WANTED:
            continue
        denied = bool(at) and words[at - 1] in ("not", "never")
        if (word not in _WANTING and not _would_like(words, at)) or denied or tokens.quoted[at]:
            continue
        first = at - (word in ("like", "love"))
        first -= bool(first) and words[first - 1] in ("i", "we")
        if words[at + 1 : at + 2] in ([END], []) and (turned := _turned(tokens, at)) is not None:
            inside = _inside(tokens, turned[0], turned[1] + 1, lexicon)
            found.append(_strategy(tokens.span(*turned), inside, lexicon))
            continue
        if any(one.start <= tokens.starts[at] < one.end for one in known) or not mine_or_none(tokens, at - 1):
            continue
        inside = _inside(tokens, at + 1, at + 1 + _NEAR, lexicon)
        named = [hit.last for hit in inside if hit.meaning.kind is Kind.FRAME and hit.first <= 1]
        last = at + 1 + max(named) if named else end_of(words, at + 1)
        if named or _is_thing(words, at + 1, last, needed):
            found.append(_strategy(tokens.span(first, last), inside, lexicon))
    return found


def _turned(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The first and last word of what stands before "that's what I need"."""
    words = tokens.words
    start = next((k for k in range(at, max(at - 6, -1), -1) if words[k] == COMMA), -1)
    if start < 2 or words[start + 1 : start + 3] != ["that", "is"]:
        return None
    first = start
    while first and words[first - 1] != END and start - first < LONGEST:
        first -= 1
    return (first, start - 1) if start - first > 2 else None


def _would_like(words: Sequence[str], at: int) -> bool:
    return words[at] in ("like", "love") and at > 0 and words[at - 1] == "would"


def _is_thing(words: Sequence[str], at: int, last: int, needed: set[int]) -> bool:
    """Whether what is wanted is a person, a thing, a place or a time and no need: "a lock on the door"."""
    if at < len(words) and words[at] == "is":
        at += 1  # "what I need is …"
    content = words[at : last + 1]
    if len(content) > 1 and content[0] in _WHOM:
        return content[1] != "to" or len(content) > 3
    if content[:2] == ["to", "be"] and content[2:] and content[2].endswith("ed"):
        return not needed.intersection(range(at, at + 4))  # "to be hugged first"
    if len(content) < 2 or content[0] in _NO_THING or content[1] in _NO_THING:
        return False
    if needed.intersection(range(at, at + 4)):
        return False
    placed = any(word in _CONCRETE or word.isdigit() for word in content[1:])
    return content[0] in _HOLDS or content[0].isdigit() or placed


_NO_ORDER = listed(
    "change grow learn always realise realize understand"
)  # a wish for another person, not an order
_ORDERED = listed("""
be respect love try make grow care show act treat support appreciate communicate understand change value want
step prioritise prioritize give see trust notice believe
""")
_WISHING = _ORDERED | _SOFT | {"more", "some"}
_WANTED = _WANTING | {"like", "love"}
_WHOM = listed("him her them you someone somebody")
_HOLDS = listed("a an my one two three half his our")
_NO_THING = listed("""
to advice answer answers idea ideas minute moment help friend job name recipe this that it all lot bit
reason break
""")
