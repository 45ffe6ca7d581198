CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)

CREATE TABLE people (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	keeps INTEGER,
	country TEXT,
	language TEXT NOT NULL,
	zone TEXT,
	settings TEXT NOT NULL,
	blocked_at TEXT,
	created TEXT NOT NULL, tag TEXT,
	CONSTRAINT pk_people PRIMARY KEY (id),
	CONSTRAINT uq_people_name UNIQUE (name)
)

CREATE TABLE relationships (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	label TEXT,
	kind TEXT NOT NULL,
	linked_to INTEGER,
	created TEXT NOT NULL,
	CONSTRAINT pk_relationships PRIMARY KEY (id),
	CONSTRAINT fk_relationships_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT fk_relationships_linked_to FOREIGN KEY(linked_to) REFERENCES relationships (id) ON DELETE SET NULL
)

CREATE INDEX ix_relationships_person_id ON relationships (person_id)

CREATE INDEX ix_relationships_linked_to ON relationships (linked_to)

CREATE TABLE conversations (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	relationship_id INTEGER NOT NULL,
	state TEXT NOT NULL,
	version INTEGER NOT NULL,
	step TEXT NOT NULL,
	mode TEXT,
	hold INTEGER NOT NULL,
	dialogue INTEGER NOT NULL,
	prompts TEXT NOT NULL,
	gems TEXT NOT NULL,
	opened TEXT NOT NULL,
	updated TEXT NOT NULL,
	CONSTRAINT pk_conversations PRIMARY KEY (id),
	CONSTRAINT uq_conversations_relationship_id UNIQUE (relationship_id),
	CONSTRAINT fk_conversations_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT fk_conversations_relationship_id FOREIGN KEY(relationship_id) REFERENCES relationships (id) ON DELETE CASCADE
)

CREATE INDEX ix_conversations_person_id ON conversations (person_id)

CREATE TABLE sessions (
	id INTEGER NOT NULL,
	conversation_id INTEGER NOT NULL,
	opened TEXT NOT NULL,
	closed TEXT,
	card TEXT,
	card_at TEXT,
	CONSTRAINT pk_sessions PRIMARY KEY (id),
	CONSTRAINT fk_sessions_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
)

CREATE INDEX ix_sessions_conversation_id ON sessions (conversation_id)

CREATE TABLE turns (
	id INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	n INTEGER NOT NULL,
	update_id INTEGER,
	at TEXT NOT NULL,
	sort TEXT NOT NULL,
	text TEXT NOT NULL,
	tap TEXT,
	messages TEXT NOT NULL,
	reading TEXT NOT NULL,
	danger TEXT NOT NULL,
	step TEXT NOT NULL,
	mode TEXT,
	hold INTEGER NOT NULL,
	voice TEXT NOT NULL,
	gem_slug TEXT,
	gem_passage TEXT,
	dialogue INTEGER NOT NULL,
	prompts TEXT NOT NULL,
	gems TEXT NOT NULL,
	CONSTRAINT pk_turns PRIMARY KEY (id),
	CONSTRAINT fk_turns_session_id FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE
)

CREATE INDEX ix_turns_session_id ON turns (session_id)

CREATE TABLE gem_events (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	slug TEXT NOT NULL,
	what TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_gem_events PRIMARY KEY (id),
	CONSTRAINT uq_gem_events_person_id_slug_what UNIQUE (person_id, slug, what),
	CONSTRAINT fk_gem_events_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
)

CREATE TABLE due (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	at TEXT NOT NULL,
	done_at TEXT,
	CONSTRAINT pk_due PRIMARY KEY (id),
	CONSTRAINT fk_due_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
)

CREATE INDEX ix_due_person_id ON due (person_id)

CREATE INDEX ix_due_open ON due (at) WHERE done_at IS NULL

CREATE TABLE inbox (
	update_id INTEGER NOT NULL,
	person TEXT,
	payload TEXT NOT NULL,
	received_at TEXT NOT NULL,
	handled_at TEXT,
	set_aside TEXT,
	attempts INTEGER NOT NULL,
	CONSTRAINT pk_inbox PRIMARY KEY (update_id)
)

CREATE INDEX ix_inbox_waiting ON inbox (received_at) WHERE handled_at IS NULL

CREATE TABLE danger_flags (
	id INTEGER NOT NULL,
	level TEXT NOT NULL,
	kinds TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_danger_flags PRIMARY KEY (id)
)

CREATE TABLE model_uses (
	id INTEGER NOT NULL,
	day TEXT NOT NULL,
	model TEXT NOT NULL,
	outcome TEXT NOT NULL,
	calls INTEGER NOT NULL,
	sent BIGINT NOT NULL,
	cached BIGINT NOT NULL,
	said BIGINT NOT NULL,
	micros BIGINT NOT NULL,
	millis BIGINT NOT NULL,
	CONSTRAINT pk_model_uses PRIMARY KEY (id),
	CONSTRAINT uq_model_uses_day_model_outcome UNIQUE (day, model, outcome)
)

CREATE TABLE nudge_plans (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	time TEXT NOT NULL,
	spread INTEGER NOT NULL,
	days TEXT NOT NULL,
	every INTEGER NOT NULL,
	pace INTEGER NOT NULL,
	unanswered INTEGER NOT NULL,
	paused_until TEXT,
	last_day TEXT,
	last_at TEXT,
	answered_at TEXT,
	thriving INTEGER NOT NULL,
	thrived_day TEXT,
	topics TEXT NOT NULL,
	next_at TEXT,
	CONSTRAINT pk_nudge_plans PRIMARY KEY (id),
	CONSTRAINT fk_nudge_plans_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT uq_nudge_plans_person_id UNIQUE (person_id)
)

CREATE INDEX ix_nudge_plans_next ON nudge_plans (next_at) WHERE next_at IS NOT NULL

CREATE TABLE nudges (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	day TEXT NOT NULL,
	n INTEGER NOT NULL,
	at TEXT NOT NULL,
	item TEXT NOT NULL,
	kind TEXT NOT NULL,
	outcome TEXT NOT NULL,
	answer TEXT,
	CONSTRAINT pk_nudges PRIMARY KEY (id),
	CONSTRAINT fk_nudges_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT uq_nudges_person_id_day_n UNIQUE (person_id, day, n)
)

CREATE TABLE agreements (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	who TEXT NOT NULL,
	what TEXT NOT NULL,
	"by" TEXT NOT NULL,
	made TEXT NOT NULL,
	ended TEXT NOT NULL,
	ended_at TEXT,
	CONSTRAINT pk_agreements PRIMARY KEY (id),
	CONSTRAINT fk_agreements_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
)

CREATE INDEX ix_agreements_person_id ON agreements (person_id)

CREATE TABLE thriving_checks (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	at TEXT NOT NULL,
	thriving INTEGER NOT NULL,
	energy INTEGER,
	willingness INTEGER,
	word TEXT,
	CONSTRAINT pk_thriving_checks PRIMARY KEY (id),
	CONSTRAINT fk_thriving_checks_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
)

CREATE INDEX ix_thriving_checks_person_id ON thriving_checks (person_id)

CREATE TABLE memories (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	at TEXT NOT NULL,
	text TEXT NOT NULL,
	CONSTRAINT pk_memories PRIMARY KEY (id),
	CONSTRAINT fk_memories_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
)

CREATE INDEX ix_memories_person_id ON memories (person_id)

CREATE TABLE essentials (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	place INTEGER NOT NULL,
	text TEXT NOT NULL,
	CONSTRAINT pk_essentials PRIMARY KEY (id),
	CONSTRAINT fk_essentials_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT uq_essentials_person_id_place UNIQUE (person_id, place)
)

CREATE TABLE data_keys (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER,
	wrapped TEXT NOT NULL,
	made TEXT NOT NULL,
	CONSTRAINT fk_data_keys_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT uq_data_keys_person_id UNIQUE (person_id)
)

CREATE INDEX ix_people_tag ON people (tag)

CREATE TABLE shared (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	at TEXT NOT NULL,
	transcript TEXT NOT NULL,
	agreed INTEGER NOT NULL,
	note INTEGER NOT NULL,
	CONSTRAINT pk_shared PRIMARY KEY (id),
	CONSTRAINT uq_shared_transcript UNIQUE (transcript),
	CONSTRAINT fk_shared_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT fk_shared_session_id FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE
)

CREATE INDEX ix_shared_person_id ON shared (person_id)

CREATE INDEX ix_shared_session_id ON shared (session_id)

CREATE TABLE orphans (
	transcript TEXT NOT NULL,
	CONSTRAINT pk_orphans PRIMARY KEY (transcript)
)

CREATE TABLE swaps (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	word TEXT NOT NULL,
	CONSTRAINT pk_swaps PRIMARY KEY (id),
	CONSTRAINT fk_swaps_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
)

CREATE INDEX ix_swaps_person_id ON swaps (person_id)

CREATE TRIGGER shared_orphaned AFTER DELETE ON shared BEGIN INSERT OR IGNORE INTO orphans (transcript) VALUES (OLD.transcript); END

CREATE TABLE replicas (
	name TEXT NOT NULL,
	beat BIGINT NOT NULL, session BIGINT,
	CONSTRAINT pk_replicas PRIMARY KEY (name)
)

CREATE TABLE claims (
	chat TEXT NOT NULL,
	replica TEXT NOT NULL,
	CONSTRAINT pk_claims PRIMARY KEY (chat)
)

CREATE INDEX ix_claims_replica ON claims (replica)

CREATE TABLE pace (
	id INTEGER NOT NULL,
	next BIGINT NOT NULL,
	CONSTRAINT pk_pace PRIMARY KEY (id)
)

CREATE TABLE bonds (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	couple TEXT,
	code TEXT,
	until TEXT,
	rests_from INTEGER,
	made TEXT NOT NULL,
	CONSTRAINT pk_bonds PRIMARY KEY (id),
	CONSTRAINT fk_bonds_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT uq_bonds_code UNIQUE (code)
)

CREATE INDEX ix_bonds_person_id ON bonds (person_id)

CREATE INDEX ix_bonds_couple ON bonds (couple)

CREATE TABLE acts (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	act TEXT NOT NULL,
	couple TEXT NOT NULL,
	n INTEGER NOT NULL,
	"of" INTEGER NOT NULL,
	tag TEXT NOT NULL,
	which TEXT NOT NULL,
	text TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_acts PRIMARY KEY (id),
	CONSTRAINT fk_acts_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT uq_acts_couple_n UNIQUE (couple, n)
)

CREATE INDEX ix_acts_person_id ON acts (person_id)

CREATE TABLE crossings (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	bond_id INTEGER NOT NULL,
	couple TEXT NOT NULL,
	n INTEGER NOT NULL,
	message TEXT NOT NULL,
	CONSTRAINT pk_crossings PRIMARY KEY (id),
	CONSTRAINT fk_crossings_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT fk_crossings_bond_id FOREIGN KEY(bond_id) REFERENCES bonds (id) ON DELETE CASCADE
)

CREATE INDEX ix_crossings_person_id ON crossings (person_id)

CREATE INDEX ix_crossings_bond_id ON crossings (bond_id)

CREATE INDEX ix_crossings_couple ON crossings (couple)

CREATE TABLE "outbox" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person TEXT NOT NULL,
	turn INTEGER NOT NULL,
	ordinal INTEGER NOT NULL,
	kind TEXT NOT NULL,
	payload TEXT NOT NULL,
	buttons INTEGER NOT NULL,
	replaces INTEGER,
	created TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	sent_at TEXT,
	channel_message_id INTEGER,
	dropped TEXT,
	until TEXT,
	author_id INTEGER,
	CONSTRAINT fk_outbox_author_id FOREIGN KEY(author_id) REFERENCES bonds (id) ON DELETE CASCADE
)

CREATE INDEX ix_outbox_person ON outbox (person)

CREATE INDEX ix_outbox_unsent ON outbox (id) WHERE sent_at IS NULL AND dropped IS NULL

CREATE INDEX ix_outbox_author_id ON outbox (author_id)

CREATE TABLE reach (
	schema TEXT NOT NULL,
	oldest TEXT NOT NULL,
	CONSTRAINT pk_reach PRIMARY KEY (schema)
)

CREATE TABLE bans (
	person TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_bans PRIMARY KEY (person)
)

CREATE TABLE switches (
	name TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_switches PRIMARY KEY (name)
)

INSERT INTO "reach" VALUES('m010','m008');

INSERT INTO "reach" VALUES('m011','m008');
