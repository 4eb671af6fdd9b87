package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import io.skep.load.Crowd;
import io.skep.load.Popularity;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code load} that say who asks. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default.
final class LoadCrowdOptions {
  private static final int DEFAULT_TORRENTS = 10_000;
  private static final int MAX_PASSKEY = 128;

  @Option(
      names = "--peers",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "How many peers there are, each with a torrent, an address, a port, a peer id and a key"
              + " of its own that stay the same (default: ${DEFAULT-VALUE}).")
  private int peers;

  @Option(
      names = "--torrents",
      paramLabel = "N",
      description = "How many torrents they are in (default: 10000, or as many as --hashes has).")
  private @Nullable Integer torrents;

  @Option(
      names = "--hashes",
      paramLabel = "FILE",
      description =
          "The torrents' info-hashes, 40 hexadecimal digits a line, for trackers that don't serve"
              + " everything (default: made up from --seed).")
  private @Nullable Path hashes;

  @Option(
      names = "--passkeys",
      paramLabel = "FILE",
      description =
          "The users' passkeys, one a line: each peer has one, put behind the URL's path"
              + " (/announce/KEY).")
  private @Nullable Path passkeys;

  @Option(
      names = "--popularity",
      paramLabel = "P",
      defaultValue = "uniform",
      converter = PopularityConverter.class,
      description =
          "How the peers spread over the torrents: uniform, zipf or zipf:EXPONENT (default:"
              + " ${DEFAULT-VALUE}).")
  private Popularity popularity;

  @Option(
      names = "--seeders",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "The share of peers that have everything, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double seeders;

  @Option(
      names = "--addresses",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "How many source addresses the peers have, from 127.1.0.1 on, where the tracker is in"
              + " 127.0.0.0/8; anywhere else it is one (default: ${DEFAULT-VALUE}).")
  private int addresses;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "From which all that is made up comes (default: ${DEFAULT-VALUE}).")
  private long seed;

  /**
   * The crowd.
   *
   * @throws IllegalArgumentException with a sentence, if it can't be
   * @throws IOException if a file can't be read
   */
  Crowd crowd() throws IOException {
    List<InfoHash> named = hashes == null ? List.of() : hashes(hashes);
    int most = named.isEmpty() ? DEFAULT_TORRENTS : named.size();
    int wanted = torrents == null ? most : torrents;
    if (!named.isEmpty() && wanted > named.size()) {
      throw new IllegalArgumentException(
          hashes + " has " + named.size() + " info-hashes, not " + wanted);
    }
    return new Crowd(
        peers,
        wanted,
        named.isEmpty() ? named : named.subList(0, wanted),
        popularity,
        seeders,
        addresses,
        passkeys == null ? List.of() : passkeys(passkeys),
        seed);
  }

  private static List<InfoHash> hashes(Path file) throws IOException {
    try {
      return lines(file).stream().map(InfoHash::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<String> passkeys(Path file) throws IOException {
    List<String> keys = lines(file);
    for (String key : keys) {
      if (key.length() > MAX_PASSKEY || !key.matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException(
            file + ": a passkey is letters, digits, - and _, at most " + MAX_PASSKEY);
      }
    }
    return keys;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      List<String> lines =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      if (lines.isEmpty()) {
        throw new IllegalArgumentException(file + " is empty");
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is no text", e);
    }
  }
}
