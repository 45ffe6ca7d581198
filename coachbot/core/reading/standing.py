"""Whether a word of feeling, where it stands, says that the person feels so."""

from __future__ import annotations

from coachbot.core.reading.hinges import OF_OTHERS
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon
from coachbot.core.reading.lists import listed, phrases
from coachbot.core.reading.owner import Whose, nearest, quotes_another, unless
from coachbot.core.reading.tokens import COMMA, END, Tokens
from coachbot.core.reading.whose import Hangs, Place, whole

ANSWER = 7  # words of a sentence up to which a bare word is an answer: "and kind of pathetic"
_AROUND = 30  # words in which something said of the body makes "violated" a fact

# nouns that an adjective before them belongs to: "an angry text", "happy birthday"
_THINGS = listed("""
people person man woman guy girl girls boy boys story movie film song text texts message messages face
voice look tone place thing things news day days birthday anniversary christmas ending husband wife
boyfriend girlfriend partner marriage relationship couple family child kid kids baby home life mother dad
mom mum dog cat side way stuff note part ass eyes smile reaction response outburst words truth memories
memory songs
""")
# what may come after a feeling that has no verb: "so tired of this", "sad mostly"
_MAY_FOLLOW = listed("""
and or but about of with by at that because to for when tbh lol mostly mainly right now again as inside
maybe honestly today tonight all i if he she they since after every ngl rn in more really too so yet
still like deep even exactly from is lately though anyway whenever sometimes on than over how why what
while then just most some also yes no yeah idk both pretty very any mixed out a the my me we you it its
obviously clearly naturally basically please need want big beyond with between rn throughout whether
""")
# "confused doesn't cover it", "lonely is the word"
_NAMED = phrases(
    "does not cover|does not begin|is the word|is how i|is what i|is what it|is an understatement"
)
_NOT_IT = phrases("is not the|is not quite|is not it|is not right|is the wrong")
# "ok", "done", "nothing" answer many questions
_NO_ANSWER = listed("nothing dead done off heavy ill not like cold odd low down bad rough right")
_COMPOUNDS = listed(
    "issues management problems problem attack attacks disorder meds medication group therapy"
)
_HOLDING = listed("""
feel felt feeling feels have had has having full filled overcome sense feelings got carry carrying hold
holding in with of by from this such much nothing only more pure just some the a all total utter and or
""")
_FULL = listed("feel felt feeling full filled")
_BODY_FACTS = listed("""
sex sexual sexually raped rape forced force body assault assaulted touched touch grabbed drugged
""")


def of_whole(tokens: Tokens, hit: Hit) -> Whose:
    """Whose a whole phrase is; "I miss her" isn't one in "I miss her cooking"."""
    if hit.meaning.kind is Kind.EMOJI:
        return Whose.MINE
    if tokens.words[hit.last] == "her" and not _may_stop(_after(tokens, hit)):
        return Whose.NOT
    if tokens.words[hit.last] == "even" and not _may_stop(_after(tokens, hit)):
        return Whose.NOT  # "I can't even look at him"
    return whole(tokens, hit.first, hit.last, idiom=hit.meaning.kind is Kind.IDIOM)


def of_adjective(tokens: Tokens, hit: Hit, where: Place, lexicon: Lexicon) -> Whose:
    """Whose a feeling's adjective is, by what it hangs on."""
    kind, hangs = hit.meaning.kind, where.hangs
    if is_named(tokens, hit) and not tokens.quoted[hit.first]:
        return Whose.MINE
    if where.whose is Whose.NOT or _after(tokens, hit) in _THINGS:
        return Whose.NOT
    if tuple(tokens.words[hit.last + 1 : hit.last + 4]) in _NOT_IT:
        return Whose.DENIED  # "abandoned isn't the right word"
    if hangs in (Hangs.BARE, Hangs.LOOSE) and not _stands_alone(tokens, hit, hangs, lexicon):
        return Whose.NOT
    if kind is Kind.FELT and not _is_felt(tokens, hit, hangs):
        return Whose.NOT
    if kind is Kind.FAUX and not _is_faux(tokens, hit, hangs, lexicon):
        return Whose.NOT
    return Whose.DENIED if hangs is Hangs.BARE and _is_asked_away(tokens, hit) else where.whose


def _is_asked_away(tokens: Tokens, hit: Hit) -> bool:
    """Whether it is asked and answered with a no: "Jealous? No."."""
    mark = hit.last + 1
    asked = mark + 1 < len(tokens) and tokens.raw(mark).startswith("?")
    return asked and tokens.words[mark + 1] in ("no", "nope", "nah", "not")


def _after(tokens: Tokens, hit: Hit) -> str:
    return tokens.words[hit.last + 1] if hit.last + 1 < len(tokens) else END


def _may_stop(after: str) -> bool:
    """Whether a feeling can end before this word."""
    return after in (END, COMMA) or after in _MAY_FOLLOW or not after.isalpha()


def _is_felt(tokens: Tokens, hit: Hit, hangs: Hangs) -> bool:
    """Whether "close", "nothing", "small" is said of a feeling; "nothing but guilt" is guilt."""
    is_only = tokens.words[hit.first : hit.last + 2] == ["nothing", "but"]
    return hangs in (Hangs.FEEL, Hangs.BARE, Hangs.HOW) and not is_only


def _stands_alone(tokens: Tokens, hit: Hit, hangs: Hangs, lexicon: Lexicon) -> bool:
    """Whether a feeling without a verb is said of oneself: "embarrassed.", "so tired of this"."""
    kind = hit.meaning.kind
    if not _may_stop(_after(tokens, hit)) or (kind is Kind.FAUX and hangs is Hangs.LOOSE):
        return False
    if kind is Kind.ADJ:
        return True
    length = sentence_length(tokens, hit.first)
    if kind is Kind.FAUX:
        return length <= ANSWER - 2 or (_after(tokens, hit) in _PAUSE and _opens(tokens, hit.first))
    hard = lexicon.feelings[hit.meaning.name].side < 0
    return length <= ANSWER and hard and tokens.words[hit.first] not in _NO_ANSWER


_PAUSE = frozenset((END, COMMA, "and", "again", "by", "since", "big"))


def _opens(tokens: Tokens, at: int) -> bool:
    """Whether a word begins its sentence."""
    return at == 0 or tokens.words[at - 1] == END


def is_named(tokens: Tokens, hit: Hit) -> bool:
    """Whether the word is named as what is felt: "lonely is the word", "used, that's how I feel"."""
    after = tokens.words[hit.last + 1 : hit.last + 6]
    while after and after[0] in (COMMA, "that", "this", "it"):
        del after[0]
    return tuple(after[:3]) in _NAMED


def sentence_length(tokens: Tokens, at: int) -> int:
    """How many words the sentence around a word has, as far as an answer may be long."""
    here = tokens.sentences[at]
    first, last = at, at
    while first and at - first < ANSWER and tokens.sentences[first - 1] == here:
        first -= 1
    while last + 1 < len(tokens) and last - at < ANSWER and tokens.sentences[last + 1] == here:
        last += 1
    return last - first + 1 - (tokens.words[last] == END)


def _is_faux(tokens: Tokens, hit: Hit, hangs: Hangs, lexicon: Lexicon) -> bool:
    """Whether a story is told as a feeling; "I was rejected by the bank" tells what happened."""
    after = _after(tokens, hit)
    if hit.meaning.word == "used" and after == "to":
        return False
    near = tokens.words[max(0, hit.first - _AROUND) : hit.last + _AROUND]
    if hit.meaning.name == "violated" and any(word in _BODY_FACTS for word in near):
        return False
    return hangs not in (Hangs.BE, Hangs.ME) or (lexicon.faux[hit.meaning.name].after_am and after != "by")


def of_noun(tokens: Tokens, hit: Hit, *, good: bool) -> Whose:
    """Whose "anger", "so much pain" is; of good ones ("love", "hope") people talk without feeling them."""
    words = tokens.words
    near = words[max(0, hit.first - 5) : hit.first]
    clause = near[max((k + 1 for k, word in enumerate(near) if word in (END, COMMA)), default=0) :]
    if _after(tokens, hit) in _COMPOUNDS or any(word in OF_OTHERS for word in clause[-2:]):
        return Whose.NOT
    if quotes_another(tokens, hit.first) or (good and not any(word in _FULL for word in clause)):
        return Whose.NOT
    if _has(tokens, hit, clause):
        return unless(Whose.MINE, negated=any(word in ("no", "not", "never", "without") for word in clause))
    return Whose.NOT


def _has(tokens: Tokens, hit: Hit, clause: list[str]) -> bool:
    """Whether the person has it: "my anger", "I feel such anger", "anger in me", or one word in answer."""
    who = nearest(tokens, hit.first - 1)
    told = [word for word in clause if word not in ("not", "just", "more", "pure", "only", "like")]
    if told[-2:-1] in (["it"], ["this"], ["that"]) and told[-1] in ("is", "was"):
        return True
    if "my" in clause[-2:] or (who in ("i", "we") and any(word in _HOLDING for word in clause)):
        return True
    after = tokens.words[hit.last + 1 : hit.last + 4]
    if after[:2] in (["in", "me"], ["inside", "me"], ["inside", "of"]):
        return True
    if "i" in after and any(word in ("feel", "felt", "have", "had", "am") for word in after):
        return True
    return who is None and after[:1] != ["you"] and sentence_length(tokens, hit.first) < ANSWER - 2
