"""What kind of word an English word may be: closed classes and verb forms, as bits of one number."""

from __future__ import annotations

from coachbot.core.reading.lists import listed
from coachbot.core.reading.verbs import BASE, BASES, INGS, PARTICIPLES, PASTS, THIRDS

NOM = 1  # he, who is the subject and nothing else
ANY = 2  # it, you, this: subject or object
ACC = 4
POSS = 8
DET = 16
PREP = 32
COORD = 64
SUBORD = 128
WH = 256
AUX = 512  # finite forms of be, have, do
MODAL = 1024
BASE_FORM = 2048
THIRD_FORM = 4096
PAST_FORM = 8192
PARTICIPLE_FORM = 16384
ING_FORM = 32768
ADV = 65536
NEG = 131072
FUSED = 262144  # "he's": subject and verb in one word
TIME = 524288
NUM = 1048576
STOP = 2097152  # . ! ? and line ends
COMMA = 4194304
BREAK = 8388608  # ; : - ... and emoji
QUOTE = 16777216
LINK = 33554432
ADJ_THAT = 67108864  # "sure", "afraid": a clause may follow
WEAK = 134217728  # a verb form that is a noun or adjective at least as often
LETTER = 268435456  # capital inside a sentence: a name, perhaps

FINITE = AUX | MODAL | BASE_FORM | THIRD_FORM | PAST_FORM
SURE = AUX | MODAL | THIRD_FORM | PAST_FORM
VERBAL = FINITE | PARTICIPLE_FORM | ING_FORM | FUSED
PUNCT = STOP | COMMA | BREAK
PRONOUN = NOM | ANY | ACC | FUSED

TAGS: dict[str, int] = {}


def _tag(bits: int, words: str) -> None:
    for word in words.split():
        TAGS[word] = TAGS.get(word, 0) | bits


_tag(NOM, "i he she we they")
_tag(
    ANY,
    """
it you this that these those everyone everybody someone somebody nobody noone anyone anybody everything
nothing something anything there neither both none another mine yours hers y'all
""",
)
_tag(
    ACC,
    """
me him us them her myself himself herself yourself ourselves themselves themself itself yourselves
""",
)
_tag(POSS, "my his her our their your its whose")
_tag(
    DET,
    """
the a an this that these those some any every each no all both another half either neither such most
many few several two three four five six seven eight nine ten one other certain enough more various
""",
)
_tag(
    PREP,
    """
of in on at by for with without about from to into onto over under through throughout against between
among around near behind beside besides beyond despite during except inside outside off out up down per
towards toward upon via versus vs within like unlike after before since until till past across along
regarding concerning than as due
""",
)
_tag(COORD, "and but or nor yet so plus & then")
_tag(
    SUBORD,
    """
because when whenever if unless although though while whilst after before since until till as where
whereas whether once because lest wherever everytime anytime
""",
)
_tag(WH, "when who whom which what how why where whatever whoever whichever whose")
_tag(
    AUX,
    """
am is are was were be have has had do does did isn't aren't wasn't weren't haven't hasn't hadn't don't
doesn't didn't ain't
""",
)
_tag(
    MODAL,
    """
can could will would shall should may might must can't cannot couldn't won't wouldn't shan't shouldn't
mustn't mightn't needn't ought
""",
)
_tag(
    NEG,
    """
not never n't isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't ain't can't cannot
couldn't won't wouldn't shan't shouldn't mustn't mightn't needn't hardly barely neither
""",
)
_tag(
    ADV,
    """
right first not never always often sometimes usually rarely seldom ever just only even still already also too
again really very so pretty quite almost nearly hardly barely actually literally honestly basically
probably maybe perhaps definitely certainly obviously clearly finally suddenly recently lately now then
here there yet soon later once twice constantly continually continuously completely totally absolutely
truly simply somehow somewhat anymore away back together apart instead especially exactly apparently
supposedly eventually immediately currently previously initially originally generally normally regularly
frequently occasionally repeatedly kinda sorta well much far long both all each personally genuinely
seriously purely mostly mainly though however anyway anyways either indeed else already ago early late
forever fully secretly openly deeply badly slowly quickly quietly firmly fucking freaking goddamn damn
bloody afterwards afterward meanwhile likewise nowadays since more less most rather better half
accidentally deliberately intentionally purposely randomly flat straight openly out out-right
""",
)
_tag(
    TIME,
    """
today yesterday tonight tomorrow morning afternoon evening night nights week weeks month months year
years day days hour hours minute minutes weekend weekends monday tuesday wednesday thursday friday
saturday sunday january february april june july august september october november december christmas
easter birthday anniversary ago now time times moment lately recently
""",
)
_tag(
    NUM,
    """
two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand couple
""",
)
_tag(
    ADJ_THAT,
    """
sure afraid glad happy sad sorry scared worried mad angry upset aware certain surprised shocked
disappointed convinced confident terrified grateful hurt annoyed furious positive worried like such so
clear obvious ashamed embarrassed fine ok okay funny weird strange lucky relieved proud jealous
devastated heartbroken pissed unsure thankful guilty
""",
)
_SUBJECTS = {"i": "i", "he": "he", "she": "she", "we": "we", "they": "they", "it": "it", "you": "you",
             "that": "that", "there": "there", "this": "this", "who": "who", "what": "what", "where": "where",
             "how": "how", "everyone": "everyone", "everything": "everything", "someone": "someone",
             "nobody": "nobody", "nothing": "nothing", "here": "here", "everybody": "everybody",
             "something": "something", "one": "one", "why": "why", "when": "when"}  # fmt: skip


def is_verbal(tag: int) -> bool:
    """Whether a word is a verb form wherever it stands, and not a noun or adjective as often."""
    return bool(tag & VERBAL) and not tag & WEAK


# People who are named without "my".
KIN = listed("""
mother-in-law father-in-law sister-in-law mom mum dad husband wife boyfriend girlfriend fiancé fiancée
partner mother father brother sister son daughter friend
""")  # fmt: skip
FUSIONS: dict[str, tuple[str, str]] = {}  # "he's" → ("he", "'s")
for _word in _SUBJECTS:
    for _tail in ("'m",) * (_word == "i") + ("'s", "'ll", "'d") + ("'re", "'ve") * (_word in "we they you"):
        FUSIONS[_word + _tail] = (_word, _tail)
for _word in ("i", "who"):
    FUSIONS[_word + "'ve"] = (_word, "'ve")
for _word, (_head, _tail) in FUSIONS.items():
    TAGS[_word] = FUSED | (WH if _head in ("who", "what", "where", "how", "why", "when") else 0)

for _forms, _bit in ((BASES, BASE_FORM), (THIRDS, THIRD_FORM), (PASTS, PAST_FORM),
                     (PARTICIPLES, PARTICIPLE_FORM), (INGS, ING_FORM)):  # fmt: skip
    for _word in _forms:
        TAGS[_word] = TAGS.get(_word, 0) | _bit
for _word in ("have", "do"):
    TAGS[_word] |= BASE_FORM
TAGS["be"] &= ~AUX
TAGS["be"] |= BASE_FORM
TAGS["been"] = TAGS.get("been", 0) | AUX | PARTICIPLE_FORM  # "he been": "has" is left out
for _word in ("been", "being", "having", "doing", "done", "gone"):
    TAGS[_word] = TAGS.get(_word, 0) & ~PAST_FORM
BE = listed("""
am is are was were be been being 's 'm 're isn't aren't wasn't weren't ain't
""")
HAVE = listed("have has had having 've haven't hasn't hadn't")
LEMMA = BASE | dict.fromkeys(BE, "be") | dict.fromkeys(HAVE, "have")
LEMMA |= {"do": "do", "does": "do", "did": "do", "done": "do", "doing": "do", "don't": "do", "doesn't": "do",
          "didn't": "do"}  # fmt: skip
