package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code torrent add}: registers a torrent. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Registers a torrent by its .torrent, or by its info-hash alone.",
      "A .torrent that is not private is made so. That changes its info-hash, so those who want to"
          + " seed it have to fetch it anew: skep torrent file HASH --user USER -o FILE."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class TorrentAddCommand implements Callable<Integer> {
  /** As many bytes as the tracker takes. */
  private static final int MAX_BYTES = 16 << 20;

  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "FILE|HASH",
      description = "The .torrent, or 40 hexadecimal digits.")
  private String source;

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "What to call it (default: as the .torrent does, or the info-hash).")
  private @Nullable String name;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return api.ask(
        (client, out) -> {
          JsonObject torrent = add(client);
          if (Boolean.TRUE.equals(torrent.getValue("info_hash_changed"))) {
            api.note("it was not private and has been made so: its info-hash is another now");
          }
          print(torrent, out);
          return 0;
        });
  }

  private JsonObject add(ApiClient client) throws ApiException, InterruptedException {
    if (isHash()) {
      String given = name == null ? InfoHash.parse(source).toString() : name;
      JsonObject body =
          new JsonObject().put("info_hash", InfoHash.parse(source).toString()).put("name", given);
      return client.send("POST", "torrents", body);
    }
    JsonObject added = client.upload("torrents", content());
    String hash = new ApiItem(added).list("info_hashes").stream().findFirst().orElse("");
    if (name == null || hash.isEmpty()) {
      return added;
    }
    JsonObject named = client.send("PATCH", "torrents/" + hash, new JsonObject().put("name", name));
    return added.mergeIn(named);
  }

  private boolean isHash() throws ApiException {
    return source.matches("[0-9a-fA-F]{40}") && !Files.exists(path());
  }

  private Path path() throws ApiException {
    try {
      return Path.of(source);
    } catch (InvalidPathException e) {
      throw new ApiException("there is no file " + source);
    }
  }

  private byte[] content() throws ApiException {
    try (InputStream in = Files.newInputStream(path())) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new ApiException(source + " is larger than a .torrent may be here, 16 MiB");
      }
      return content;
    } catch (IOException e) {
      throw new ApiException("can't read the .torrent: " + FileWords.of(e));
    }
  }

  private void print(JsonObject torrent, PrintWriter out) {
    out.println(
        json ? JsonText.pretty(torrent) : RegisteredTorrentPrinter.text(new ApiItem(torrent)));
  }
}
