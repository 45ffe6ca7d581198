"""What is kept, as tables. Only whole numbers and text, so that a row needs no conversion in any driver.

`people` is the root. What hangs on it by a foreign key is kept only for those who said yes, and goes when
they say no. The inbox and the outbox hold a person's name instead, because post comes and goes for people
who are not kept. Times are ISO 8601 in UTC; columns marked `JSON` hold JSON as text.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

from coachbot.store.secret import Secret

JSON = {"json": True}
"""Marks a column (`Column.info`) whose text is JSON, for the export."""

UNTOLD = {"untold": True}
"""Marks a column that no export holds: it would tell one of two people what the other does."""

_Big = BigInteger().with_variant(Integer, "sqlite")
"""SQLite's whole numbers have 64 bits by themselves, and only INTEGER can be its row id."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("keeps", Integer),  # 1 yes, 0 no, null not answered
    Column("country", Text),
    Column("language", Text, nullable=False),
    Column("zone", Text),
    Column("settings", Text, nullable=False, info=JSON),
    Column("blocked_at", Text),
    Column("created", Text, nullable=False),
    Column("tag", Text, index=True),  # random; means nothing elsewhere, and knows the forgotten again
)

data_keys = Table(
    "data_keys",  # what texts are sealed with, sealed itself; without a person it is the post's
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), unique=True),
    Column("wrapped", Text, nullable=False),
    Column("made", Text, nullable=False),
    # An id is never used twice: what an old key sealed must not be taken for a new one's.
    sqlite_autoincrement=True,
)

relationships = Table(
    "relationships",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("label", Secret("relationships.label")),  # "your husband", in the person's words
    Column("kind", Text, nullable=False),  # current, ex…
    Column("linked_to", Integer, ForeignKey("relationships.id", ondelete="SET NULL"), index=True),
    Column("created", Text, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column(
        "relationship_id",
        Integer,
        ForeignKey("relationships.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("state", Secret("conversations.state"), nullable=False, info=JSON),
    Column("version", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("mode", Text),
    Column("hold", Integer, nullable=False),
    Column("dialogue", Integer, nullable=False),
    Column("prompts", Text, nullable=False),
    Column("gems", Text, nullable=False),
    Column("opened", Text, nullable=False),
    Column("updated", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "conversation_id",
        Integer,
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("opened", Text, nullable=False),
    Column("closed", Text),
    Column("card", Secret("sessions.card")),
    Column("card_at", Text),
)

turns = Table(
    "turns",
    metadata,
    Column("id", _Big, primary_key=True),
    Column("session_id", Integer, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("n", Integer, nullable=False),
    Column("update_id", _Big),
    Column("at", Text, nullable=False),
    Column("sort", Text, nullable=False),
    Column("text", Secret("turns.text"), nullable=False),
    Column("tap", Secret("turns.tap")),
    Column("messages", Secret("turns.messages"), nullable=False, info=JSON),
    Column("reading", Secret("turns.reading"), nullable=False, info=JSON),
    Column("danger", Secret("turns.danger"), nullable=False, info=JSON),
    Column("step", Text, nullable=False),
    Column("mode", Text),
    Column("hold", Integer, nullable=False),
    Column("voice", Text, nullable=False),
    Column("gem_slug", Text),
    Column("gem_passage", Secret("turns.gem_passage")),
    Column("dialogue", Integer, nullable=False),
    Column("prompts", Text, nullable=False),
    Column("gems", Text, nullable=False),
)

gem_events = Table(
    "gem_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("slug", Text, nullable=False),
    Column("what", Text, nullable=False),  # seen, kept or disliked
    Column("at", Text, nullable=False),
    UniqueConstraint("person_id", "slug", "what"),
)

due = Table(
    "due",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("done_at", Text),
)
Index("ix_due_open", due.c.at, sqlite_where=due.c.done_at.is_(None), postgresql_where=due.c.done_at.is_(None))

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", _Big, primary_key=True, autoincrement=False),
    Column("person", Text),  # who wrote, until it is handled
    Column(
        "payload", Secret("inbox.payload", post=True), nullable=False, info=JSON
    ),  # what came, until it is handled
    Column("received_at", Text, nullable=False),
    Column("handled_at", Text),
    Column("set_aside", Text),  # why it could not be handled
    Column("attempts", Integer, nullable=False),
)
Index(
    "ix_inbox_waiting",
    inbox.c.received_at,
    sqlite_where=inbox.c.handled_at.is_(None),
    postgresql_where=inbox.c.handled_at.is_(None),
)

bonds = Table(
    "bonds",  # a person's end of a link; two of them have the same couple
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Secret("bonds.name"), nullable=False),  # what the other calls them, in their own words
    Column("couple", Text, index=True, info=UNTOLD),  # random; null until somebody says yes
    Column("code", Text, unique=True),  # the hash of a code that works once
    Column("until", Text, info=UNTOLD),  # a no ends it at once, and isn't told
    Column("rests_from", Integer, info=UNTOLD),  # the last number that may cross; null: all may
    Column("made", Text, nullable=False),
)

acts = Table(
    "acts",  # what somebody did towards the other: their own words and taps, in the couple's order
    metadata,
    Column("id", Integer, primary_key=True, info=UNTOLD),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("act", Text, nullable=False),
    Column("couple", Text, nullable=False, info=UNTOLD),
    # Gaps in these would tell a person how much the other did meanwhile.
    Column("n", Integer, nullable=False, info=UNTOLD),
    Column("of", Integer, nullable=False, info=UNTOLD),
    Column("tag", Text, nullable=False, info=UNTOLD),  # random; what buttons call it
    Column("which", Text, nullable=False),
    Column("text", Secret("acts.text"), nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("couple", "n"),
)

crossings = Table(
    "crossings",  # what waits at the wall, for as long as it may not cross
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("bond_id", Integer, ForeignKey("bonds.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("couple", Text, nullable=False, index=True),
    Column("n", Integer, nullable=False),
    Column("message", Secret("crossings.message"), nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Big, primary_key=True),
    Column("person", Text, nullable=False, index=True),
    Column("turn", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column(
        "payload", Secret("outbox.payload", post=True), nullable=False, info=JSON
    ),  # the message, until it is sent or dropped
    Column("buttons", Integer, nullable=False),  # how many; outlives the payload
    Column("replaces", _Big),
    Column("created", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", Text),
    Column("channel_message_id", _Big),
    Column("dropped", Text),  # why it will not be sent
    Column("until", Text),  # the last moment at which it may be sent
    # Whose end of a link it came over; if that goes before it is sent, it goes too.
    Column("author_id", Integer, ForeignKey("bonds.id", ondelete="CASCADE"), index=True),
    # An id is never used twice: a late "sent" must not mark somebody else's message.
    sqlite_autoincrement=True,
)
_unsent = outbox.c.sent_at.is_(None) & outbox.c.dropped.is_(None)
Index("ix_outbox_unsent", outbox.c.id, sqlite_where=_unsent, postgresql_where=_unsent)

danger_flags = Table(
    "danger_flags",  # how often, not who: no person, no text, the time to the hour
    metadata,
    Column("id", Integer, primary_key=True),
    Column("level", Text, nullable=False),
    Column("kinds", Text, nullable=False, info=JSON),
    Column("at", Text, nullable=False),
)

model_uses = Table(
    "model_uses",  # sums, not whose
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Text, nullable=False),  # in UTC
    Column("model", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # ok, or the kind of failure
    Column("calls", Integer, nullable=False),
    Column("sent", BigInteger, nullable=False),  # tokens; those cached are among them
    Column("cached", BigInteger, nullable=False),
    Column("said", BigInteger, nullable=False),
    Column("micros", BigInteger, nullable=False),  # millionths of the operator's money
    Column("millis", BigInteger, nullable=False),
    UniqueConstraint("day", "model", "outcome"),
)

nudge_plans = Table(
    "nudge_plans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("time", Text, nullable=False),  # hh:mm of their clock; the zone is the person's
    Column("spread", Integer, nullable=False),  # minutes
    Column("days", Text, nullable=False),  # "0123456", Monday is 0
    Column("every", Integer, nullable=False),
    Column("pace", Integer, nullable=False),
    Column("unanswered", Integer, nullable=False),
    Column("paused_until", Text),
    Column("last_day", Text),
    Column("last_at", Text),
    Column("answered_at", Text),
    Column("thriving", Integer, nullable=False),
    Column("thrived_day", Text),
    Column("topics", Text, nullable=False, info=JSON),
    Column("next_at", Text),  # null: nothing comes
)
Index(
    "ix_nudge_plans_next",
    nudge_plans.c.next_at,
    sqlite_where=nudge_plans.c.next_at.is_not(None),
    postgresql_where=nudge_plans.c.next_at.is_not(None),
)

nudges = Table(
    "nudges",
    metadata,
    Column("id", _Big, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("day", Text, nullable=False),  # of their own calendar
    Column("n", Integer, nullable=False),  # 0 came by itself; it is what a day is claimed with
    Column("at", Text, nullable=False),
    Column("item", Text, nullable=False),  # which text, never its words
    Column("kind", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # sent, or why not
    Column("answer", Text),
    UniqueConstraint("person_id", "day", "n"),
)

agreements = Table(
    "agreements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("what", Secret("agreements.what"), nullable=False),
    Column("by", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("ended", Text, nullable=False),
    Column("ended_at", Text),
)

thriving_checks = Table(
    "thriving_checks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("thriving", Integer, nullable=False),
    Column("energy", Integer),
    Column("willingness", Integer),
    Column("word", Secret("thriving_checks.word")),
)

memories = Table(
    "memories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("text", Secret("memories.text"), nullable=False),
)

essentials = Table(
    "essentials",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("text", Secret("essentials.text"), nullable=False),
    UniqueConstraint("person_id", "place"),
)

shared = Table(
    "shared",  # which session coaches may see, under a random id; without a yes they don't
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("session_id", Integer, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("transcript", Text, nullable=False, unique=True),
    Column("agreed", Integer, nullable=False),
    Column("note", Integer, nullable=False),  # a coach may leave one
)

orphans = Table(
    "orphans",  # random ids whose row in `shared` is gone, until the coaches' transcript is gone too
    metadata,
    Column("transcript", Text, primary_key=True),
)

swaps = Table(
    "swaps",  # names to be replaced in whatever is shared
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("word", Secret("swaps.word"), nullable=False),
)

bans = Table(
    "bans",  # whom the operator has shut out
    metadata,
    Column("person", Text, primary_key=True),
    Column("at", Text, nullable=False),
)

switches = Table(
    "switches",  # what the operator has switched on for everybody
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Text, nullable=False),
)

reach = Table(
    "reach",  # for each schema the oldest one whose programs can still work with it
    metadata,
    Column("schema", Text, primary_key=True),
    Column("oldest", Text, nullable=False),
)

replicas = Table(
    "replicas",  # the programs that share this database
    metadata,
    Column("name", Text, primary_key=True),
    Column("beat", BigInteger, nullable=False),  # when it last said that it lives, in ms
    Column("session", BigInteger),  # its line to the server, which is gone when it was killed
)

claims = Table(
    "claims",  # whose turn is being made by whom; the row goes with the work
    metadata,
    Column("chat", Text, primary_key=True),
    Column("replica", Text, nullable=False, index=True),
)

pace = Table(
    "pace",  # one row: when the next message may leave, whoever sends it
    metadata,
    Column("id", Integer, primary_key=True),
    Column("next", BigInteger, nullable=False),  # ms
)
