from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coachbot.__main__ import run
from tests.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "folder")


@pytest.fixture
def collecting() -> Iterator[None]:
    yield
    gc.enable()  # a command switches it off while it starts


# ---------------------------------------------------------------- usage


@pytest.mark.usefixtures("collecting")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--nonsense", "No such option '--nonsense'."),
        ("dance", "No such command 'dance'."),
        ("chat --at noon", "Invalid value for '--at': “noon” is not a time like 2025-03-01T21:30:00+00:00."),
        (
            "chat --user telegram:1",
            "Invalid value for '--user': names that begin with telegram: belong to Telegram users.",
        ),
        ("chat --json=yes", "Option '--json' does not take a value."),
        ("inspect feelings", "Invalid value for '{danger|reading|message|gems|privacy}': 'feelings'"),
        ("gems", "Missing command."),
        ("gems show", "Missing argument 'SLUG'."),
        ("gems show no-such-gem", "There is no gem “no-such-gem”; `coachbot gems list` names them."),
        ("user delete", "Missing argument 'NAME'."),
    ],
)
def test_a_wrong_word_is_one_line_and_exit_2(
    arguments: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments.split()) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert told.err.startswith(f"coachbot: {sentence}")


@pytest.mark.usefixtures("collecting")
def test_help_names_every_command_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:\n")[2].splitlines()
    named = "chat telegram gems inspect db user pause resume nudge console reviews coach doctor".split()
    assert sorted(line.split()[0] for line in listed) == sorted(named)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)


# ---------------------------------------------------------------- chat --json


def test_a_line_is_a_turn_and_all_its_keys_are_there(program: Program) -> None:
    (turn,) = program.chat({"text": "He forgot our anniversary again.", "at": "2025-03-01T21:00:00Z"})
    assert list(turn) == [
        "n", "user", "at", "messages", "step", "mode", "hold", "danger", "gem", "reading", "voice",
    ]  # fmt: skip
    assert (turn["n"], turn["user"], turn["at"]) == (1, "ann", "2025-03-01T21:00:00+00:00")
    assert turn["messages"]


def test_blank_lines_bring_nothing_but_are_counted(program: Program) -> None:
    turns = program.chat("", "hello", "  ", "he shouted at me")
    assert [turn["n"] for turn in turns] == [2, 4]


def test_a_contradictory_line_is_an_error_and_the_run_goes_on(program: Program) -> None:
    turns = program.chat("hello", {"text": "a", "tap": "b"}, {"text": 1}, "he shouted at me")
    assert [turn["n"] for turn in turns] == [1, 2, 3, 4]
    assert ["error" in turn for turn in turns] == [False, True, True, False]
    assert turns[1] == {"n": 2, "error": "a line carries exactly one of text, tap and voice."}


HARD = [
    "",
    "x" * 100_000,
    "word " * 20_000,
    "🙃🙃🙃",
    "אני כל כך עצובה",
    "a\x00b\x00",
    "\u202eabc",
    "?",
    "\ufffd",
]


def test_no_text_is_too_strange_to_be_answered_and_kept(program: Program) -> None:
    turns = program.chat(*({"text": text} for text in HARD))
    assert [turn["n"] for turn in turns] == list(range(1, len(HARD) + 1))
    assert all(turn["messages"] for turn in turns)
    kept = json.loads(program.run("user", "export", "ann").out)["messages"]
    assert [each["text"] for each in kept if each["from"] == "user"] == HARD


def test_a_users_time_never_goes_back(program: Program) -> None:
    turns = program.chat(
        {"text": "hello", "at": "2025-03-02T10:00:00Z"},
        {"text": "hello", "at": "2025-03-01T10:00:00Z"},
        {"text": "hello", "at": "2025-03-01T10:00:00Z", "user": "ben"},
    )
    assert [(turn["user"], str(turn["at"])[:10]) for turn in turns] == [
        ("ann", "2025-03-02"),
        ("ann", "2025-03-02"),
        ("ben", "2025-03-01"),
    ]


def test_each_user_has_a_talk_of_their_own(program: Program) -> None:
    program.chat("He forgot our anniversary.", {"text": "She laughed at me.", "user": "ben"})
    kept = json.loads(program.run("user", "export", "ben").out)["messages"]
    assert [each["text"] for each in kept if each["from"] == "user"] == ["She laughed at me."]


def test_what_is_due_comes_before_the_turn_without_a_number(program: Program) -> None:
    turns = program.chat(
        {"text": "He lied to me for a year.", "at": "2025-03-01T21:00:00Z"},
        {"text": "I need a pause", "at": "2025-03-01T21:01:00Z"},
        {"text": "hello", "at": "2025-03-01T21:02:00Z", "user": "ben"},
        {"text": "I'm back", "at": "2025-03-02T09:00:00Z"},
    )
    assert [turn["n"] for turn in turns] == [1, 2, 3, None, 4]
    due = turns[3]
    assert (due["user"], due["cause"]) == ("ann", "settle_check")
    assert "2025-03-01T21:01:00+00:00" < str(due["at"]) < "2025-03-02T09:00:00+00:00"


def test_what_is_due_for_a_crowd_keeps_nobodys_from_them(program: Program) -> None:
    crowd = [f"u{n}" for n in range(120)]
    turns = program.chat(
        *({"text": "I need a pause", "at": "2025-03-01T21:00:00Z", "user": each} for each in crowd),
        {"text": "I'm back", "at": "2025-03-02T09:00:00Z", "user": crowd[-1]},
    )
    assert [(turn["n"], turn["user"]) for turn in turns[120:]] == [(None, crowd[-1]), (121, crowd[-1])]


def test_a_stale_tap_changes_nothing(program: Program) -> None:
    before, after = program.chat("He lied to me for a year.", {"tap": "no.such.button"})
    assert (after["step"], after["mode"], bool(after["messages"])) == (before["step"], before["mode"], True)


def test_ctrl_c_ends_the_wait_for_a_line_with_130(program: Program) -> None:
    program.folder.mkdir()
    # Tests that a shell started in the background ignore Ctrl-C, and their children would.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    waiting = subprocess.Popen(
        [sys.executable, "-m", "coachbot", "chat", "--json"],
        cwd=program.folder,
        env=program.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with waiting:
        assert waiting.stdin
        assert waiting.stdout
        waiting.stdin.write(b"hello\n")
        waiting.stdin.flush()
        assert json.loads(waiting.stdout.readline())["n"] == 1
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(timeout=10) == 130
        assert waiting.communicate()[1].strip() == b""


def test_a_reader_that_leaves_is_no_traceback(program: Program) -> None:
    program.folder.mkdir()
    command = f"yes hello | {sys.executable} -m coachbot chat --json | head -n 1"
    piped = subprocess.run(
        command,
        shell=True,
        cwd=program.folder,
        env=program.environment,
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert (piped.stdout.count(b"\n"), piped.stderr) == (1, b"")


# ---------------------------------------------------------------- what can be wrong around it


def test_a_broken_library_file_is_one_sentence(program: Program, tmp_path: Path) -> None:
    (tmp_path / "mine" / "dialogue").mkdir(parents=True)
    (tmp_path / "mine" / "dialogue" / "intents.toml").write_text("[yes\n")
    ended = Program(program.folder, {"KNOWLEDGE_DIR": str(tmp_path / "mine")}).run(
        "chat", "--json", lines="hi"
    )
    assert (ended.code, ended.out) == (1, "")
    assert ended.sentence.startswith(f"{tmp_path}/mine/dialogue/intents.toml, line 1: this is not TOML")


def test_a_wrong_setting_is_one_sentence(program: Program) -> None:
    ended = Program(program.folder, {"LLM_DEADLINE": "soon"}).run("chat", "--json", lines="hi")
    assert (ended.code, ended.sentence) == (1, "COACHBOT_LLM_DEADLINE must be a number.")


def test_an_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o555)
    program = Program(tmp_path / "folder", {"DATABASE_URL": f"sqlite:///{tmp_path}/shut/talk.sqlite"})
    ended = program.run("chat", "--json", lines="hi")
    assert (ended.code, ended.out) == (1, "")
    assert f"{tmp_path}/shut" in ended.sentence


def test_a_read_only_database_is_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    program = Program(tmp_path / "folder", {"DATABASE_URL": f"sqlite:///{tmp_path}/talk.sqlite"})
    program.chat("He forgot our anniversary.")
    (tmp_path / "talk.sqlite").chmod(0o444)
    ended = program.run("chat", "--json", "--user", "ann", lines="hi")
    assert (ended.code, ended.out) == (1, "")
    assert "talk.sqlite" in ended.sentence
    (tmp_path / "talk.sqlite").chmod(0o644)
    assert "He forgot our anniversary." in program.run("user", "export", "ann").out


@pytest.mark.parametrize("content", [b"this is no database at all" * 100, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_one_sentence_and_stays_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "talk.sqlite"
    path.write_bytes(content)
    ended = Program(tmp_path / "folder", {"DATABASE_URL": f"sqlite:///{path}"}).run(
        "chat", "--json", lines="hi"
    )
    assert (ended.code, ended.out) == (1, "")
    assert str(path) in ended.sentence
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "command", ["chat --json", "telegram", "inspect danger", "db upgrade", "user export ann"]
)
def test_every_command_tells_of_a_wrong_database_in_one_sentence(tmp_path: Path, command: str) -> None:
    program = Program(tmp_path / "folder", {"DATABASE_URL": "oracle://x", "TELEGRAM_TOKEN": "1:a"})
    ended = program.run(*command.split(), lines="hi")
    assert (ended.code, ended.sentence) == (
        1,
        "COACHBOT_DATABASE_URL must begin with sqlite:/// or postgresql://.",
    )


def test_telegram_without_a_token_says_where_to_get_one(program: Program) -> None:
    ended = program.run("telegram")
    assert (ended.code, ended.sentence) == (
        1,
        "COACHBOT_TELEGRAM_TOKEN is not set; @BotFather on Telegram gives you one.",
    )


def test_a_webhook_wants_a_token_too(program: Program) -> None:
    ended = program.run("telegram", "--webhook", "https://example.org/hook")
    assert (ended.code, "COACHBOT_TELEGRAM_TOKEN is not set" in ended.sentence) == (1, True)


# ---------------------------------------------------------------- the other commands


def test_a_database_is_made_when_it_is_first_needed(program: Program) -> None:
    assert program.run("db", "status").out.startswith("There is no database at")
    assert "is up to date" in program.run("db", "upgrade").out
    assert "is up to date" in program.run("db", "status").out


def test_what_is_deleted_is_gone(program: Program) -> None:
    program.chat("He forgot our anniversary.")
    assert program.run("user", "delete", "ann").code == 0
    assert json.loads(program.run("user", "export", "ann").out)["messages"] == []
    database = program.folder / "data" / "coachbot" / "coachbot.sqlite"
    assert b"anniversary" not in database.read_bytes()
    assert (program.run("user", "delete", "ann").code, program.run("user", "delete", "ann").out) == (
        1,
        "Nothing is kept about ann.\n",
    )


def test_deleting_somebody_deletes_their_pictures_and_nobody_elses(program: Program) -> None:
    for name in ("ann", "bob"):
        program.chat("He forgot our anniversary and I am sad.", "/me", user=name)
    pictures = program.folder / "data" / "coachbot" / "pictures"
    assert len(list(pictures.iterdir())) == 2
    program.run("user", "delete", "ann")
    assert len(list(pictures.iterdir())) == 1


@pytest.mark.parametrize(
    ("what", "keys"),
    [
        ("danger", ["id", "level", "kinds", "by", "because"]),
        (
            "reading",
            [
                "id", "heat", "observations", "evaluations", "feelings", "faux_feelings", "needs",
                "strategies", "requests", "foundations", "worth_signs", "track", "because",
            ],
        ),
        ("message", ["id", "problems"]),
        ("gems", ["id", "results"]),
    ],
)  # fmt: skip
def test_inspect_answers_each_line_and_tells_of_bad_ones(
    program: Program, what: str, keys: list[str]
) -> None:
    lines = '{"id": 1, "text": "You never listen to me."}\nhello\n{"id": "b", "text": ""}\n'
    ended = program.run("inspect", what, lines=lines)
    assert (ended.code, [each["id"] for each in ended.objects]) == (1, [1, "b"])
    assert all(list(each) == keys for each in ended.objects)
    assert ended.sentence == "line 2: this is not JSON (Expecting value)"


def test_the_gems_can_be_listed_shown_and_searched(program: Program) -> None:
    listed = program.run("gems", "list").out.splitlines()
    slug = listed[0].split()[0]
    assert program.run("gems", "show", slug).out.splitlines()[0] in listed[0]
    assert program.run("gems", "search", "he always explains why he is right instead of listening").out
    assert (program.run("gems", "check").code, program.run("gems", "check").out) == (0, "")


def test_the_environment_of_a_test_has_no_settings_of_this_machine() -> None:
    assert not [name for name in os.environ if name.startswith("COACHBOT_")]


def test_an_output_that_is_full_is_one_sentence(program: Program) -> None:
    program.folder.mkdir()
    command = [sys.executable, "-m", "coachbot", "gems", "list"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=program.environment, text=True, check=False
        )
    assert (ended.returncode, ended.stderr) == (
        1,
        "coachbot: The machine refuses: No space left on device.\n",
    )


def test_an_input_that_is_closed_is_an_empty_one(program: Program) -> None:
    program.folder.mkdir()
    command = f"{sys.executable} -m coachbot chat --json <&-"
    ended = subprocess.run(command, shell=True, env=program.environment, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
