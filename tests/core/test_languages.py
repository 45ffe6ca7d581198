from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.languages import foreign, parse_languages
from coachbot.errors import ContentError
from tests.talking import the_kit


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mein Mann hört mir nie zu", "de"),
        ("mi marido nunca me escucha y estoy harta", "es"),
        ("mon mari ne m'écoute jamais et je suis triste", "fr"),
        ("meu marido nunca me escuta e eu estou triste", "pt"),
        ("mio marito non mi ascolta mai e sono triste", "it"),
        ("mijn man luistert nooit naar mij", "nl"),
        ("mój mąż nigdy mnie nie słucha", "pl"),
        ("мой муж никогда меня не слушает", "ru"),
        ("kocam beni hiç dinlemiyor ve çok üzgünüm", "tr"),
        ("Er hat gestern wieder nicht mit mir geredet", "de"),
    ],
)
def test_a_language_shows_itself_by_its_short_words(text: str, code: str) -> None:
    assert foreign(text, the_kit().languages) == code


@pytest.mark.parametrize(
    "text",
    [
        "my husband never listens to me",
        "he said no and i said no and then he left me",
        "me and my wife are so done",
        "she is on me the whole day",
        "we ate in a small place called la casa de mi padre",
        "he forgot. again.",
    ],
)
def test_english_is_not_foreign(text: str) -> None:
    assert foreign(text, the_kit().languages) is None


@pytest.mark.parametrize("text", ["", "ja", "mein mann", "😭😭😭 ??"])
def test_too_few_words_tell_no_language(text: str) -> None:
    assert foreign(text, the_kit().languages) is None


@pytest.mark.parametrize(
    "table", [{}, {"words": ["ik"]}, {"words": "ik", "sentence": "x"}, {"words": [], "sentence": ""}, "ik"]
)
def test_a_language_without_words_or_sentence_is_refused_by_name(table: object) -> None:
    with pytest.raises(ContentError, match=r"languages\.toml: nl needs"):
        parse_languages({"nl": table}, "languages.toml")


@given(st.text(max_size=300))
def test_whatever_is_written_the_answer_is_a_known_language_or_none(text: str) -> None:
    languages = the_kit().languages
    assert foreign(text, languages) in {None, *languages.words}
