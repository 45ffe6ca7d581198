"""What is known by its form alone: contacts, links, handles, numbers, sums, streets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coachbot.core.anonymity.model import Finding, Kind
from coachbot.core.plain import straighten

_AT = r"\s?(?:@|\(at\)|\[at\]| at (?=\w+ dot ))\s?"
_DOT = r"\s?(?:\.|\(dot\)|\[dot\]| dot )\s?"
_EMAIL = rf"[\w.+%-]*\w{_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}[a-z]{{2,}}"
_TOP = (
    "com|org|net|info|biz|edu|gov|io|me|tv|app|dev|co|uk|us|de|fr|es|it|nl|be|ch|at|ie|se|no|"
    "dk|fi|pl|pt|ru|"
    "in|au|nz|ca|br|mx|za|eu|ly|gl|ai"
)
_LINK = (
    rf"(?:https?\s?:\s?/\s?/|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:{_TOP})\b(?:/\S*)?"
    r"|\b[\w-]+(?:\.[\w-]+)+/[\w-]\S*|\b[\w-]+\.example\b"
)
_HANDLE = r"(?<![\w@])@\s?\w[\w.]*\w|(?<![\w/])[ur]/[\w-]{3,}"
_NAMED_HANDLE = (
    r"(?:\b(?:insta(?:gram)?|ig|snap(?:chat)?|twitter|tiktok|telegram|discord|kik|skype|venmo|"
    r"username|handle|user name)"
    r"(?: (?:is|handle|name|account|id)){0,2}\s?[:=]?\s+)([a-z0-9]*(?:[._\d][a-z0-9]+)+_?)"
)
_IBAN = r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?\b"
_IP = r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b"
_SSN = r"\b\d{3}-\d{2}-\d{4}\b"
_CARD = r"\b\d(?:[ -]?\d){11,18}\b"
_PHONE = (
    r"(?<![\w.])(?:\+|00)?\s?\(?\d{1,5}\)?(?:\s?\(0\))?(?:[ .\-/]{0,2}\(?\d{1,5}\)?){1,6}"
    r"(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?!\w)"
)
_CODE = r"(?<![\w@.])(?=[A-Z\d-]*\d)[A-Z\d]+(?:-[A-Z\d]{2,})+(?:-[A-Z\d]+)*(?!\w)"
_PLATE = r"\b(?=[A-Z\d-]*\d)(?=[A-Z\d-]*[A-Z])[A-Z\d]{2,4}[ -]?[A-Z\d]{3,10}\b"
_NUMBERED = (
    r"\b(?:passport|licen[cs]e|account|policy|case|ticket|order|member(?:ship)?|student|"
    r"employee|national insurance|ni|ssn|social|id|"
    r"reference|ref|booking|tax|nhs|sort code|pin|routing|zip|postcode|post code|plate|registration)"
    r"(?: (?:number|no|nr|code|id|is|plate))*\.?(?:\s?[:#]|"
    r"\s+is)?\s+#?([A-Z]{0,3}[\d][\dA-Z -]{2,18}[\dA-Z])\b"
)
_MONEY = (
    r"(?:[$£€¥₹]|\b(?:usd|eur|gbp|aud|cad|rs\.?)\s?)\s?\d[\d,. ]*\d?(?:\s?(?:k|m|bn|million|"
    r"billion|grand|thousand)\b)?"
    r"|\b\d[\d,.]*\s?(?:k|grand)\b(?! ?(?:steps|run|race|walk|followers|calories))"
    r"|\b\d[\d,.]*\s?(?:dollars?|bucks|pounds?(?! (?:overweight|heavier|lighter|of))|quid|"
    r"euros?|rupees|pesos|yen|[€£$])(?!\w)"
)
_WAYS = (
    "street|st|str|avenue|ave|road|rd|lanes?|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl|"
    "close|crescent|cres|terrace|square|sq|row|"
    "grove|gardens|gdns|mews|hill|parade|parkway|pkwy|highway|hwy|trail|circle|loop|alley|"
    "walk|green|rise|view|quay|"
    "rue|calle|via|avenida|rua|plaza|platz|allee|allée|chemin|strasse|straße|weg|gasse|laan|"
    "straat|plein|gade|vej|gata|gatan|"
    "vägen|veien|vegen|utca|ulica|ulice|katu|tie|cove|coves|extensions?|gateway|union|pike|"
    "turnpike|crossing|bend|ridge|path"
)
_CAP = r"[^\W\d_a-z][^\W\d_]*(?:'[^\W\d_]+)?\.?"
_END_OF_WAY = (
    r"[^\W\d_]+(?:strasse|straße|str\.|weg|gasse|platz|allee|laan|straat|plein|gade|gata|"
    r"gatan|vej|vejen|veien|vegen|vägen|"
    r"väg|utca|katu|tie|stræti|stíg|gatvė|iela|tänav|cesta|ulice|stien|haugen|bakken|toppen|"
    r"lia|braut|vangen|gårdsvej)"
)
_REST = (
    r"(?:,?\s+(?:apt|apartment|suite|ste|unit|flat|floor|fl|room|box|#)\.?\s?#?\w{1,6})*"
    r"(?:\s*,?\s*[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_]+)?){0,3}"
    r"(?:\s*,?\s*(?:[A-Z]{2}\s+)?(?:\d{4,5}(?:-\d{3,4})?|\d{4}\s?[A-Z]{2}|"
    r"[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)\b)?"
)
_UNIT = r"(?:apt|apartment|suite|ste|unit|flat)\.?\s?#?\d\w{0,5}"
_STREETS = (
    rf"\b\d{{1,5}}[a-z]?,?\s+(?:(?:{_CAP}|\d+(?:st|nd|rd|th)?)\s+){{0,4}}(?i:{_WAYS})\b\.?{_REST}",
    (
        r"\b\d{1,5}[a-z]?,?\s+(?:(?!(?:min|hour|mile|day|week|month|year|km|block|time|second|of|more|and|in|"
        r"minute|we|i|you|he|she|they|it|people|kids|to|that|is|was)s?\b)[a-z']+\s+){1,3}"
        r"(?:street|str|avenue|ave|road|rd|lanes?|ln|drive|court|boulevard|blvd|"
        r"crescent|cres|terrace|square|close|grove|gardens|gdns|mews|parade|view|strasse|straße|weg)\b"
    ),
    rf"\b(?:{_CAP}\s+){{0,3}}(?i:{_END_OF_WAY})\s+\d{{1,5}}\s?[a-z]?\b{_REST}",
    (
        rf"\b(?i:rue|calle|via|avenida|rua|ul\.|ulica|avenue|chemin|strada|ulitsa|jalan|jl\.|pl\.|"
        rf"al\.|av\.|c/|place|plaza|rruga|bulevardi)"
        rf"\s+(?:(?:d'|de la |de |du |des |del |della |di |la |le |el |"
        rf"św\. )?{_CAP}\s?){{1,4}},?\s*\d{{0,5}}{_REST}"
    ),
    r"\b(?:P\.?\s?O\.?\s?Box|PSC|Unit|Box)\s+\d+(?:,?\s+(?:Box\s+\d+))?(?:\s+[AFD]PO\s+A[AEP]\s+\d{5})?",
    rf"\b(?i:{_UNIT})\b",
    # A number, a name, a number: "1610 ul. Zakrzowska 92 Apt. 399".
    (
        rf"\b\d{{1,6}}[a-z]?\s+(?:\d{{1,5}}\s+)?(?:(?i:ul\.|rue|via|calle)\s+)?(?:{_CAP}\s+){{1,4}}\d{{1,5}}\b"
        rf"(?:[\s,]*(?i:{_UNIT}))*{_REST}"
    ),
    rf"\b\d{{1,6}}\s+\d{{1,5}}\s+(?:{_CAP}\s+){{1,4}}(?:(?i:{_UNIT})){_REST}",
    rf"(?<=corner of )[^.?!\n]{{2,60}}? and (?:the )?(?:{_CAP} ?){{1,3}}(?:\d{{1,5}}\b)?",
    r"\b[A-Z]{2,5} [A-Z][a-z]+\s+[AFD]PO\s+A[AEP]\s+\d{5}",
    (
        rf"\b(?:{_CAP}\s+){{1,3}}(?:Street|Avenue|Road|Lane|Boulevard|Crescent|Terrace|Gateway|"
        rf"Loop|Coves?|Drive|Close)\b(?:\s+\d{{1,5}}\b)?"
    ),
    rf"\b(?<=at |of |to )\d{{1,4}}[a-z]? {_CAP}(?: (?:y|de|la|le|of|the|{_CAP}))* {_CAP}",
    r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b",
    r"\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b",
)
_TOLD_ADDRESS = (
    r"(?i:\b(?:address(?: is|:| of [^\n]{1,40}? is)?|(?:office|house|flat|apartment|place|"
    r"station|shop) is (?:at|on)|"
    r"liv(?:e|es|ed|ing) (?:at|on)|mov(?:e|ed|ing) to|(?:arrived|meet me|sent|stay(?:s|ed|ing)?) (?:at|to)|"
    r"corner of|enter on|drop me off at|pick me up (?:at|from)|it is))[:\s]+"
    r"(?P<address>(?:\d{1,5}[a-z]?,?\s+[^\W\d_][^.?!\n]{2,60}|[^\W\d_a-z][^.?!\n\d]{1,40}\s\d{1,5}[a-z]?\b)"
    r"(?:\n\s?,?\s?[^\n.?!]{2,40}){0,4})"
)

_FORMS: Sequence[tuple[Kind, re.Pattern[str]]] = (
    (Kind.EMAIL, re.compile(_EMAIL, re.IGNORECASE)),
    (Kind.LINK, re.compile(_LINK, re.IGNORECASE)),
    (Kind.HANDLE, re.compile(_HANDLE, re.IGNORECASE)),
    (Kind.HANDLE, re.compile(_NAMED_HANDLE, re.IGNORECASE)),
    (Kind.MONEY, re.compile(_MONEY, re.IGNORECASE)),
    (Kind.ID, re.compile(_IBAN)),
    (Kind.ID, re.compile(_IP, re.IGNORECASE)),
    (Kind.ID, re.compile(_SSN)),
    (Kind.ID, re.compile(_CARD)),
    (Kind.ADDRESS, re.compile(_TOLD_ADDRESS)),
    *((Kind.ADDRESS, re.compile(street)) for street in _STREETS),
    (Kind.ID, re.compile(_NUMBERED, re.IGNORECASE)),
    (Kind.ID, re.compile(_CODE)),
    (Kind.ID, re.compile(_PLATE)),
)
_PHONES = re.compile(_PHONE, re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 7, 16


# What may go on after a street: a flat, a town on the next line or after a comma, a code.
_FURTHER = re.compile(
    r"(?:[\s,]*(?i:apt|apartment|suite|ste|unit|flat|box)\b\.?\s?#?\d\w{0,5})*"
    r"(?:(?:,\s+|\s*\n\s*,?\s*)[^\W\d_a-z][\w'()-]*(?:[ ][^\W\d_a-z(]?[\w'()-]*[)]?){0,2}(?![\w ]*:)){0,3}"
    r"(?:[\s,]*(?:[A-Z]{2}\s)?\d{4,6}(?:-\d{3,4})?\b)?"
)


def forms(text: str) -> Iterator[Finding]:
    """What its form gives away, surest first; stretches may overlap."""
    plain = straighten(text)
    for kind, form in _FORMS:
        for found in form.finditer(plain):
            group = form.groups and 1
            start, end = found.span(group)
            end -= len(plain[start:end]) - len(plain[start:end].rstrip(" .,\n"))
            if kind is Kind.ADDRESS and (further := _FURTHER.match(plain, end)) and "\n" in further[0]:
                end = further.end()
            if end > start:
                yield Finding(start, end, kind)
    yield from _phones(plain)


def _phones(plain: str) -> Iterator[Finding]:
    for found in _PHONES.finditer(plain):
        digits = sum(c.isdigit() for c in found[0])
        spread = len(re.findall(r"\d+", found[0])) > 1 or found[0].lstrip()[0] == "+" or digits > 8
        if _FEWEST_DIGITS <= digits <= _MOST_DIGITS and spread:
            lead = len(found[0]) - len(found[0].lstrip())
            yield Finding(found.start() + lead, found.end(), Kind.PHONE)
