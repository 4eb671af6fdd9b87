package io.skep.client;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.net.URI;

/** Sends one announce; the future completes on the transfer's event loop. */
interface AnnounceSender {
  Future<TrackerAnswer> send(
      URI url, AnnounceRequest request, String trackerId, AnnouncePatience patience);

  /** Sends through this client, which may live on another event loop than the transfer. */
  static AnnounceSender over(Context transfer, TrackerClient client) {
    return (url, request, trackerId, patience) -> {
      Promise<TrackerAnswer> here = ((ContextInternal) transfer).promise();
      client.announce(url, request, trackerId, patience).onComplete(here);
      return here.future();
    };
  }
}
