package io.skep.protocol;

import io.skep.bencode.BencodeWriter;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the bencoded answers of an HTTP tracker (BEP 3, 7, 23, 24, 31, 48). */
public final class HttpReply {
  private static final int ANNOUNCE_OVERHEAD = 160;
  private static final int SCRAPE_ENTRY = 100;

  private HttpReply() {}

  /**
   * The answer to an announce.
   *
   * @param compact whether peers are written in the compact form (BEP 23) or as dictionaries
   */
  public static byte[] announce(AnnounceResponse response, boolean compact) {
    PeerList peers = response.peers();
    SwarmCounts counts = response.counts();
    int expected = ANNOUNCE_OVERHEAD + (compact ? peers.ipv4().length + peers.ipv6().length : 0);
    BencodeWriter out = new BencodeWriter(expected);
    out.beginDictionary();
    out.key("complete").integer(counts.complete());
    out.key("downloaded").integer(counts.downloaded());
    out.key("external ip").bytes(response.externalAddress().ip());
    out.key("incomplete").integer(counts.incomplete());
    out.key("interval").integer(response.interval());
    out.key("min interval").integer(response.minInterval());
    if (compact) {
      out.key("peers").bytes(peers.ipv4());
      if (peers.ipv6().length > 0) {
        out.key("peers6").bytes(peers.ipv6());
      }
    } else {
      out.key("peers");
      writeDictionaries(peers, out);
    }
    if (!response.warning().isEmpty()) {
      out.key("warning message").string(response.warning());
    }
    return out.end().toByteArray();
  }

  private static void writeDictionaries(PeerList peers, BencodeWriter out) {
    out.beginList();
    for (PeerList.Entry peer : peers.entries()) {
      out.beginDictionary();
      out.key("ip").string(peer.address().host());
      PeerId id = peer.id();
      if (id != null) {
        out.key("peer id").bytes(id.bytes());
      }
      out.key("port").integer(peer.address().port());
      out.end();
    }
    out.end();
  }

  /** The answer to a scrape; swarms that the tracker does not serve are left out. */
  public static byte[] scrape(ScrapeResponse response, int minInterval) {
    BencodeWriter out = new BencodeWriter(64 + SCRAPE_ENTRY * response.swarms().size());
    out.beginDictionary();
    out.key("files").beginDictionary();
    @Nullable InfoHash previous = null;
    byte[] key = new byte[InfoHash.LENGTH];
    for (ScrapeResponse.Swarm swarm : inKeyOrder(response)) {
      if (swarm.known() && !swarm.infoHash().equals(previous)) {
        previous = swarm.infoHash();
        previous.write(key, 0);
        out.key(key);
        writeCounts(swarm.counts(), out);
      }
    }
    out.end();
    out.key("flags").beginDictionary();
    out.key("min_request_interval").integer(minInterval);
    out.end();
    return out.end().toByteArray();
  }

  /** A client may ask for a swarm twice, and a dictionary can answer but once. */
  private static List<ScrapeResponse.Swarm> inKeyOrder(ScrapeResponse response) {
    List<ScrapeResponse.Swarm> swarms = new ArrayList<>(response.swarms());
    swarms.sort(Comparator.comparing(ScrapeResponse.Swarm::infoHash));
    return swarms;
  }

  private static void writeCounts(SwarmCounts counts, BencodeWriter out) {
    out.beginDictionary();
    out.key("complete").integer(counts.complete());
    out.key("downloaded").integer(counts.downloaded());
    out.key("downloaders").integer(counts.downloaders());
    out.key("incomplete").integer(counts.incomplete());
    out.end();
  }

  /** The answer to a request that is refused, with what BEP 31 says of another try. */
  public static byte[] failure(RequestException fault) {
    return failure(fault.reason(), fault.retryMinutes());
  }

  /** The answer to a request at which we failed ourselves: no detail, and another try soon. */
  public static byte[] internalFailure() {
    return failure("internal error of the tracker, try again later", 1);
  }

  private static byte[] failure(String reason, int retryMinutes) {
    BencodeWriter out = new BencodeWriter(64 + reason.length());
    out.beginDictionary();
    out.key("failure reason").string(reason);
    if (retryMinutes == RequestException.RETRY_NEVER) {
      out.key("retry in").string("never");
    } else if (retryMinutes > 0) {
      out.key("retry in").integer(retryMinutes);
    }
    return out.end().toByteArray();
  }
}
