package io.skep.protocol;

import io.skep.bittorrent.InfoHash;
import java.util.List;
import java.util.Optional;

/** Writes the URL of an HTTP scrape (BEP 48): what {@link HttpScrape} parses. */
public final class HttpScrapeQuery {
  private static final String ANNOUNCE = "announce";
  private static final String SCRAPE = "scrape";
  private static final int ESCAPED_HASH = "&info_hash=".length() + 3 * InfoHash.LENGTH;

  private HttpScrapeQuery() {}

  /**
   * The URL at which a tracker answers scrapes: the word {@code announce} behind the last slash of
   * its announce URL becomes {@code scrape} (BEP 48).
   *
   * <p>Two kinds of URL that the BEP leaves out are taken too: one that is a scrape's already, and
   * one that has a passkey as one more segment behind the word, as Skep hands it out.
   *
   * @param announceUrl the tracker's URL, or the part of it behind the host
   * @return nothing where the tracker's URL says that it answers none
   */
  public static Optional<String> scrapeUrl(String announceUrl) {
    int slash = announceUrl.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    int word = slash + 1;
    if (announceUrl.startsWith(SCRAPE, word)) {
      return Optional.of(announceUrl);
    }
    if (announceUrl.startsWith(ANNOUNCE, word)) {
      return Optional.of(withScrapeAt(announceUrl, word));
    }
    word = announceUrl.lastIndexOf('/', slash - 1) + 1;
    return switch (announceUrl.substring(word, slash)) {
      case ANNOUNCE -> Optional.of(withScrapeAt(announceUrl, word));
      case SCRAPE -> Optional.of(announceUrl);
      default -> Optional.empty();
    };
  }

  private static String withScrapeAt(String url, int word) {
    return url.substring(0, word) + SCRAPE + url.substring(word + ANNOUNCE.length());
  }

  /**
   * The URL that asks for these swarms.
   *
   * @param scrapeUrl what {@link #scrapeUrl} answered, maybe with a query of its own, which stays
   * @param infoHashes the swarms, at least one, since a tracker may answer none with all it has
   */
  public static String write(String scrapeUrl, List<InfoHash> infoHashes) {
    if (infoHashes.isEmpty()) {
      throw new IllegalArgumentException("a scrape asks for one swarm or more");
    }
    StringBuilder out = new StringBuilder(scrapeUrl.length() + ESCAPED_HASH * infoHashes.size());
    HttpAnnounceQuery.begin(scrapeUrl, out);
    String separator = "info_hash=";
    for (InfoHash infoHash : infoHashes) {
      out.append(separator);
      PercentEscape.append(infoHash.bytes(), out);
      separator = "&info_hash=";
    }
    return out.toString();
  }
}
