"""The commands. Each imports what it needs when it runs, so that `chat` shows its prompt at once."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from coachbot.errors import CoachbotError, UsageError
from coachbot.mishap import told

_Read = TypeVar("_Read")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 done, 1 failed, 2 usage, 130 interrupted."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run a command; whatever goes wrong is one sentence on stderr."""
    # Nothing made while starting is garbage; looking for some costs a fifth of the start-up time.
    # Commands that run for long switch it on again once all is built (coachbot.app.started).
    gc.disable()
    _open_streams()
    try:
        code = commands.main(args=list(arguments), prog_name="coachbot", standalone_mode=False)
        sys.stdout.flush()
    except (UsageError, click.UsageError) as error:
        return _failed(error.format_message() if isinstance(error, click.UsageError) else str(error), 2)
    except CoachbotError as error:
        return _failed(str(error), 1)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        # Whoever read our output has left; Python would complain once more while closing it.
        sys.stdout = None
        return 1
    except OSError as error:
        return _failed(f"The machine refuses: {error.strerror or type(error).__name__}.", 1)
    except Exception as error:  # noqa: BLE001 - nobody who talks here should be shown a traceback
        return _failed(told(error), 1)
    return code if isinstance(code, int) else 0


def _open_streams() -> None:
    """Whatever whoever started us has closed is empty instead."""
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end


def _failed(sentence: str, code: int) -> int:
    print(f"coachbot: {' '.join(sentence.split())}", file=sys.stderr)
    return code


def _checked(
    read: Callable[[str], _Read],
) -> Callable[[click.Context, click.Parameter, str | None], _Read | None]:
    def callback(_context: click.Context, _parameter: click.Parameter, value: str | None) -> _Read | None:
        if value is None:
            return None
        try:
            return read(value)
        except ValueError as error:
            raise click.BadParameter(f"{error}.") from None

    return callback


def _name(value: str) -> str:
    from coachbot.channels.terminal.lines import user_name

    return user_name(value)


def _moment(value: str) -> str:
    from coachbot.core.moments import moment

    return moment(value)


class _InOrder(click.Group):
    """Commands in the order in which they stand here."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=_InOrder,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="coachbot")
@click.pass_context
def commands(context: click.Context) -> None:
    """A conversation coach for couples, in the terminal and on Telegram."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@commands.command()
@click.option(
    "--user", default="me", metavar="NAME", callback=_checked(_name), help="Who talks (default: me)."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a turn, for scripts.")
@click.option("--at", metavar="TIME", callback=_checked(_moment), help="As of this ISO time.")
def chat(user: str, as_json: bool, at: str | None) -> None:
    """Talk in the terminal."""
    from coachbot.running import chat as run

    (run.replay if as_json else run.talk)(user, at)


@commands.command()
@click.option("--webhook", metavar="URL", help="Receive by webhook at this address instead of polling.")
@click.option("--host", metavar="HOST", help="Where the webhook listens (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), metavar="PORT", help="On which port (default: 8081).")
def telegram(webhook: str | None, host: str | None, port: int | None) -> None:
    """Run the Telegram bot."""
    from coachbot.running import telegram as run

    if webhook is None and (host or port):
        raise click.UsageError("--host and --port go with --webhook.")
    run.telegram(webhook, host, port)


@commands.group(cls=_InOrder, no_args_is_help=False)
def gems() -> None:
    """The gems: check, list, show, search, import."""


@gems.command("check")
def gems_check() -> int:
    """Read every gem and say what is wrong."""
    from coachbot.running import gems as run

    faults = run.check_gems()
    for fault in faults:
        click.echo(fault)
    return 1 if faults else 0


@gems.command("list")
def gems_list() -> None:
    """List the gems."""
    from coachbot.running import gems as run

    click.echo("\n".join(run.list_gems()))


@gems.command("show")
@click.argument("slug")
def gems_show(slug: str) -> None:
    """Show one gem whole."""
    from coachbot.running import gems as run

    click.echo("\n".join(run.show_gem(slug)))


@gems.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--source", default="imported", metavar="NAME", help="Whose pages these are.")
@click.option("--permission", default="", metavar="TEXT", help="What the author allows; without it: drafts.")
def gems_import(files: tuple[Path, ...], source: str, permission: str) -> int:
    """Bring in saved pages: .html, .txt, .md, folders."""
    from coachbot.running import gems as run

    return 0 if run.import_gems(files, source.strip(), permission.strip(), click.echo) else 1


@gems.command("search")
@click.argument("text")
def gems_search(text: str) -> None:
    """Find the gems that fit a text."""
    from coachbot.running import gems as run

    click.echo("\n".join(run.search_gems(text)))


@commands.command()
@click.argument("what", type=click.Choice(["danger", "reading", "message", "gems", "privacy"]))
def inspect(what: str) -> int:
    """Judge JSON lines: danger, reading, message, gems, privacy."""
    from coachbot.running import inspect as run

    return 0 if run.inspect(what) else 1


@commands.group(cls=_InOrder, no_args_is_help=False)
def db() -> None:
    """Look after the database: upgrade, status."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this program's form."""
    from coachbot.running import db as run

    click.echo(run.upgrade())


@db.command("status")
def db_status() -> None:
    """Say which form the database has."""
    from coachbot.running import db as run

    click.echo(run.status())


@commands.group("user", cls=_InOrder, no_args_is_help=False)
def user_group() -> None:
    """Look after one person: export, delete, ban, unban."""


@user_group.command("export")
@click.argument("name")
def user_export(name: str) -> None:
    """Print everything kept about NAME as JSON."""
    from coachbot.running import user as run

    click.echo(run.export(name))


@user_group.command("delete")
@click.argument("name")
def user_delete(name: str) -> int:
    """Delete everything kept about NAME, at once."""
    from coachbot.running import user as run

    deleted = run.delete(name)
    click.echo(f"Everything about {name} is deleted." if deleted else f"Nothing is kept about {name}.")
    return 0 if deleted else 1


@user_group.command("ban")
@click.argument("name")
def user_ban(name: str) -> None:
    """Answer NAME no more, but for help in danger."""
    from coachbot.running import user as run

    banned = run.ban(name)
    click.echo(f"{name} is banned." if banned else f"{name} was banned already.")


@user_group.command("unban")
@click.argument("name")
def user_unban(name: str) -> int:
    """Let NAME in again."""
    from coachbot.running import user as run

    back = run.unban(name)
    click.echo(f"{name} is let in again." if back else f"{name} is not banned.")
    return 0 if back else 1


@commands.command()
def pause() -> None:
    """Stop answering everybody at once, but for help in danger."""
    from coachbot.running import user as run

    stopped = run.pause(on=True)
    click.echo("Paused: coachbot resume goes on." if stopped else "It was paused already.")


@commands.command()
def resume() -> None:
    """Answer again after a pause."""
    from coachbot.running import user as run

    goes_on = run.pause(on=False)
    click.echo("It goes on." if goes_on else "It was not paused.")


@commands.command()
@click.option("--once", is_flag=True, help="One sweep, instead of one a minute until stopped.")
@click.option("--at", metavar="TIME", callback=_checked(_moment), help="As of this ISO time.")
@click.option(
    "--rehearse", nargs=2, metavar="FROM TO", default=None, help="Only say what would go out in that span."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with --rehearse.")
def nudge(once: bool, at: str | None, rehearse: tuple[str, str] | None, as_json: bool) -> None:
    """Send the nudges that are due, apart from the bot."""
    from coachbot.running import nudge as run

    if rehearse is not None:
        try:
            start, end = (_moment(each) for each in rehearse)
        except ValueError as error:
            raise click.BadParameter(f"{error}.", param_hint="'--rehearse'") from None
        run.rehearse(start, end, as_json=as_json)
        return
    if as_json:
        raise click.UsageError("--json goes with --rehearse.")
    run.nudge(at, once=once)


@commands.command()
@click.option("--host", metavar="HOST", help="Where to listen (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), metavar="PORT", help="On which port (default: 8080).")
def console(host: str | None, port: int | None) -> None:
    """Run the coaches' web console."""
    from coachbot import reviewing

    reviewing.console(host, port)


@commands.group("reviews", cls=_InOrder, no_args_is_help=False)
def reviews_group() -> None:
    """Turn the coaches' verdicts into work: export."""


@reviews_group.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("reviewed"))
def reviews_export(folder: Path) -> None:
    """Write marked replies as test cases and better wordings as patches into FOLDER (default: reviewed)."""
    from coachbot import reviewing

    click.echo(reviewing.export_reviews(folder))


@commands.group("coach", cls=_InOrder, no_args_is_help=False)
def coach_group() -> None:
    """Look after the coaches: add, list, remove."""


@coach_group.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(["coach", "lead"]), help="What they may do (default: coach).")
@click.option("--chat", metavar="telegram:ID", help="Where the bot may send them links.")
def coach_add(name: str, role: str | None, chat: str | None) -> None:
    """Make NAME a coach and print a one-time sign-in link."""
    from coachbot import reviewing

    click.echo(reviewing.add_coach(name, role, chat))


@coach_group.command("list")
def coach_list() -> None:
    """List the coaches."""
    from coachbot import reviewing

    click.echo("\n".join(reviewing.list_coaches()))


@coach_group.command("remove")
@click.argument("name")
def coach_remove(name: str) -> int:
    """Sign NAME out everywhere, for good; their verdicts stay."""
    from coachbot import reviewing

    removed = reviewing.remove_coach(name)
    click.echo(f"{name} is no longer a coach." if removed else f"There is no coach named {name}.")
    return 0 if removed else 1


@commands.command()
def doctor() -> int:
    """Check everything and say what to do."""
    from coachbot import doctor as checks

    return 0 if checks.report(sys.stdout) else 1


if __name__ == "__main__":
    main()
