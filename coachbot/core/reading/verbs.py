"""The English verbs that quarrels are told in, with all their forms.

Without a parser, "my wife [left]" and "my wife [works late]" are told from "my wife's work" by knowing
which words can be a verb, and in which form.
"""

from __future__ import annotations

import re

from coachbot.core.reading.lists import listed

# base, past, participle (where it differs from the past)
_IRREGULAR = """
become became become|begin began begun|bend bent|bet bet|bite bit bitten|bleed bled|blow blew blown
break broke broken|bring brought|build built|burst burst|buy bought|catch caught|choose chose chosen
come came come|cost cost|cut cut|deal dealt|dig dug|draw drew drawn|dream dreamt|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled
fling flung|fly flew flown|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven
freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown|hang hung|hear heard
hide hid hidden|hit hit|hold held|hurt hurt|keep kept|know knew known|lay laid|lead led|leave left
lend lent|let let|lie lied|light lit|lose lost|make made|mean meant|meet met|mislead misled
misunderstand misunderstood|oversleep overslept|overhear overheard|pay paid|put put|quit quit|read read
rebuild rebuilt|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said|see saw seen
seek sought|sell sold|send sent|set set|shake shook shaken|shoot shot|show showed shown|shut shut
sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spend spent|spill spilt
spit spat|split split|spread spread|stand stood|steal stole stolen|stick stuck|sting stung
stink stank stunk|strike struck|swear swore sworn|sweep swept|swim swam swum|swing swung|take took taken
teach taught|tear tore torn|tell told|think thought|throw threw thrown|understand understood|upset upset
wake woke woken|wear wore worn|weep wept|win won|write wrote written|withdraw withdrew withdrawn
cling clung|sew sewed sewn|breastfeed breastfed|kneel knelt
overspend overspent|breed bred|overdraw overdrew overdrawn|undo undid undone|redo redid redone
"""

_REGULAR = """
abandon abuse accept accuse ache act add address admit adore adopt adopt advise affect agree aim allow
announce annoy answer apologise apologize appear apply appreciate argue arrange arrest arrive ask assume
assure attack attempt attend avoid back badmouth bail bang bark bash be-friend behave believe belittle
belong berate betray block blame bother bottle bounce brag browse brush bug bully burn call calm cancel
care carry cause celebrate change charge chase chat cheat check choke cite claim clean clear click climb
close collapse comfort comment commit communicate compare complain compliment compromise confess confide
confirm confront connect consider contact continue control convince cook cope correct count cover cram
crash crave criticise criticize cross cry cuddle curse dance date deactivate decide defend delay delete
deny depend deploy deserve despise destroy develop disagree disappear disappoint discover discuss
dislike dismiss disrespect distance ditch divide divorce doubt drag drain dread dress drop drown dump
earn embarrass encourage end engage enjoy escalate excuse exhaust exist expect experience explain
explode express face fail fake fantasise fantasize fear figure fill finish fire fix fixate flip flirt
focus follow force fuss gain gaslight ghost giggle glare grab grieve groan growl grumble guess handle
happen harass hassle hate head help hesitate hope hug humiliate hurry ignore imagine improve include
inform initiate insist insult intend interest interrupt introduce invade invest invite isolate itch joke
judge jump justify kick kid kill kiss knock lack last laugh lash lean leap learn lecture lessen lick
like listen live lock log long look love lower manage manipulate marry masturbate matter mention mess
message mind minimise minimize miss mock mope move mumble nag name need neglect nod note notice object
obsess occur offend offer open order owe own pack panic park party pass pause perform permit pester
phone pick piss plan plant play plead please point poke poop pop post pour practice praise pray prefer
prepare press pressure pretend proceed process promise propose protect prove provide provoke pull punch
punish push question raise rant react realise realize reassure receive recommend reconcile refer reflect
refuse regret reject relate relax relocate rely remain remember remind remove rent reopen repair repeat
reply request require resent resist resolve respect respond rest return reveal ruin rush sabotage save
scare schedule scold scream scroll search seem separate settle sext shame share shatter shop shout shove
shower shriek shrug sigh skip slam slap slip slur smash smell smile smirk smoke snap snatch sneak snoop
snore snowball sob sound spark speed spiral spy stalk stall stare start starve state stay step stick
stomp stonewall stop storm stress struggle study stumble suck suffer suggest suit sulk supply support
suppose surprise survive suspect swallow switch talk tank taunt tease text thank threaten tolerate touch
track trade transfer trap travel treat trick trigger trip trust try turn type unblock undermine unfollow
unfriend unload unravel use vacation vent visit volunteer vomit vote vow wait walk wander want warn wash
waste watch whine whisper wish withhold witness wonder work worry worship yell zone hook hang check
crush cum disconnect discourage plateau fade shrink bicker clash escape evict flinch grovel hog hover
interact invalidate loathe nap nitpick object oblige overreact overthink owe patronise patronize pout
prioritise prioritize rage ramble reach reassure rely rescue retreat roll scoff scratch seethe slack
slouch snicker sneer soothe spoil test flush gamble fund host join nurse parent quarrel quote rate rub
sign stream sue tidy vacuum mop bake fry commute donate recover relapse resign retire upload download
google skype facetime wink nudge pinch bruise report convert belch burp clarify classify confuse
contribute cringe date deprive detach diagnose disclose distract doodle drift elaborate elope ease
entertain envy evolve exclude expose fart forward glance govern graduate greet heal hire hunt hurry
impress include indulge injure inquire irritate lapse liken massage mature misplace moan mourn murmur
nickname obey occupy offend originate overrule penetrate plead postpone preach predict prompt pronounce
pry purchase rearrange rebound reckon recharge redecorate reduce reflect refrain regard relapse release
relive remodel renew renovate replace report rescue reschedule resign restrict resume reunite revisit
revolve reward rob roam rot ruin rule sacrifice sample scatter scheme score sedate seduce select sense
serve shave shelter shield shudder signal simmer sin situate ski slow snicker socialise socialize solve
sort specify splurge stain startle steam stroke submit subscribe succeed summarise summarize surround
swap tag tackle tap terrify thrive tire toss transform trap treasure trouble underestimate unite unpack
value vanish vary victimise victimize view violate warm wave weaken weigh wound wreck yearn yank squeeze
stutter suffocate tackle tiptoe trash triangulate twist unwind upgrade venture wipe yawn zip
die gasp grin frown blink hum drool sweat faint puke chuck borrow vape dial email mute swipe match bury
miscarry foster rear bathe scrub hoover iron fold boil mend paint decorate assemble mow rake
shovel chuckle tickle snuggle spoon caress strangle blackmail interrogate retort roar mutter tut hiss
moralise condescend melt begrudge repent redeem emigrate immigrate enlist promote demote chaperone
homeschool coach untie tie blurt rip swerve honk crack creak slump crouch lurch stagger slouch
dodge evade shirk skimp haggle barter reimburse refund loan pawn inherit bequeath bankrupt bargain
interview audition rehearse perform premiere tour camp hike jog cycle sail paddle dive surf skate knit
crochet garden prune weed vanish reappear linger loiter dawdle hesitate procrastinate overdo overstay
overstep oversee reprimand rebuke chide nod beam wince shiver tremble flush pale gulp sip munch chew nibble
gnaw devour slurp hurl clutch grip grasp fumble grope nuzzle cradle rock lull soothe pacify coax cajole
""".replace("be-friend", "befriend")

# Words of these forms are nouns or adjectives at least as often; only a sure place makes them verbs.
DOUBTFUL = listed("""
act acts age answer answers back bet bets bug bugs burn burns call calls care cares cause causes chance
change changes charge charges chat chats check checks claim claims comment comments compliment
compliments control cook cooks cost costs count counts cover covers cross crush curse cut cuts dance
date dates deal deals delay distance divorce doubt doubts dream dreams dress dresses drink drinks drive
drop dump end ends excuse excuses experience experiences face faces fall fear fears fight fights figure
figures fire fix focus force friend group guess hate head heads help hit hits hold hope hopes hug hugs
hurt interest interests joke jokes judge judges jump kick kid kids kind kiss kisses lack last laugh
laughs lead lie lies light like likes live lives lock log look looks love loves matter matters mess
message messages mind minds miss move moves name names need needs note notes object offer offers open
order orders own park parks part parties party pass pause phone phones pick picks place plan plans plant
play plays point points post posts practice praise present presents press pressure process promise
promises push question questions reply replies request respect rest return ride ring rings rise roll run
runs rush save scare schedule search sense set sets shame share shares shop shops shot show showed
shower shows sign sleep smell smile smoke sound sounds space spark speed split state states stay step
steps stick stop stops storm stress strike struggle struggles study studies suit supply support surprise
surprises swing switch talk talks taste tears tease text texts thought thoughts throw time touch track
trade travel treat treats trick trigger triggers trip trips trust try turn turns type use vacation visit
visits voice vote vow vows wait walk walks want wants wash waste watch watches wear win wish wishes
witness wonder work works worries worry worship write yell zone left felt saw found ground bit lit rose
sense senses score scores view views value values report reports rate rates sign signs test tests
trouble troubles wave rule rules warm tire tired mature wound
email emails iron match matches spoon coach garden camp cycle tour rock pale weed rear paint
sweat match mute grip loan beam flush crack tie ties hum nickname parent parents host release
release reward sort sorts sample score spoke set clean clear close cool dirty dry empty free lower mean
open slow warm wet upset shut fit dark dear drunk broken ex married engaged used
""")

STATIVE = listed("""
love hate like know think want need feel believe trust hope wish understand care mean seem miss prefer
respect deserve expect suspect fear wonder doubt regret realise realize remember appreciate dislike
enjoy
""")

# Verbs that may be followed by a clause without "that": what comes next belongs to them.
THAT_VERBS = listed("""
admit agree announce answer ask assume believe claim complain confess confirm decide deny discover doubt
expect explain fear feel figure find guess hear hope imagine insist joke know learn like love mean
mention notice pray prefer pretend promise prove realise realize remember repeat reply say see suggest
suppose suspect swear tell text think threaten understand warn wish wonder worry yell hate scream shout
bet forget reveal remind convince assure state argue write show appreciate post care message propose vow
read
""")

SPEECH = listed("""
say tell ask reply answer text yell scream shout claim admit confess promise insist joke explain mention
complain announce threaten warn accuse call message write swear whisper snap mumble respond suggest
demand apologise apologize argue deny reveal repeat remind go
""")


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


_DOUBLES = listed("""
grin tut hum
admit bag ban bet beg brag chat commit cram cut dig dip drag drop drum flip forbid forget get grab hit
hog hug jog kid knit let log lug nag nap nod pat pet pin pit plan plod plug pop prefer put quit refer
regret rob rub run set shop shrug shut sin sip sit skip slam slap slip slur snag snap sob spit split
spin spot stab step stir stop strip swap swim tap throb tip trap trip unzip upset wed win wrap zip
withdraw_ cum begin spur chug stun scar occur shun rip submit transfer
""")


def _stem(base: str) -> str:
    """What -ed and -ing are put on."""
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1]
    return base + base[-1] if base in _DOUBLES else base


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    return _stem(base) + "ing" if base != "panic" else "panicking"


def _past(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return _stem(base) + "ed" if base != "panic" else "panicked"


BASE: dict[str, str] = {}  # every form → its base
THIRD: dict[str, str] = {}  # base → "works"
PAST: dict[str, str] = {}
PARTICIPLE: dict[str, str] = {}
ING: dict[str, str] = {}


def _learn(base: str, past: str, participle: str) -> None:
    forms = (_third(base), past, participle, _ing(base))
    THIRD[base], PAST[base], PARTICIPLE[base], ING[base] = forms
    for form in (base, *forms):
        BASE.setdefault(form, base)


for _entry in _IRREGULAR.replace("\n", "|").strip("|").split("|"):
    _base, _was, *_been = _entry.split()
    _learn(_base, _was, _been[0] if _been else _was)
for _base in _REGULAR.split():
    if _base not in THIRD:
        _learn(_base, _past(_base), _past(_base))
BASE |= {"ought": "ought", "ghosted": "ghost", "dreamed": "dream", "learnt": "learn", "burnt": "burn",
         "spelt": "spell", "proven": "prove", "got": "get", "lying": "lie", "lays": "lay"}  # fmt: skip

PASTS = frozenset(PAST.values()) | {"dreamed", "learnt", "burnt"}
PARTICIPLES = frozenset(PARTICIPLE.values()) | {"got", "been", "had", "done", "proven"}
THIRDS = frozenset(THIRD.values())
INGS = frozenset(ING.values()) | {"being", "having", "doing"}
BASES = frozenset(THIRD)


def as_asked(rest: str) -> str:
    """The verbs that "and" joins on, as they stand after "could you": "turns it off and looks" → "… look"."""
    return _JOINED_ON.sub(lambda on: on[1] + (BASE[on[2]] if _is_third(on[2]) else on[2]), rest)


def _is_third(word: str) -> bool:
    return word in THIRDS and word not in BASES and word in BASE


_JOINED_ON = re.compile(r"(\b(?:and|or)(?: then| just)? )([a-z]+)")
