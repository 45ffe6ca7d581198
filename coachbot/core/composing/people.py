"""Words for people, by which it is known that "she" may be somebody else."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


PARTNERS = listed(
    """
    husband wife partner boyfriend girlfriend bf gf hubby hubs fiance fiancé fiancee fiancée spouse missus mrs
    so dh dw ex ex-husband ex-wife man bae babe love sweetheart wifey
    """
)
_EITHER = listed(
    "friend friends cousin boss therapist doctor neighbour neighbor colleague coworker ex roommate"
)
MALE = _EITHER | listed(
    """
    father dad daddy brother son uncle grandfather grandpa nephew guy man boy mate bloke father-in-law
    brother-in-law stepfather stepdad stepson boyfriend husband dude
    """
)
FEMALE = _EITHER | listed(
    """
    mother mum mom mommy mummy mama sister daughter aunt grandmother grandma nan niece woman girl lady
    mother-in-law sister-in-law stepmother stepmom stepdaughter girlfriend wife mil sil
    """
)
# Where "they" may be these, it isn't the partner for sure.
MANY = listed(
    """
    parents friends kids children people everyone everybody anyone anybody someone somebody nobody family
    in-laws girls guys women men sisters brothers neighbours neighbors colleagues coworkers couple couples
    others cats dogs
    """
)
# What people call their partner without "my".
BARE = listed("wife husband hubby bf gf boyfriend girlfriend fiance fiancé fiancee fiancée")
LY_NOUNS = listed("family belly bully ally reply jelly july italy assembly fly anomaly")
# Words with a capital that name nobody.
TITLES = listed(
    """
    i i'm i'd i'll i've monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december christmas easter valentine's thanksgiving
    halloween facebook instagram tinder whatsapp tv ok english german french spanish new year's year god
    """
)
