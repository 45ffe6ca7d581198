from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from coachbot.core.danger.lines import (
    Audience,
    Helplines,
    How,
    Line,
    LineKind,
    lines_for,
    parse_helplines,
    shown,
    stale,
)
from coachbot.core.model import DangerKind, Person
from coachbot.errors import ContentError

_FILE = Path(__file__).parents[3] / "knowledge" / "helplines.toml"
_RAW: Mapping[str, object] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_HELP = parse_helplines(_RAW, "knowledge/helplines.toml")
_EVERY = [line for lines in _HELP.by_country.values() for line in lines]
_COUNTRIES = sorted(_HELP.by_country)
# Numbers that were right once, and that old lists still hold.
_GONE = ("1393", "18334564566", "18002738255", "12320", "18007842433", "08457909090")


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _numbers(country: str) -> set[str]:
    return {_digits(line.number) for line in _HELP.by_country[country]}


# ---------------------------------------------------------------- what the file holds


def test_at_least_forty_five_countries_are_there() -> None:
    assert len(_COUNTRIES) >= 45


@pytest.mark.parametrize("country", _COUNTRIES)
def test_every_country_has_an_emergency_number(country: str) -> None:
    emergency = [line for line in _HELP.by_country[country] if line.kind is LineKind.EMERGENCY]
    assert emergency
    assert all(2 <= len(_digits(line.number)) <= 3 for line in emergency)


@pytest.mark.parametrize("country", _COUNTRIES)
def test_every_country_has_more_than_an_emergency_number(country: str) -> None:
    assert any(line.kind is not LineKind.EMERGENCY for line in _HELP.by_country[country])


def test_most_countries_have_a_line_for_violence_at_home() -> None:
    with_one = {line.country for line in _EVERY if line.kind is LineKind.DOMESTIC_VIOLENCE}
    assert len(with_one) >= 45


@pytest.mark.parametrize(
    "line", [*_EVERY, *_HELP.directory], ids=lambda line: f"{line.country} {line.number}"
)
def test_every_row_says_where_it_is_from_and_how_old_it_is(line: Line) -> None:
    assert line.source
    assert "2010-01-01" < line.as_of <= "2026-11-22"
    assert line.name or line.kind is LineKind.EMERGENCY


@pytest.mark.parametrize("line", _EVERY, ids=lambda line: f"{line.country} {line.number}")
def test_a_number_can_be_dialled_and_an_address_opened(line: Line) -> None:
    if line.how in (How.CALL, How.TEXT):
        assert re.fullmatch(r"\*?\d[\d -]*(, then \d)?", line.number)
    else:
        assert re.fullmatch(r"[a-z]+\.[a-z]+", line.number)


def test_no_row_is_there_twice() -> None:
    rows = [(line.country, line.kind, line.number, line.how, line.name) for line in _EVERY]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("number", _GONE)
def test_a_number_known_to_be_gone_is_in_no_country(number: str) -> None:
    assert all(_digits(line.number) not in (number, number.removeprefix("1")) for line in _EVERY)


@pytest.mark.parametrize(
    ("country", "number"), [("KR", "109"), ("CA", "988"), ("US", "988"), ("CN", "12356")]
)
def test_the_number_that_took_its_place_is_there(country: str, number: str) -> None:
    assert number in _numbers(country)


def test_a_number_stored_under_the_wrong_country_stays_out() -> None:
    assert "1440" not in _numbers("GR")
    assert "1440" in _numbers("CY")


@pytest.mark.parametrize("country", _COUNTRIES)
def test_a_european_number_stands_only_in_europe(country: str) -> None:
    outside = {"AR", "AU", "BR", "CA", "CN", "IN", "JP", "KR", "MX", "NZ", "US", "ZA"}
    assert not (country in outside and {"116123", "116111", "116016", "116006"} & _numbers(country))


# ---------------------------------------------------------------- which lines are shown


@pytest.mark.parametrize("country", _COUNTRIES)
@pytest.mark.parametrize("kind", list(DangerKind))
def test_what_is_shown_is_this_countrys_own(country: str, kind: DangerKind) -> None:
    lines = lines_for(_HELP, country, [kind], None)
    assert {line.country for line in lines} == {country}
    block = shown(_HELP, country, [kind], None, "Here")
    assert all(line.number in block for line in lines if line.kind is LineKind.EMERGENCY)
    assert all(_digits(part) in _numbers(country) for part in re.findall(r"\d[\d -]{5,}\d", block))


@pytest.mark.parametrize("country", [*_COUNTRIES, None, "TO"])
@pytest.mark.parametrize("by", [None, Person.ME, Person.PARTNER])
def test_a_block_stays_short_and_ends_with_the_emergency_number(
    country: str | None, by: Person | None
) -> None:
    rows = shown(_HELP, country, list(DangerKind), by, "Here").split("\n")
    assert len(rows) <= 5
    assert rows[-1].startswith("In danger now: ")


_FITTING = [
    ("GB", [DangerKind.SUICIDE], None, ["Samaritans", "116 123", "999"]),
    ("GB", [DangerKind.SELF_HARM], None, ["116 123", "999"]),
    ("US", [DangerKind.SUICIDE], Person.PARTNER, ["988", "741741", "911"]),
    ("GB", [DangerKind.PARTNER_VIOLENCE], Person.PARTNER, ["0808 2000 247", "0808 801 0327, 999"]),
    ("DE", [DangerKind.COERCIVE_CONTROL], Person.PARTNER, ["116 016", "0800 123 9900", "112"]),
    ("IT", [DangerKind.STALKING], None, ["1522", "112"]),
    ("NZ", [DangerKind.SEXUAL_COERCION], None, ["0800 733 843", "0800 044 334", "111"]),
    ("AU", [DangerKind.CHILD_HARM], None, ["1800 55 1800", "1800 737 732", "000"]),
    ("SE", [DangerKind.HARM_TO_PARTNER], Person.ME, ["020-555 666", "112"]),
    ("FR", [DangerKind.PARTNER_VIOLENCE], Person.ME, ["08 019 019 11", "112"]),
    ("GB", [DangerKind.SUICIDE, DangerKind.PARTNER_VIOLENCE], None, ["116 123", "0808 2000 247", "999"]),
]


@pytest.mark.parametrize(("country", "kinds", "by", "numbers"), _FITTING)
def test_the_lines_fit_the_danger(
    country: str, kinds: list[DangerKind], by: Person | None, numbers: list[str]
) -> None:
    block = _digits(shown(_HELP, country, kinds, by))
    assert all(_digits(part) in block for number in numbers for part in number.split(","))


def test_a_medical_emergency_gets_the_emergency_number_alone() -> None:
    assert shown(_HELP, "GB", [DangerKind.MEDICAL], None) == "In danger now: 999"
    assert shown(_HELP, "JP", [DangerKind.MEDICAL], None) == "In danger now: 110 (police), 119 (ambulance)"


def test_who_used_violence_is_not_sent_to_the_line_of_those_who_suffer_it() -> None:
    for kind in (DangerKind.HARM_TO_PARTNER, DangerKind.PARTNER_VIOLENCE, DangerKind.COERCIVE_CONTROL):
        assert "0808 2000 247" not in shown(_HELP, "GB", [kind], Person.ME)


def test_where_no_programme_is_known_the_domestic_violence_line_stands_in_and_that_is_said() -> None:
    block = shown(_HELP, "IT", [DangerKind.HARM_TO_PARTNER], Person.ME, "Italy")
    assert "1522" in block
    assert "I know no line for people who have hurt a partner in Italy" in block


def test_a_line_for_men_or_women_says_so() -> None:
    block = shown(_HELP, "GB", [DangerKind.PARTNER_VIOLENCE], None)
    assert "Helpline, for women: 0808 2000 247" in block
    assert "Men's Advice Line, for men:" in block


def test_a_line_reads_as_one_plain_row() -> None:
    assert shown(_HELP, "GB", [DangerKind.SUICIDE], None).split("\n") == [
        "Samaritans: 116 123 (call, 24 hours, free)",
        "Shout: 85258 (text SHOUT, 24 hours, free)",
        "In danger now: 999",
    ]


# ---------------------------------------------------------------- what is missing


@pytest.mark.parametrize("kind", [kind for kind in DangerKind if kind is not DangerKind.MEDICAL])
def test_an_unknown_country_gets_the_directory_and_no_national_number(kind: DangerKind) -> None:
    block = shown(_HELP, None, [kind], None)
    assert re.search(r"findahelpline\.com|lila\.help", block)
    assert "112 in most countries, 911 in North America" in block
    assert set(re.findall(r"\d+", block)) == {"112", "911"}
    assert lines_for(_HELP, None, [kind], None) == _HELP.directory


def test_a_country_we_know_nothing_of_is_named_as_such_and_gets_no_other_countrys_number() -> None:
    block = shown(_HELP, "TO", [DangerKind.SUICIDE], None, "Tonga")
    assert "I know no suicide line in Tonga" in block
    assert "findahelpline.com" in block
    assert set(re.findall(r"\d+", block)) == {"112", "911"}


@pytest.mark.parametrize(
    ("country", "kind", "said"),
    [
        ("CH", DangerKind.PARTNER_VIOLENCE, "I know no line for violence at home in Here"),
        ("SK", DangerKind.SUICIDE, "I know no suicide line in Here"),
        ("JP", DangerKind.CHILD_HARM, "I know no line for children in Here"),
    ],
)
def test_a_missing_line_is_said_to_be_missing(country: str, kind: DangerKind, said: str) -> None:
    assert said in shown(_HELP, country, [kind], None, "Here")


def test_nothing_is_said_to_be_missing_where_nothing_is() -> None:
    assert "I know no" not in shown(_HELP, "GB", [DangerKind.PARTNER_VIOLENCE, DangerKind.SUICIDE], None)


def test_with_the_file_lost_the_bare_numbers_still_go_out() -> None:
    assert shown(Helplines(), "GB", [DangerKind.SUICIDE], None) == "112 · 911 · findahelpline.com"


def test_another_language_changes_the_words_only() -> None:
    english = shown(_HELP, "PL", [DangerKind.SUICIDE], None)
    assert shown(_HELP, "PL", [DangerKind.SUICIDE], None, language="xx") == english


# ---------------------------------------------------------------- how old


def _one_line(**changed: object) -> dict[str, object]:
    row: dict[str, object] = {"kind": "emergency", "number": "1", "source": "a page", "as_of": "2026-01-31"}
    return {key: value for key, value in {**row, **changed}.items() if value is not None}


@pytest.mark.parametrize(
    ("today", "old"),
    [("2027-01-31", False), ("2027-02-01", True), ("2026-11-22", False), ("2028-02-29", True)],
)
def test_a_line_is_stale_after_twelve_months(today: str, old: bool) -> None:
    helplines = parse_helplines({"lines": {"AA": [_one_line()]}}, "h.toml")
    assert bool(stale(helplines, today)) is old


# ---------------------------------------------------------------- a slip in the file


def _words(change: Callable[[dict[str, object]], None]) -> dict[str, object]:
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    change(raw["words"]["en"])
    return {"words": raw["words"]}


_SLIPS: list[tuple[dict[str, object], str]] = [
    ({"lines": {"AA": [_one_line(kind="sucide")]}}, "h.toml: AA, row 1: kind must be one of emergency"),
    ({"lines": {"AA": [_one_line(number=None)]}}, "h.toml: AA, row 1: number is missing"),
    ({"lines": {"AA": [_one_line(source=None)]}}, "h.toml: AA, row 1: source is missing"),
    ({"lines": {"AA": [_one_line(as_of="last May")]}}, "h.toml: AA, row 1: as_of must be a day"),
    ({"lines": {"AA": [_one_line(number=112)]}}, "h.toml: AA, row 1: number must be a text in quotes"),
    ({"lines": {"AA": [_one_line(how="shout")]}}, "h.toml: AA, row 1: how must be one of"),
    ({"lines": {"AA": [_one_line(), _one_line(hour="all")]}}, "h.toml: AA, row 2: the key hour is not known"),
    ({"lines": {"AA": [_one_line(languages="en")]}}, "h.toml: AA, row 1: languages must be a list"),
    ({"lines": {"AA": [_one_line(kind="suicide")]}}, "h.toml: AA has no emergency number"),
    ({"lines": {"England": [_one_line()]}}, "h.toml: lines.England is no country code"),
    ({"lines": {"AA": "112"}}, "h.toml: AA must be a list of rows"),
    ({"lines": {"AA": ["112"]}}, "h.toml: AA, row 1 must be a table"),
    ({"lines": []}, "h.toml: lines must be a table"),
    (_words(lambda en: en.update(now="Now: {number}")), r"words.en.now must hold \{numbers\} in braces"),
    (_words(lambda en: en.update(now="Now: {numbers")), "words.en.now has a brace that doesn't close"),
    (_words(lambda en: en.update(free=1)), "words.en.free must be a text in quotes"),
    (_words(lambda en: en.update(audience={})), "words.en.audience.all must be a text in quotes"),
]


@pytest.mark.parametrize(("raw", "said"), _SLIPS)
def test_a_slip_is_named_with_its_country_and_key(raw: dict[str, object], said: str) -> None:
    with pytest.raises(ContentError, match=said):
        parse_helplines(raw, "h.toml")


def test_a_forgiving_reading_leaves_out_only_what_is_broken() -> None:
    raw: dict[str, object] = {
        "lines": {"AA": [_one_line(), _one_line(number=None)], "BB": "?", "CC": [_one_line()]}
    }
    read = parse_helplines(raw, "h.toml", forgiving=True)
    assert {country: len(lines) for country, lines in read.by_country.items()} == {"AA": 1, "CC": 1}
    assert len(read.faults) == 2


def test_a_row_keeps_all_it_says() -> None:
    row = _one_line(
        name="A line", how="text", keyword="HI", hours="always", free=True, languages=["en"], audience="men"
    )
    (line,) = parse_helplines({"lines": {"AA": [row]}}, "h.toml").by_country["AA"]
    assert (line.country, line.name, line.how, line.keyword) == ("AA", "A line", How.TEXT, "HI")
    assert (line.hours, line.free, line.languages, line.audience) == ("always", True, ("en",), Audience.MEN)
