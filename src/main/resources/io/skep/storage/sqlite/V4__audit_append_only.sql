-- The audit log is only ever added to, whoever asks.
CREATE TRIGGER audit_log_not_changed BEFORE UPDATE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'the audit log is only ever added to');
END;

CREATE TRIGGER audit_log_not_removed BEFORE DELETE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'the audit log is only ever added to');
END;
