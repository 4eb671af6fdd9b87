package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An announce as its packet has it (BEP 15), used again for each packet; for packets of which
 * nothing is out of the ordinary.
 */
public final class UdpAnnounceView implements Announcement {
  private static final int INFO_HASH = 16;
  private static final int PEER_ID = 36;
  private static final int DOWNLOADED = 56;
  private static final int LEFT = 64;
  private static final int UPLOADED = 72;
  private static final int EVENT = 80;
  private static final int CLAIMED_IPV4 = 84;
  private static final int KEY = 88;
  private static final int NUMWANT = 92;
  private static final int PORT = 96;
  private static final int OPTION_HEAD = 2;
  private static final String ANNOUNCE = "/announce";

  private InfoHash infoHash = new InfoHash(0, 0, 0);
  private PeerAddress address = new PeerAddress(0, 0, 0);
  private long idHigh;
  private long idMiddle;
  private int idLow;
  private long downloaded;
  private long left;
  private long uploaded;
  private Event event = Event.NONE;
  private int key;
  private int numwant;
  private AddressFamilies families = AddressFamilies.BOTH;

  /**
   * Reads an announce.
   *
   * @param packet begins at its reader index, which stays where it is
   * @param high the first 64 bits of the sender's address, as in {@link PeerAddress}
   * @param low the last 64 bits
   * @return false if {@link UdpCodec#readRequest} has to: it is cut short or has an impossible
   *     value, claims another address, or has a URL with a query
   */
  public boolean read(ByteBuf packet, long high, long low) {
    int start = packet.readerIndex();
    int length = packet.readableBytes();
    if (length < UdpCodec.ANNOUNCE_LENGTH
        || packet.getInt(start + CLAIMED_IPV4) != 0
        || hasQuery(packet, start + UdpCodec.ANNOUNCE_LENGTH, start + length)) {
      return false;
    }
    int number = packet.getInt(start + EVENT);
    int port = packet.getUnsignedShort(start + PORT);
    downloaded = packet.getLong(start + DOWNLOADED);
    uploaded = packet.getLong(start + UPLOADED);
    if (!UdpCodec.isEvent(number)
        || port == 0
        || !UdpRequest.Announce.isCounter(downloaded)
        || !UdpRequest.Announce.isCounter(uploaded)) {
      return false;
    }
    event = UdpCodec.event(number);
    long missing = packet.getLong(start + LEFT);
    left = missing < 0 ? AnnounceRequest.LEFT_UNKNOWN : missing;
    key = packet.getInt(start + KEY);
    numwant = packet.getInt(start + NUMWANT);
    idHigh = packet.getLong(start + PEER_ID);
    idMiddle = packet.getLong(start + PEER_ID + 8);
    idLow = packet.getInt(start + PEER_ID + 16);
    infoHash =
        new InfoHash(
            packet.getLong(start + INFO_HASH),
            packet.getLong(start + INFO_HASH + 8),
            packet.getInt(start + INFO_HASH + 16));
    address = new PeerAddress(high, low, port);
    families = address.isIpv4() ? AddressFamilies.IPV4 : AddressFamilies.IPV6;
    return true;
  }

  /** A query can have a passkey that is none, and then the announce is refused. */
  private static boolean hasQuery(ByteBuf packet, int from, int to) {
    return from < to && packet.indexOf(from, to, (byte) '?') >= 0;
  }

  /**
   * The passkey in an announce's URL (BEP 41), as {@link TrackerPath} finds it.
   *
   * @param packet what was {@link #read}
   * @return empty where there is no URL; null if {@link UdpCodec#readRequest} has to look: the URL
   *     is none of those that a private tracker hands out, or not all of it in one option
   */
  public static @Nullable String passkey(ByteBuf packet) {
    int url = packet.readerIndex() + UdpCodec.ANNOUNCE_LENGTH;
    int rest = packet.writerIndex() - url - OPTION_HEAD;
    if (rest == -OPTION_HEAD) {
      return "";
    }
    if (rest < 0 || packet.getByte(url) != UdpCodec.OPTION_URL_DATA) {
      return null;
    }
    int length = packet.getUnsignedByte(url + 1);
    boolean ends =
        length == rest
            || (length < rest && packet.getByte(url + OPTION_HEAD + length) == UdpCodec.OPTION_END);
    if (!ends) {
      return null;
    }
    String path = packet.toString(url + OPTION_HEAD, length, StandardCharsets.ISO_8859_1);
    String passkey = "";
    if (path.startsWith(ANNOUNCE + "/")) {
      passkey = path.substring(ANNOUNCE.length() + 1);
    } else if (path.endsWith(ANNOUNCE) && length > ANNOUNCE.length()) {
      passkey = path.charAt(0) == '/' ? path.substring(1, length - ANNOUNCE.length()) : "";
    }
    boolean plain = !passkey.isEmpty() && !passkey.equals("scrape");
    return plain && TrackerPath.isPasskeyOrEmpty(passkey) ? passkey : null;
  }

  @Override
  public InfoHash infoHash() {
    return infoHash;
  }

  @Override
  public PeerAddress address() {
    return address;
  }

  @Override
  public PeerId peerId() {
    return new PeerId(idHigh, idMiddle, idLow);
  }

  @Override
  public long idHigh() {
    return idHigh;
  }

  @Override
  public long idMiddle() {
    return idMiddle;
  }

  @Override
  public int idLow() {
    return idLow;
  }

  @Override
  public Event event() {
    return event;
  }

  @Override
  public long uploaded() {
    return uploaded;
  }

  @Override
  public long downloaded() {
    return downloaded;
  }

  @Override
  public long left() {
    return left;
  }

  @Override
  public int key() {
    return key;
  }

  @Override
  public int numwant() {
    return numwant;
  }

  @Override
  public AddressFamilies families() {
    return families;
  }

  @Override
  public boolean wantsPeerIds() {
    return false;
  }

  @Override
  public AnnounceRequest kept() {
    return kept("");
  }

  /** The same, to be kept, with a passkey. */
  public AnnounceRequest kept(String passkey) {
    return new AnnounceRequest(
        infoHash,
        peerId(),
        address,
        event,
        uploaded,
        downloaded,
        left,
        0,
        key,
        numwant,
        families,
        false,
        passkey);
  }
}
