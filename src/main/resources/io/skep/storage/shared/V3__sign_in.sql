-- Who may sign in to the console, from where, by whose invitation, and what administrators did.
INSERT INTO ids (kind, last_id) VALUES ('browser', 0), ('invitation', 0), ('audit', 0);

-- A password's Argon2id in the form of the PHC, empty where there is none; the second factor's
-- secret, empty where there is none, and the step of the last code that was used.
CREATE TABLE credentials (
  user_id BIGINT NOT NULL PRIMARY KEY,
  password_hash TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  totp_secret ${bytes} NOT NULL,
  totp_step BIGINT NOT NULL
);

CREATE TABLE browsers (
  id ${id},
  user_id BIGINT NOT NULL,
  secret_hash ${bytes} NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
);

CREATE TABLE password_links (
  user_id BIGINT NOT NULL PRIMARY KEY,
  secret_hash ${bytes} NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE invitations (
  id ${id},
  secret_hash ${bytes} NOT NULL,
  made_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  taken_by BIGINT NOT NULL,
  taken_at BIGINT NOT NULL,
  revoked_at BIGINT NOT NULL
);

CREATE TABLE audit_log (
  id ${id},
  happened_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  actor_user BIGINT NOT NULL,
  actor_token BIGINT NOT NULL,
  address TEXT NOT NULL,
  action TEXT NOT NULL,
  words TEXT NOT NULL,
  user_id BIGINT NOT NULL,
  value_before TEXT NOT NULL,
  value_after TEXT NOT NULL
);
CREATE INDEX audit_log_actor_name ON audit_log (actor_name, id);
CREATE INDEX audit_log_action ON audit_log (action, id);

-- A token can do no more than whoever made it may do now; 0 is the operator.
ALTER TABLE tokens ADD COLUMN made_by BIGINT NOT NULL DEFAULT 0;
-- What had every scope that there was has every one that there is.
UPDATE tokens SET scopes = scopes || ' configuration:read me'
WHERE scopes = 'audit:read findings:read findings:write multipliers:read multipliers:write sessions:read stats:read swarms:read tokens:write torrents:read torrents:write users:read users:write';
