package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import io.skep.client.TrackerException.Fault;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * One request to a UDP tracker (BEP 15), with the connect before it where there is no fresh
 * connection id; used once, lives on one event loop.
 *
 * <p>A connection id of an earlier exchange is given up as soon as the tracker refuses it or keeps
 * silent: a tracker that has started anew since doesn't know it.
 */
final class UdpExchange {
  /** What is asked once there is a connection id. */
  interface Question {
    UdpRequest with(long connectionId, int transactionId);
  }

  private final Vertx vertx;
  private final UdpPort port;
  private final UdpConnections connections;
  private final UdpSchedule schedule;
  private final TrackerUrl url;
  private final PeerAddress tracker;
  private final Question question;
  private final Promise<UdpResponse> promise = Promise.promise();
  private @Nullable UdpConnection connection;
  private boolean connectionIsOld;
  private int transactionId;
  private int unanswered;
  private long timer;

  UdpExchange(
      Vertx vertx,
      UdpPort port,
      UdpConnections connections,
      UdpSchedule schedule,
      TrackerUrl url,
      PeerAddress tracker,
      Question question) {
    this.vertx = vertx;
    this.port = port;
    this.connections = connections;
    this.schedule = schedule;
    this.url = url;
    this.tracker = tracker;
    this.question = question;
  }

  PeerAddress tracker() {
    return tracker;
  }

  /** Asks; the answer is an announce's or a scrape's. */
  Future<UdpResponse> begin() {
    connection = connections.find(tracker);
    connectionIsOld = connection != null;
    transactionId = port.open(this);
    transmit();
    return promise.future();
  }

  private void transmit() {
    UdpConnection current = connection;
    if (current != null && !connections.isFresh(current)) {
      dropConnection(current);
      current = null;
    }
    UdpRequest request =
        current == null
            ? new UdpRequest.Connect(transactionId)
            : question.with(current.id(), transactionId);
    long wait = schedule.waitAfter(unanswered).toMillis();
    timer = vertx.setTimer(wait, fired -> silence());
    port.send(request, tracker)
        .onFailure(
            cause -> fail(Fault.UNREACHABLE, "cannot be reached: " + cause.getMessage(), cause));
  }

  private void silence() {
    unanswered++;
    if (unanswered == schedule.tries()) {
      fail(Fault.UNREACHABLE, "gave no answer to " + unanswered + " packets", null);
      return;
    }
    if (connection != null && connectionIsOld) {
      dropConnection(connection);
    }
    transmit();
  }

  /** Takes what the tracker sent under this exchange's transaction id. */
  void receive(UdpResponse response) {
    if (response instanceof UdpResponse.Failure failure) {
      refused(failure);
    } else if (connection != null) {
      if (end()) {
        promise.complete(response);
      }
    } else if (response instanceof UdpResponse.Connect connect) {
      connection = connections.keep(tracker, connect.connectionId());
      beginTransaction();
      vertx.cancelTimer(timer);
      transmit();
    } else {
      fail(Fault.NONSENSE, "answered what it was not asked", null);
    }
  }

  private void refused(UdpResponse.Failure failure) {
    if (connection != null && connectionIsOld) {
      dropConnection(connection);
      vertx.cancelTimer(timer);
      transmit();
    } else if (end()) {
      promise.fail(TrackerException.refused(failure.message()));
    }
  }

  private void dropConnection(UdpConnection dropped) {
    connections.forget(tracker, dropped);
    connection = null;
    connectionIsOld = false;
    beginTransaction();
  }

  /** So that an answer that comes late is not taken for one to the next question. */
  private void beginTransaction() {
    port.close(transactionId);
    transactionId = port.open(this);
  }

  /** Fails unless it is over already. The message goes on from the tracker's URL. */
  void fail(Fault fault, String message, @Nullable Throwable cause) {
    if (end()) {
      promise.fail(new TrackerException(fault, url + " " + message, cause));
    }
  }

  /** False if it is over already. */
  private boolean end() {
    if (promise.future().isComplete()) {
      return false;
    }
    vertx.cancelTimer(timer);
    port.close(transactionId);
    return true;
  }
}
