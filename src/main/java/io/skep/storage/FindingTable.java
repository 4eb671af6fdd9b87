package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings in their table, one of a rule, user, torrent and UTC day. */
final class FindingTable implements FindingStore {
  private static final long DAY_SECONDS = 86_400;

  private static final String SELECT =
      """
      SELECT id, rule, acted, user_id, torrent_id, first_at, last_at, times, evidence, decision,
        decided_by, note
      FROM findings\
      """;

  private static final String PUT =
      """
      INSERT INTO findings
        (id, rule, acted, user_id, torrent_id, day, first_at, last_at, times, evidence, decision,
         decided_by, note)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (rule, user_id, torrent_id, day) DO UPDATE SET
        acted = CASE WHEN excluded.acted > findings.acted THEN excluded.acted
          ELSE findings.acted END,
        first_at = CASE WHEN excluded.first_at < findings.first_at THEN excluded.first_at
          ELSE findings.first_at END,
        last_at = CASE WHEN excluded.last_at > findings.last_at THEN excluded.last_at
          ELSE findings.last_at END,
        evidence = CASE WHEN excluded.last_at >= findings.last_at THEN excluded.evidence
          ELSE findings.evidence END,
        times = CASE WHEN findings.times > 2147483647 - excluded.times THEN 2147483647
          ELSE findings.times + excluded.times END\
      """;

  private final Transactions transactions;

  FindingTable(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What makes two findings one. */
  private record Key(String rule, long user, long torrent, long day) {
    Key(Finding finding) {
      this(finding.rule(), finding.user(), finding.torrent(), FindingTable.day(finding));
    }
  }

  private static long day(Finding finding) {
    return Math.floorDiv(finding.firstAt(), DAY_SECONDS);
  }

  @Override
  public void put(List<Finding> findings) throws StorageException {
    // PostgreSQL does not change a row twice with one statement.
    Map<Key, Finding> joined = new LinkedHashMap<>();
    findings.forEach(finding -> joined.merge(new Key(finding), finding, FindingTable::join));
    if (joined.isEmpty()) {
      return;
    }
    transactions.change(
        transaction -> {
          long first = Ids.next(transaction, Ids.Kind.FINDING, joined.size());
          long[] id = {first};
          transaction.changeEach(PUT, joined.values(), (p, finding) -> bind(p, id[0]++, finding));
        });
  }

  private static Finding join(Finding one, Finding other) {
    Finding last = other.lastAt() >= one.lastAt() ? other : one;
    return new Finding(
        0,
        one.rule(),
        one.acted() || other.acted(),
        one.user(),
        one.torrent(),
        Math.min(one.firstAt(), other.firstAt()),
        last.lastAt(),
        (int) Math.min(Integer.MAX_VALUE, (long) one.count() + other.count()),
        last.evidence(),
        one.decision(),
        one.decidedBy(),
        one.note());
  }

  private static void bind(Parameters parameters, long id, Finding finding)
      throws SQLException, StorageException {
    parameters
        .add(id)
        .add(finding.rule())
        .add(finding.acted())
        .add(finding.user())
        .add(finding.torrent())
        .add(day(finding))
        .add(finding.firstAt())
        .add(finding.lastAt())
        .add(finding.count())
        .add(finding.evidence())
        .add(finding.decision())
        .add(finding.decidedBy())
        .add(finding.note());
  }

  private static Filter filter(Query query) {
    return new Filter()
        .and(!query.rule().isEmpty(), "rule = ?", p -> p.add(query.rule()))
        .and(query.user() != 0, "user_id = ?", p -> p.add(query.user()))
        .and(query.torrent() != 0, "torrent_id = ?", p -> p.add(query.torrent()))
        .and(
            query.decision().isPresent(),
            "decision = ?",
            p -> p.add(query.decision().orElseThrow()));
  }

  @Override
  public List<Finding> find(Query query) throws StorageException {
    Filter filter = filter(query);
    String column =
        switch (query.sort()) {
          case LAST_AT -> "last_at";
          case FIRST_AT -> "first_at";
          case COUNT -> "times";
        };
    String order = query.largestFirst() ? " ORDER BY %s DESC, id DESC" : " ORDER BY %s, id";
    return transactions.read(
        transaction ->
            transaction.all(
                SELECT + filter.where() + order.formatted(column) + " LIMIT ? OFFSET ?",
                filter.page(query.limit(), query.offset()),
                FindingTable::finding));
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        row.getLong(1),
        row.getString(2),
        row.getInt(3) != 0,
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getInt(8),
        row.getString(9),
        Finding.Decision.valueOf(row.getString(10)),
        row.getString(11),
        row.getString(12));
  }

  @Override
  public long count(Query query) throws StorageException {
    Filter filter = filter(query);
    return transactions.read(
        transaction ->
            transaction.number("SELECT count(*) FROM findings" + filter.where(), filter::set));
  }

  @Override
  public Optional<Finding> get(long id) throws StorageException {
    return transactions.read(
        transaction ->
            transaction.first(SELECT + " WHERE id = ?", p -> p.add(id), FindingTable::finding));
  }

  @Override
  public boolean decide(long id, Finding.Decision decision, String by, String note)
      throws StorageException {
    return transactions.write(
        transaction ->
            transaction.change(
                    "UPDATE findings SET decision = ?, decided_by = ?, note = ? WHERE id = ?",
                    p -> p.add(decision).add(by).add(note).add(id))
                > 0);
  }
}
