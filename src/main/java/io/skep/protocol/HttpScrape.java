package io.skep.protocol;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import java.util.ArrayList;
import java.util.List;

/** Reads the query of an HTTP scrape (BEP 48). */
public final class HttpScrape {
  private HttpScrape() {}

  /**
   * Parses the query.
   *
   * @param url the request's URL as it came, undecoded
   * @param start where the query begins, behind the {@code ?}; the URL's length if it has none
   * @param pathPasskey what the URL's path named; the query's counts where the path has none
   * @param maxHashes how many swarms one scrape may ask for
   * @throws RequestException with the words for the client
   */
  public static ScrapeRequest parse(String url, int start, String pathPasskey, int maxHashes)
      throws RequestException {
    List<InfoHash> infoHashes = new ArrayList<>();
    String passkey = pathPasskey;
    byte[] scratch = new byte[InfoHash.LENGTH];
    RawQuery query = new RawQuery(url, start);
    while (query.next()) {
      String name = query.name();
      if (name.equals("info_hash")) {
        if (infoHashes.size() == maxHashes) {
          throw RequestException.malformed("too many info_hash: at most " + maxHashes);
        }
        query.twentyBytes(scratch);
        infoHashes.add(InfoHash.read(scratch, 0));
      } else if (name.equals("passkey") && passkey.isEmpty()) {
        passkey = query.passkey();
      }
    }
    return new ScrapeRequest(infoHashes, passkey);
  }
}
