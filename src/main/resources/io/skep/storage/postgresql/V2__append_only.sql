-- The history of credit is only ever added to, whoever asks.
CREATE FUNCTION refuse_change_of_credit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the credit history is only ever added to';
END;
$$;

CREATE TRIGGER credit_lines_only_added
  BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_lines
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_credit();
