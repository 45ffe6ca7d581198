"""The people of a quarrel: what partners and others are called, and the pronouns that tells."""

from __future__ import annotations

# What a partner is called → how it is said back, and the pronoun it tells ("" tells none).
NOUNS: dict[str, tuple[str, str]] = {
    "husband": ("husband", "he"), "wife": ("wife", "she"), "boyfriend": ("boyfriend", "he"),
    "girlfriend": ("girlfriend", "she"), "fiancé": ("fiancé", ""), "fiancée": ("fiancée", ""),
    "partner": ("partner", ""), "spouse": ("spouse", ""), "ex": ("ex", ""), "lover": ("partner", ""),
    "ex-husband": ("ex-husband", "he"), "ex-wife": ("ex-wife", "she"), "ex-boyfriend": ("ex-boyfriend", "he"),
    "ex-girlfriend": ("ex-girlfriend", "she"), "ex-partner": ("ex", ""), "ex-fiancé": ("ex-fiancé", ""),
    "ex-fiancee": ("ex-fiancée", "she"), "ex-fiance": ("ex-fiancé", ""),
    "exboyfriend": ("ex-boyfriend", "he"),
    "exgirlfriend": ("ex-girlfriend", "she"), "ex-bf": ("ex-boyfriend", "he"),
    "ex-gf": ("ex-girlfriend", "she"),
    "exwife": ("ex-wife", "she"), "exhusband": ("ex-husband", "he"), "missus": ("wife", "she"),
    "babydaddy": ("partner", "he"), "bae": ("partner", ""), "sweetheart": ("partner", ""),
    "other-half": ("partner", ""), "boyfreind": ("boyfriend", "he"), "girlfreind": ("girlfriend", "she"),
    "husbend": ("husband", "he"), "bf": ("boyfriend", "he"), "gf": ("girlfriend", "she"),
}  # fmt: skip
MINE_ONLY = {
    "man": "he",
    "guy": "he",
    "woman": "she",
    "lady": "she",
    "fella": "he",
    "bloke": "he",
}  # "my man"
WHOLES = {"significant": "other", "other": "half", "better": "half", "baby": "daddy"}
PEOPLE: dict[str, str] = {}
for _pronoun, _names in (
    ("she", """
mother mom mum mama mommy mummy sister daughter aunt auntie grandmother grandma nan niece girl woman
lady female stepmother stepmom mother-in-law sister-in-law daughter-in-law waitress chick babysitter
nanny
"""),
    ("he", """
father dad daddy papa brother son uncle grandfather grandpa nephew guy man boy dude bloke male
stepfather stepdad father-in-law brother-in-law son-in-law
"""),
    ("", """
friend boss coworker co-worker colleague neighbour neighbor therapist doctor cousin roommate flatmate
manager teacher lawyer counselor counsellor landlord classmate
"""),
    ("they", """
parents friends kids children people family in-laws coworkers co-workers colleagues guys girls women men
sisters brothers neighbours neighbors boys others families everyone dogs cats roommates
"""),
):  # fmt: skip
    PEOPLE |= dict.fromkeys(_names.split(), _pronoun)
