-- Both SQLite and PostgreSQL read this file. ${id} is a table's own number, given by the row of its
-- kind in ids; ${bytes} is a byte string; ${clustered} and ${counters} say how the table lies on disk.
-- Times are seconds since the epoch; 0 is nobody, nothing or never.

CREATE TABLE ids (
  kind TEXT NOT NULL PRIMARY KEY,
  last_id BIGINT NOT NULL
);
INSERT INTO ids (kind, last_id) VALUES
  ('user', 0), ('torrent', 0), ('token', 0), ('multiplier', 0), ('finding', 0),
  ('session', 0), ('line', 0), ('batch', 0);

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  setting TEXT NOT NULL
);

CREATE TABLE users (
  id ${id},
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  passkey TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_name_key ON users (name_key);
CREATE UNIQUE INDEX users_passkey ON users (passkey) WHERE passkey <> '';

CREATE TABLE torrents (
  id ${id},
  name TEXT NOT NULL,
  length BIGINT NOT NULL,
  files INTEGER NOT NULL,
  license TEXT NOT NULL,
  added_by BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  deleted_at BIGINT,
  deleted_reason TEXT
);
CREATE TABLE torrent_hashes (
  info_hash ${bytes} NOT NULL,
  torrent_id BIGINT NOT NULL REFERENCES torrents (id),
  place INTEGER NOT NULL,
  CONSTRAINT torrent_hashes_info_hash PRIMARY KEY (info_hash)
) ${clustered};
CREATE INDEX torrent_hashes_torrent_id ON torrent_hashes (torrent_id);
CREATE TABLE torrent_files (
  torrent_id BIGINT NOT NULL PRIMARY KEY REFERENCES torrents (id),
  content ${bytes} NOT NULL
);

CREATE TABLE torrent_passkeys (
  user_id BIGINT NOT NULL,
  torrent_id BIGINT NOT NULL,
  generation INTEGER NOT NULL,
  PRIMARY KEY (user_id, torrent_id)
) ${clustered};

CREATE TABLE tokens (
  id ${id},
  name TEXT NOT NULL,
  secret_hash ${bytes} NOT NULL,
  scopes TEXT NOT NULL,
  user_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX tokens_name ON tokens (name);

CREATE TABLE multipliers (
  id ${id},
  subject TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  upload_percent INTEGER NOT NULL,
  download_percent INTEGER NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  note TEXT NOT NULL
);

CREATE TABLE findings (
  id ${id},
  rule TEXT NOT NULL,
  acted INTEGER NOT NULL,
  user_id BIGINT NOT NULL,
  torrent_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  times INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  decision TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  note TEXT NOT NULL
);
CREATE UNIQUE INDEX findings_of_a_day ON findings (rule, user_id, torrent_id, day);
CREATE INDEX findings_last_at ON findings (last_at, id);

-- The ledger. The ids of the batches that were committed last, so that none is committed twice.
CREATE TABLE ledger_batches (
  id TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  committed_at BIGINT NOT NULL
);
CREATE INDEX ledger_batches_number ON ledger_batches (number);

CREATE TABLE sessions (
  id ${id},
  user_id BIGINT NOT NULL,
  torrent_id BIGINT NOT NULL,
  client_key INTEGER NOT NULL,
  peer_id ${bytes} NOT NULL,
  uploaded BIGINT NOT NULL,
  downloaded BIGINT NOT NULL,
  remaining BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  previous_uploaded BIGINT NOT NULL,
  previous_downloaded BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  stopped INTEGER NOT NULL
) ${rewritten};

CREATE TABLE credit_lines (
  id ${id},
  happened_at BIGINT NOT NULL,
  user_id BIGINT NOT NULL CHECK (user_id > 0),
  torrent_id BIGINT NOT NULL CHECK (torrent_id >= 0),
  session_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  uploaded BIGINT NOT NULL,
  downloaded BIGINT NOT NULL,
  credited_uploaded BIGINT NOT NULL,
  credited_downloaded BIGINT NOT NULL,
  upload_percent INTEGER NOT NULL,
  download_percent INTEGER NOT NULL,
  note TEXT NOT NULL
);
CREATE INDEX credit_lines_user ON credit_lines (user_id, happened_at, id);
CREATE INDEX credit_lines_torrent ON credit_lines (torrent_id, happened_at, id);
CREATE INDEX credit_lines_happened_at ON credit_lines (happened_at, id);

-- SQLite makes a sum that is too large a floating-point number: the checks refuse it, as PostgreSQL
-- does by itself.
CREATE TABLE user_totals (
  user_id BIGINT NOT NULL PRIMARY KEY,
  uploaded BIGINT NOT NULL
    CHECK (uploaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  downloaded BIGINT NOT NULL
    CHECK (downloaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  credited_uploaded BIGINT NOT NULL
    CHECK (credited_uploaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  credited_downloaded BIGINT NOT NULL
    CHECK (credited_downloaded BETWEEN -9223372036854775807 AND 9223372036854775807)
) ${counters};

CREATE TABLE torrent_totals (
  torrent_id BIGINT NOT NULL PRIMARY KEY CHECK (torrent_id > 0),
  uploaded BIGINT NOT NULL
    CHECK (uploaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  downloaded BIGINT NOT NULL
    CHECK (downloaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  credited_uploaded BIGINT NOT NULL
    CHECK (credited_uploaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  credited_downloaded BIGINT NOT NULL
    CHECK (credited_downloaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  snatches BIGINT NOT NULL
) ${counters};

CREATE TABLE standings (
  user_id BIGINT NOT NULL CHECK (user_id > 0),
  torrent_id BIGINT NOT NULL CHECK (torrent_id > 0),
  uploaded BIGINT NOT NULL
    CHECK (uploaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  downloaded BIGINT NOT NULL
    CHECK (downloaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  credited_uploaded BIGINT NOT NULL
    CHECK (credited_uploaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  credited_downloaded BIGINT NOT NULL
    CHECK (credited_downloaded BETWEEN -9223372036854775807 AND 9223372036854775807),
  seed_seconds BIGINT NOT NULL,
  completed_at BIGINT NOT NULL,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  remaining BIGINT NOT NULL,
  PRIMARY KEY (user_id, torrent_id)
) ${counters};
CREATE INDEX standings_torrent ON standings (torrent_id);
CREATE INDEX standings_completed_at ON standings (completed_at) WHERE completed_at > 0;
