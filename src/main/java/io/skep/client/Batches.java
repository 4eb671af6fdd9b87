package io.skep.client;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.ScrapeResponse;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A scrape of more swarms than one request has room for, one request after the other. */
final class Batches {
  private final List<ScrapeResponse.Swarm> answered = new ArrayList<>();
  private final List<InfoHash> asked;
  private final int room;
  private final Function<List<InfoHash>, Future<ScrapeResponse>> request;

  /** Asks with {@code request} for at most {@code room} swarms at once. */
  Batches(
      List<InfoHash> asked, int room, Function<List<InfoHash>, Future<ScrapeResponse>> request) {
    this.asked = asked;
    this.room = room;
    this.request = request;
  }

  Future<ScrapeResponse> ask() {
    int next = answered.size();
    if (next == asked.size()) {
      return Future.succeededFuture(new ScrapeResponse(answered));
    }
    return request
        .apply(asked.subList(next, Math.min(next + room, asked.size())))
        .compose(
            response -> {
              answered.addAll(response.swarms());
              return ask();
            });
  }
}
