"""Small words on which it hangs whose a feeling is: degrees, negations, helpers, subjects, saying."""

from __future__ import annotations

from coachbot.core.reading.lists import listed

# "so", "a bit", "just": what may stand between a verb and its feeling
DEGREE = listed("""
so very too really just such quite pretty rather more most less least as even only still also truly
totally completely absolutely utterly fully extremely incredibly insanely beyond super deeply terribly
awfully horribly fucking fuckin freaking damn goddamn bloody literally honestly actually slightly
somewhat mildly vaguely kinda sorta mostly mainly partly almost always constantly often sometimes usually
already now then both all simply basically genuinely overwhelmingly unbelievably ridiculously hella
well much way that this any enough probably maybe definitely obviously especially particularly
emotionally mentally physically economically sexually again ever like suddenly increasingly equally
longer little bit
""")
PARTED = frozenset(("bit", "little", "lot", "tad", "touch"))  # after "a"
OF = frozenset(("kind", "sort"))
NOT = listed("not never hardly barely nor neither no isnt dont")
FEEL = listed("feel feels felt feeling feelings")
BE = listed("""
am is are was were be been get gets got getting gotten become became becoming go going went turn turned
grow grew grown growing stay stayed remain remained end ended left sound seem seems seemed look looked
""")
ITS_OWN = listed("is are feels gets looks seems seemed sounds")  # not the form for "I"
# what may stand between a subject and its verb
AUX = listed("""
have has had do does did am is are was were be been being feel feeling felt get getting got going go gone
start starts started starting begin began beginning begun keep keeps kept keeping end ends ended ending
up continue continued tend tends seem seemed come came coming grown left can really even help but left
find found sit sitting sat lie lying walk walking walked lay stand here there around
""")
MODAL = listed("would could might may should will must shall")
# "started to feel" is felt
TO_BEGIN = listed("""
start starts started starting begin began beginning begins continue continued continuing tend tends seem
seems seemed come came coming learned learnt grown keep
""")
# "am I wrong to be upset" is felt
TO_JUDGE = listed("""
wrong right normal crazy stupid weird ok okay fine allowed reason reasons selfish bad silly unreasonable
irrational dumb entitled valid reasonable
""")
# "afraid of being left" is not
FEARING = listed("afraid scared terrified fear fears risk instead idea thought possibility chance")
ACCUSING = listed("accuse accuses accused accusing blame blames blamed blaming")
# what makes a feeling only reported, when another says it
SAYING = listed("""
admit admits admitted feel feels felt say says said saying think thinks thought thinking claim claims
claimed assume assumes assumed believe believes believed insist insists insisted tell tells told telling
imply implies implied figure figures figured guess guesses decide decided ask asks asked asking joke
jokes joked swear swears convinced assuming wants
""")
UNREAL = listed("""
wish wishes wished wishing hope hopes hoping pretend pretends pretended pretending imagine suppose
""")
IF = listed("if unless whether lest")
SUPPOSING = IF | UNREAL
MINE = listed("i we me us my our myself ourselves")
# "makes me sad"
MAKING = listed("""
make makes made making leave leaves left leaving get gets got getting have has had drive drives drove
driving keep keeps kept find found render feel feeling felt turn turned
""")
# "lonely, I guess"
ANSWERING = listed("guess say suppose")
ME = listed("me myself us ourselves")
THE = listed("a an the my his her their our your this that these those no some any")
OTHERS = listed("""
he she they you him her them himself herself themselves who everyone everybody anyone people someone
nobody husband wife boyfriend girlfriend partner spouse fiance fiancee ex mother mom mum father dad
sister brother friend friends son daughter kids parents family boss guy girl man woman coworker
""")
SUBJECTS = listed("i we he she they you") | (OTHERS - listed("him her them himself herself themselves"))
# "my heart is heavy"
OWN_PARTS = listed("heart head mind body soul feelings emotions brain stomach chest self side life")
# "I went to bed angry"
AT_PLACES = listed("""
there here bed up home around out inside sleep work away off back day night long down myself alone
""")
BUT = listed("but yet although though however except")
AND = listed("and or & plus")
GERUND_OWN = listed("""
hate hated hates start started starting keep kept like love stop stopped ended end sick tired of for about by
from after with between
""")
AWAY = listed("avoid imagine miss missed without instead stop")
TOLD = listed("me him her them to myself my friends")  # "told him I", between saying and what is said
VERBS = FEEL | BE | {"being"}
OF_OTHERS = listed("his her their your 's")
# what may stand before "I" without changing whether it is so: "that I", "why I", "honestly I"
BEFORE_I = listed("""
that like how why just still also actually honestly maybe probably sometimes really lately suddenly now
again even then always
""")
