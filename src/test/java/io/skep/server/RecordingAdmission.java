package io.skep.server;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Keeps every announce that reaches it, then answers as the test wants. */
final class RecordingAdmission implements Admission {
  private final BlockingQueue<AnnounceRequest> announces = new LinkedBlockingQueue<>();
  private final Function<AnnounceRequest, Future<Void>> answer;

  RecordingAdmission() {
    this(request -> Future.succeededFuture());
  }

  RecordingAdmission(Function<AnnounceRequest, Future<Void>> answer) {
    this.answer = answer;
  }

  @Override
  public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
    announces.add(request);
    return answer.apply(request).map(Admitted.ANYBODY);
  }

  @Override
  public boolean serves(InfoHash infoHash) {
    return true;
  }

  /** The oldest announce that has not been taken yet; waits for it. */
  AnnounceRequest take() throws InterruptedException {
    AnnounceRequest announce = announces.poll(10, TimeUnit.SECONDS);
    if (announce == null) {
      throw new AssertionError("no announce has reached the tracker");
    }
    return announce;
  }

  boolean isEmpty() {
    return announces.isEmpty();
  }
}
