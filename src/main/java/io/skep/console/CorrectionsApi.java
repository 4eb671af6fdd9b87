package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.ledger.Ledger;
import io.skep.storage.CreditLine;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Lines that people add to the history. */
final class CorrectionsApi {
  private static final int WAIT_SECONDS = 20;

  private final Ledger ledger;
  private final Directory directory;
  private final UsersApi users;
  private final LongSupplier seconds;

  CorrectionsApi(Ledger ledger, Directory directory, UsersApi users, LongSupplier seconds) {
    this.ledger = ledger;
    this.directory = directory;
    this.users = users;
    this.seconds = seconds;
  }

  Reply add(Call call) throws StorageException, ProblemException {
    User user = directory.user(call.text("user"));
    JsonObject body = call.body();
    String hash = body.getString("torrent");
    long torrent = hash == null ? 0 : directory.torrent(InfoHash.parse(hash)).id();
    long uploaded = body.getLong("uploaded", 0L);
    long downloaded = body.getLong("downloaded", 0L);
    if (uploaded == 0 && downloaded == 0) {
      throw ProblemException.refused("uploaded or downloaded must be other than 0");
    }
    Future<Void> kept =
        ledger.correct(
            user.id(),
            torrent,
            uploaded,
            downloaded,
            body.getString("note") + " (" + call.bearer().name() + ")",
            CreditLine.Reason.CORRECTION,
            seconds.getAsLong());
    try {
      await(kept);
    } catch (UncertainException e) {
      // Nobody must be told to try again.
      throw ProblemException.uncertain(
          "the correction is not kept yet, but may still be; look at the history before you"
              + " repeat it");
    }
    Changes.note(
        call,
        "corrected user "
            + user.id()
            + (torrent == 0 ? "" : " in torrent " + torrent)
            + " by "
            + uploaded
            + " bytes up and "
            + downloaded
            + " down: "
            + Texts.quoted(body.getString("note")),
        new Changes.Subject(
            user.id(),
            null,
            new JsonObject().put("uploaded", uploaded).put("downloaded", downloaded)));
    return Reply.created(users.view(user).json());
  }

  /**
   * Waits until it is durable.
   *
   * @throws UncertainException if it takes too long; it may be durable later
   */
  static void await(Future<Void> done)
      throws StorageException, ProblemException, UncertainException {
    try {
      done.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof StorageException fault) {
        throw fault;
      }
      if (cause instanceof IllegalArgumentException) {
        throw ProblemException.refused(String.valueOf(cause.getMessage()));
      }
      throw new UncertainException();
    } catch (TimeoutException e) {
      throw new UncertainException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncertainException();
    }
  }

  /** It is not durable yet, and may or may not be later. */
  static final class UncertainException extends Exception {
    private static final long serialVersionUID = 1L;

    private UncertainException() {
      super("it is not known whether it is kept", null, false, false);
    }
  }
}
