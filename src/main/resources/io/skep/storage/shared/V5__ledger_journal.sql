-- What the ledger has noted and not booked yet, so that it is durable at once: rows are put at the end,
-- and removed by the transaction that books what they say. The writer gives the ids.
CREATE TABLE ledger_journal (
  id ${id},
  content ${bytes} NOT NULL
);
