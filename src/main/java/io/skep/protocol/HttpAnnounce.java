package io.skep.protocol;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.RequestException;

/**
 * What the query of an HTTP announce says (BEP 3, 7, 21, 23, 24).
 *
 * @param infoHash the swarm
 * @param peerId the client's name for itself
 * @param port where it listens, 1 to 65535
 * @param event what has happened
 * @param uploaded bytes given since {@code started}
 * @param downloaded bytes taken since {@code started}
 * @param left bytes still to fetch, or {@link AnnounceRequest#LEFT_UNKNOWN}
 * @param corrupt bytes thrown away since a piece's hash did not fit
 * @param key the client's secret, see {@link #parseKey}; 0 where it sends none
 * @param numwant how many peers it asks for; negative where it leaves that to the tracker
 * @param compact whether it takes peers in the compact form; so it does unless it says {@code
 *     compact=0} (BEP 23)
 * @param noPeerId whether it can do without the ids of the peers
 * @param claimedIp the address that it claims to have, as text; empty where it claims none
 * @param passkey what the query named; empty where it named none
 */
public record HttpAnnounce(
    InfoHash infoHash,
    PeerId peerId,
    int port,
    Event event,
    long uploaded,
    long downloaded,
    long left,
    long corrupt,
    int key,
    int numwant,
    boolean compact,
    boolean noPeerId,
    String claimedIp,
    String passkey) {

  /**
   * Parses the query.
   *
   * @param url the request's URL as it came, undecoded
   * @param start where the query begins, behind the {@code ?}; the URL's length if it has none
   * @throws RequestException with the words for the client
   */
  public static HttpAnnounce parse(String url, int start) throws RequestException {
    Parser parser = new Parser();
    RawQuery query = new RawQuery(url, start);
    while (query.next()) {
      parser.read(query);
    }
    return parser.announce();
  }

  /**
   * The announce as every transport has it.
   *
   * @param ip the peer's address; its port is ignored for this announce's
   * @param pathPasskey what the URL's path named; the query's counts where the path has none
   */
  public AnnounceRequest toRequest(PeerAddress ip, String pathPasskey) {
    return new AnnounceRequest(
        infoHash,
        peerId,
        ip.withPort(port),
        event,
        uploaded,
        downloaded,
        left,
        corrupt,
        key,
        numwant,
        AddressFamilies.BOTH,
        !compact && !noPeerId,
        pathPasskey.isEmpty() ? passkey : pathPasskey);
  }

  /**
   * The number of a key: up to 8 hexadecimal digits are the very number that the same client sends
   * over UDP (BEP 15); anything else is told apart by its hash.
   */
  static int parseKey(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    boolean hex = text.length() <= 8;
    for (int i = 0; hex && i < text.length(); i++) {
      hex = Character.digit(text.charAt(i), 16) >= 0;
    }
    return hex ? Integer.parseUnsignedInt(text, 16) : text.hashCode();
  }

  /** Gathers the parameters in whatever order they come; where one is repeated, the last counts. */
  private static final class Parser {
    private final byte[] scratch = new byte[InfoHash.LENGTH];
    private InfoHash infoHash = new InfoHash(0, 0, 0);
    private PeerId peerId = new PeerId(0, 0, 0);
    private boolean hasInfoHash;
    private boolean hasPeerId;
    private int port;
    private Event event = Event.NONE;
    private long uploaded;
    private long downloaded;
    private long left = AnnounceRequest.LEFT_UNKNOWN;
    private long corrupt;
    private int key;
    private int numwant = -1;
    private boolean compact = true;
    private boolean noPeerId;
    private String claimedIp = "";
    private String passkey = "";

    void read(RawQuery query) throws RequestException {
      if (query.isEmpty()) {
        // A name without a value says no more than no name at all.
        return;
      }
      switch (query.name()) {
        case "info_hash" -> {
          query.twentyBytes(scratch);
          infoHash = InfoHash.read(scratch, 0);
          hasInfoHash = true;
        }
        case "peer_id" -> {
          query.twentyBytes(scratch);
          peerId = PeerId.read(scratch, 0);
          hasPeerId = true;
        }
        case "port" -> port = port(query);
        case "uploaded" -> uploaded = counter(query);
        case "downloaded" -> downloaded = counter(query);
        case "left" -> left = left(query.number());
        case "corrupt" -> corrupt = counter(query);
        case "event" -> event = event(query);
        case "numwant" -> numwant = (int) Math.max(-1, Math.min(Integer.MAX_VALUE, query.number()));
        case "compact" -> compact = !query.valueIs("0");
        case "no_peer_id" -> noPeerId = query.valueIs("1");
        case "key" -> key = parseKey(query.value());
        case "ip", "ipv4", "ipv6" -> claimedIp = query.value();
        case "passkey" -> passkey = query.passkey();
        default -> {
          // Clients send much more, and BEP 3 lets them.
        }
      }
    }

    private static int port(RawQuery query) throws RequestException {
      long port = query.number();
      if (port < 1 || port > 0xFFFF) {
        throw RequestException.malformed("invalid port");
      }
      return (int) port;
    }

    private static long counter(RawQuery query) throws RequestException {
      long bytes = query.number();
      if (bytes < 0 || bytes == Long.MAX_VALUE) {
        throw RequestException.malformed("invalid " + query.name() + ": out of range");
      }
      return bytes;
    }

    /**
     * A client that has only a magnet link knows no size, and some say so as -1 of either width.
     */
    private static long left(long number) {
      return number < 0 ? AnnounceRequest.LEFT_UNKNOWN : number;
    }

    private static Event event(RawQuery query) throws RequestException {
      return switch (query.value()) {
        case "", "empty" -> Event.NONE;
        case "started" -> Event.STARTED;
        case "stopped" -> Event.STOPPED;
        case "completed" -> Event.COMPLETED;
        case "paused" -> Event.PAUSED;
        default ->
            throw RequestException.malformed(
                "invalid event: must be started, stopped, completed, paused or empty");
      };
    }

    HttpAnnounce announce() throws RequestException {
      if (!hasInfoHash) {
        throw RequestException.malformed("missing info_hash");
      }
      if (!hasPeerId) {
        throw RequestException.malformed("missing peer_id");
      }
      if (port == 0) {
        throw RequestException.malformed("missing port");
      }
      return new HttpAnnounce(
          infoHash,
          peerId,
          port,
          event,
          uploaded,
          downloaded,
          left,
          corrupt,
          key,
          numwant,
          compact,
          noPeerId,
          claimedIp,
          passkey);
    }
  }
}
