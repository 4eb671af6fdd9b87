package io.skep.console;

import io.skep.ledger.Ledger;
import io.skep.ledger.LedgerBooks;
import io.skep.storage.CreditLine;
import io.skep.storage.LedgerStore.LineQuery;
import io.skep.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What users bring along from elsewhere: lines of the reason {@code import} in their history.
 *
 * <p>What a bulk says is the sum that these lines are to have, so one that is sent twice, or broke
 * off in the middle, counts nothing twice.
 */
final class BulkTotals {
  private static final int PART = 1000;
  private static final int MAX_UNDER_WAY = 500;
  private static final String NOTE = "brought along";

  private final Ledger ledger;
  private final LedgerBooks books;
  private final LongSupplier seconds;
  private final Map<Long, Sums> uncertain;
  private final List<UnderWay> underWay = new ArrayList<>();

  /**
   * Totals of one bulk.
   *
   * @param uncertain sums that the history has or will have once the database is back, by user;
   *     kept from one bulk to the next
   */
  BulkTotals(Ledger ledger, LedgerBooks books, LongSupplier seconds, Map<Long, Sums> uncertain) {
    this.ledger = ledger;
    this.books = books;
    this.seconds = seconds;
    this.uncertain = uncertain;
  }

  /** What a user's lines of the reason {@code import} sum up to. */
  record Sums(long uploaded, long downloaded) {}

  /** A line that is not durable yet. */
  private record UnderWay(long user, Sums after, Future<Void> kept) {}

  /**
   * Bytes that lack in a user's history.
   *
   * @param after what the lines sum up to with them
   */
  record Missing(long uploaded, long downloaded, Sums after) {
    private static final Missing NOTHING = new Missing(0, 0, new Sums(0, 0));

    List<String> fields() {
      List<String> fields = new ArrayList<>();
      if (uploaded != 0) {
        fields.add("uploaded");
      }
      if (downloaded != 0) {
        fields.add("downloaded");
      }
      return fields;
    }
  }

  /**
   * What an entry of a bulk says that the history of the user, 0 for a new one, does not have.
   *
   * @throws ProblemException if an earlier bulk's line is still on its way into the history
   */
  Missing missing(long user, JsonObject entry) throws StorageException, ProblemException {
    if (!entry.containsKey("uploaded") && !entry.containsKey("downloaded")) {
      return Missing.NOTHING;
    }
    Sums there = user == 0 ? new Sums(0, 0) : sums(user);
    Sums coming = uncertain.get(user);
    if (coming != null && !coming.equals(there)) {
      throw ProblemException.conflict(
          "what an earlier bulk brought along is not kept yet; try again later");
    }
    uncertain.remove(user);
    Sums after =
        new Sums(
            entry.getLong("uploaded", there.uploaded),
            entry.getLong("downloaded", there.downloaded));
    return new Missing(after.uploaded - there.uploaded, after.downloaded - there.downloaded, after);
  }

  private Sums sums(long user) throws StorageException {
    long uploaded = 0;
    long downloaded = 0;
    for (int offset = 0; ; offset += PART) {
      List<CreditLine> lines =
          books.lines(new LineQuery(user, 0, 0, Long.MAX_VALUE, false, offset, PART));
      for (CreditLine line : lines) {
        if (line.reason() == CreditLine.Reason.IMPORT) {
          uploaded += line.uploaded();
          downloaded += line.downloaded();
        }
      }
      if (lines.size() < PART) {
        return new Sums(uploaded, downloaded);
      }
    }
  }

  /** Adds what lacks; durable after {@link #await}. */
  void add(long user, Missing missing) throws StorageException, ProblemException {
    if (missing.fields().isEmpty()) {
      return;
    }
    Future<Void> kept =
        ledger.correct(
            user,
            0,
            missing.uploaded,
            missing.downloaded,
            NOTE,
            CreditLine.Reason.IMPORT,
            seconds.getAsLong());
    underWay.add(new UnderWay(user, missing.after, kept));
    if (underWay.size() >= MAX_UNDER_WAY) {
      await();
    }
  }

  /**
   * Waits until all that was added is durable.
   *
   * @throws StorageException if nothing was done for some
   * @throws ProblemException if it is not known whether that is so for some, or if some are more
   *     than the books can hold
   */
  void await() throws StorageException, ProblemException {
    StorageException fault = null;
    ProblemException problem = null;
    boolean isCertain = true;
    for (UnderWay line : underWay) {
      try {
        CorrectionsApi.await(line.kept);
      } catch (StorageException e) {
        fault = e;
      } catch (ProblemException e) {
        problem = e;
      } catch (CorrectionsApi.UncertainException e) {
        uncertain.put(line.user, line.after);
        isCertain = false;
      }
    }
    underWay.clear();
    if (!isCertain) {
      throw ProblemException.uncertain(
          "the database is away: not all totals are kept yet; send the same again later");
    }
    if (problem != null) {
      throw problem;
    }
    if (fault != null) {
      throw fault;
    }
  }
}
