"""The words of verdicts: labels, motives, judging verbs and phrases."""

from __future__ import annotations

from coachbot.core.reading.lists import listed, phrases

# Adjectives and nouns that are a verdict on a person.
LABELS = listed("""
abuser abusive addict airhead animal antisocial apathetic arrogant arse arsehole ass asshole avoidant
awful baby bastard beast bellend bigot bigoted bipolar bitch bitchy blind boorish borderline bore boring
bossy brat bully bum calculating callous careless chauvinist cheap cheapskate cheat cheater child
childish clingy clown clueless cold-hearted coldhearted condescending controller controlling coward
cowardly crass crazy creep creepy critical cruel crybaby cynical deadbeat deceitful deceiver defensive
delusional demanding demeaning dense dependent dick dictator difficult dirtbag disaster disgrace
disgusting dishonest disloyal dismissive disorganised disorganized disrespectful dodgy domineering
doormat dramatic drunkard dumb egocentric egoist egotistical embarrassment emotionless entitled evil
failure fake fickle fool foolish fraud freak freeloader frigid fussy gaslighter ghost-like greedy grump
grumpy gullible harsh hateful haughty heartless hopeless horrible hostile humorless humourless
hypochondriac hypocrite hypocritical idiot idiotic ignorant immature impolite impossible incapable
incompetent inconsiderate incorrigible indecisive indifferent ineffectual inept infantile insane
insecure insensitive insincere insufferable interfering intolerable irrational irresponsible jerk
jobsworth joke judgemental judgmental killjoy knob lame layabout lazy leech liar loser lout lunatic
machine madman madwoman manchild manipulative manipulator martyr mean mean-spirited meddling mental
mercenary miser miserly misogynist monster moocher moody moron mug muppet mystery nag naive narcissist
narcissistic narrow-minded nasty needy negative negligent neurotic nightmare nitpicker nitpicky nosy
nuisance nutcase nuts nutter oaf oblivious obnoxious obsessive obstinate obtuse overbearing overdramatic
overprotective oversensitive paranoid parasite passive-aggressive pathetic pathological patronising
patronizing perfectionist perv pervert pessimist petty petulant phony picky pig pigheaded pompous
possessive predictable pretentious prick princess prude psycho psychopath pushover pushy queen queen-bee
quitter reckless repellent robot rude ruthless sadistic saint sarcastic scatterbrained schemer scrooge
scum self-absorbed self-centered self-centred self-important self-indulgent self-obsessed self-righteous
selfish sexist shallow shameless shit shitty simpleton slacker slimy slob sloppy slovenly slow smug
snake snappy sneaky snob snobbish snotty sociopath softie sore-loser spaceman spineless spiteful spoiled
spoilsport spoilt stingy stubborn stuck-up stunted stupid sulky superficial superior suspicious-minded
tactless temperamental terrible thick thoughtless tight-fisted toddler tool touchy toxic traitor trash
troll two-faced tyrannical tyrant ugly unappreciative unapproachable unbearable uncaring uncommunicative
uncooperative undependable unemotional unfair unfaithful unfeeling unfit ungrateful unhinged unkind
unloving unpleasant unreachable unreasonable unreliable unromantic unstable unsupportive untidy
untrustworthy useless vain vicious vile villain vindictive violent-tempered vulgar wanker warped weak
weakling weird weirdo wet whiner whiny wicked wimp witch worthless wreck wuss
""")
# What one calls oneself.
OF_ONESELF = listed("""
awful bad broken burden cow coward crazy cruel disaster disgrace doormat dumb enough failure fool
hopeless horrible hypocrite idiot joke lazy liar loser mess monster mug nag nobody nothing pathetic
pushover ridiculous rubbish selfish shrew stupid terrible ugly unlovable useless villain weak wimp worst
worthless wreck
""")
# Why they did it, as if one could see it.
MOTIVES = phrases("""
on purpose|just to hurt|to hurt me|to punish me|to get back at me|to get at me|out of spite|to spite me
to make me feel|to control me|to manipulate me|to humiliate me|just to annoy|to annoy me|to embarrass me
to upset me|because he doesn't care|because she doesn't care|because he wants to|because she wants to
to get his way|to get her way|just to win|to win|for attention|to get attention|to make me jealous
to make me look|so that i feel|to test me|just to spite|to avoid me|because he hates|because she hates
because they don't care|to provoke me|to guilt me|to get rid of me|just to wind|to wind me up
to show off|to make himself|to make herself|to look good|to score points|because he enjoys
because she enjoys
""")
# Phrases that judge wherever the partner is their subject.
VERDICTS = phrases("""
treats me like|treated me like|treat me like|take me for granted|takes me for granted|treating me like
took me for granted|taking me for granted|like a child|like a baby|like a maid|like garbage|like dirt
like shit|like trash|about himself|about herself|good enough|makes everything about
make everything about|no respect|doesn't deserve|puts me last|too much|the worst|bad husband|bad wife
bad father|bad mother|terrible father|terrible mother|at all costs|no empathy|zero empathy|no effort
zero effort|so unfair|double standard|double standards|like i don't matter|like i don't exist
my feelings|walks all over|all over me|in his own world|in her own world|doesn't care|the one who
the one with|is the problem|the problem here|my buttons|in the bin|in my face|twists my|twisted my
twist my|twists everything|everything to me|everything on me|as an excuse|throws it back|means nothing
mean nothing|worth nothing|is worthless|has it easy|had it easy|no idea what|never grows|never grew
no backbone|no spine|no shame|no sense of|no manners|no clue|no heart|zero respect|only thinks
only cares|only thought|only cared|wrapped up in|full of himself|full of herself|full of it|full of shit
a nerve|the nerve|some nerve|has issues|got issues|his own good|her own good|rubs it in|rubbed it in
gets away with|got away with|plays the victim|playing the victim|plays games|playing games|mind games
plays dumb|turns everything|turned everyone|head games|guilt trip|guilt trips|silent treatment
like he owns|like she owns|bites my head|bites the hand|wears the trousers|under the thumb|mummy's boy
mama's boy|daddy's girl|couldn't care less|could care less|give a damn|gives a damn|give a toss
gives a toss|give a shit|gives a shit|give a fuck|gives a fuck|give two|beneath him|beneath her|a waste
waste of|lives in a|thick skin|never satisfied|impossible to|hard work|a piece of work|his way or
her way or|the boss|thinks he's|thinks she's|thinks the world|a let-down|a disappointment|the easy way
above it all|better than me|drives me mad|drives me crazy|lets himself go|let himself go|let herself go
not normal|isn't normal|not a real|isn't a real|what a real|supposed to be|any decent|no better than
always right|to be right|high and mighty
""")
# A verdict where it is missing: "he doesn't respect me".
WARM = phrases("""
appreciate me|appreciates me|respect me|respects me|support me|supports me|cares about me|care about me
care about us|love me|loves me|listens to me|listen to me|back me up|put me first|puts me first
care about my|understand me|want me
""")
# Verbs that judge what they tell.
JUDGING = listed("""
abandon abuse baby badger belittle betray brainwash bully control dismiss disrespect dramatise dramatize
exaggerate gaslight guilt-trip harp henpeck hound invalidate manipulate mistreat moan mother nag neglect
nitpick overreact overthink pamper patronise patronize ruin sabotage smirk smother stonewall sulk
undermine victimise victimize whine wreck
""")
# What one praises somebody for never doing.
BAD = listed("""
cheat cheated complain complained complains drank drink fight flirt flirted fought harm harmed hate
hated hit hurt insult insulted judge judged lie lied nag nagged raise raised raises shout shouted stray
strayed swear swore yell yelled
""")
# Labels that are said of things as often.
THINGS_TOO = listed("""
awful baby blind boring cheap cheat child critical dependent difficult enough fake ghost horrible
machine mean mental mystery slow terrible thick tool use weak
""")
# What is said of what somebody did.
OUTRAGES = listed("""
abusive appalling callous childish cowardly crazy cruel degrading despicable disgraceful disgusting
dishonest disrespectful hurtful hypocritical idiotic immature inconsiderate inexcusable insane
insensitive insulting irresponsible low mean nasty outrageous pathetic petty ridiculous rotten rude
ruthless sadistic selfish shameful shitty sick sickening spiteful stupid thoughtless toxic unacceptable
unfair unforgivable unkind unreasonable vile
""")
