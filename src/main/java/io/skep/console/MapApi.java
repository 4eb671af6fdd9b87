package io.skep.console;

import io.skep.geography.Countries;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code /api/v1/map}: peers by country. */
final class MapApi {
  private final PeerMap map;

  MapApi(PeerMap map) {
    this.map = map;
  }

  Reply show(Call call) {
    PeerMap.Sample sample = map.sample();
    Countries.Source source = map.source();
    JsonArray items = new JsonArray();
    sample
        .rows()
        .forEach(
            row ->
                items.add(
                    new JsonObject()
                        .put("country", row.code())
                        .put("peers", row.peers())
                        .put("seeders", row.seeders())
                        .put("leechers", row.leechers())
                        .put("uploaded", row.uploaded())
                        .put("downloaded", row.downloaded())));
    return Reply.json(
        new JsonObject()
            .put("total", sample.rows().size())
            .put("items", items)
            .put("sampled_at", Times.text(sample.at()))
            .put(
                "source",
                new JsonObject()
                    .put("name", source.name())
                    .put("url", source.url())
                    .put("licence", source.licence())));
  }
}
