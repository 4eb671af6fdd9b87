-- The history of credit is only ever added to, whoever asks.
CREATE TRIGGER credit_lines_not_changed BEFORE UPDATE ON credit_lines
BEGIN
  SELECT RAISE(ABORT, 'the credit history is only ever added to');
END;

CREATE TRIGGER credit_lines_not_removed BEFORE DELETE ON credit_lines
BEGIN
  SELECT RAISE(ABORT, 'the credit history is only ever added to');
END;
