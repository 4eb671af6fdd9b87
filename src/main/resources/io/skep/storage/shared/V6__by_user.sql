-- The ledger is flushed user by user, and baselines that lie in that order too are changed in few
-- pages. By their ids, which are given as clients come, each transaction would change nearly all.
CREATE TABLE sessions_by_user (
  user_id BIGINT NOT NULL,
  torrent_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  client_key INTEGER NOT NULL,
  peer_id ${bytes} NOT NULL,
  uploaded BIGINT NOT NULL,
  downloaded BIGINT NOT NULL,
  remaining BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  previous_uploaded BIGINT NOT NULL,
  previous_downloaded BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  stopped INTEGER NOT NULL,
  PRIMARY KEY (user_id, torrent_id, id)
) ${counters};
INSERT INTO sessions_by_user
  (user_id, torrent_id, id, client_key, peer_id, uploaded, downloaded, remaining, started_at,
   previous_uploaded, previous_downloaded, last_seen, stopped)
SELECT user_id, torrent_id, id, client_key, peer_id, uploaded, downloaded, remaining, started_at,
   previous_uploaded, previous_downloaded, last_seen, stopped
FROM sessions
ORDER BY user_id, torrent_id, id;
DROP TABLE sessions;
ALTER TABLE sessions_by_user RENAME TO sessions;

-- What the journal still has although it is booked: the ids of entries, 8 bytes each, by the number
-- of the batch that booked them.
CREATE TABLE ledger_booked (
  batch ${id},
  entries ${bytes} NOT NULL
);
