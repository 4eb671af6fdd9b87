package io.skep.bittorrent;

import java.util.List;

/**
 * A question for the counts of some swarms (BEP 48, BEP 15).
 *
 * @param infoHashes the swarms, in the client's order; empty where it asks for all
 * @param passkey what names the user in a private tracker's URL; empty where there is none
 */
public record ScrapeRequest(List<InfoHash> infoHashes, String passkey) {
  /** Keeps a copy of the list that nobody changes. */
  public ScrapeRequest {
    infoHashes = List.copyOf(infoHashes);
  }
}
