package io.skep.protocol;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeWriter;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a peer has met and lost since it last said so (BEP 11).
 *
 * @param added peers that it is connected with now, without ids
 * @param addedFlags a byte for each of the added ones, in the order of {@link PeerList#entries}
 * @param dropped peers that it is no longer connected with, without ids
 */
public record PeerExchange(PeerList added, byte[] addedFlags, PeerList dropped) {
  /** Flag: the peer likes encrypted connections. */
  public static final int ENCRYPTION = 0x01;

  /** Flag: the peer has everything, or wants nothing more. */
  public static final int SEED = 0x02;

  /** Flag: the sender reached the peer itself, so it can be reached. */
  public static final int REACHABLE = 0x10;

  /** How many peers of each family are read from each list; the rest is left unread. */
  public static final int MAX_PEERS = 200;

  /** How many peers of each list BEP 11 allows to be sent in one message but the first. */
  public static final int MAX_SENT = 50;

  /** A peer and its flags. */
  public record Peer(PeerAddress address, int flags) {
    /** True if every bit of the flag is set. */
    public boolean has(int flag) {
      return (flags & flag) == flag;
    }
  }

  /** Refuses flags that are not one byte for each added peer. */
  public PeerExchange {
    if (addedFlags.length != added.size()) {
      throw new IllegalArgumentException("not a byte of flags for every peer");
    }
  }

  /** The message that tells of these peers. */
  public static PeerExchange of(List<Peer> added, List<PeerAddress> dropped) {
    PeerList list = compact(added.stream().map(Peer::address).toList());
    byte[] flags = new byte[added.size()];
    int ipv4 = 0;
    int ipv6 = list.ipv4().length / PeerList.IPV4_LENGTH;
    for (Peer peer : added) {
      flags[peer.address().isIpv4() ? ipv4++ : ipv6++] = (byte) peer.flags();
    }
    return new PeerExchange(list, flags, compact(dropped));
  }

  private static PeerList compact(List<PeerAddress> peers) {
    int ipv4Peers = (int) peers.stream().filter(PeerAddress::isIpv4).count();
    ByteBuffer ipv4 = ByteBuffer.allocate(ipv4Peers * PeerList.IPV4_LENGTH);
    ByteBuffer ipv6 = ByteBuffer.allocate((peers.size() - ipv4Peers) * PeerList.IPV6_LENGTH);
    for (PeerAddress peer : peers) {
      if (peer.isIpv4()) {
        ipv4.putInt(peer.ipv4()).putShort((short) peer.port());
      } else {
        ipv6.putLong(peer.high()).putLong(peer.low()).putShort((short) peer.port());
      }
    }
    return new PeerList(ipv4.array(), ipv6.array(), new byte[0]);
  }

  /** The added peers with their flags, the IPv4 peers first. */
  public List<Peer> addedPeers() {
    List<Peer> peers = new ArrayList<>(addedFlags.length);
    for (PeerList.Entry entry : added.entries()) {
      peers.add(new Peer(entry.address(), Byte.toUnsignedInt(addedFlags[peers.size()])));
    }
    return peers;
  }

  /**
   * Reads the payload of an extended message. Flags that are missing are 0, and what is left over
   * after the last whole peer is not read.
   *
   * @throws PeerWireException if it is no dictionary
   */
  public static PeerExchange read(byte[] bytes) throws PeerWireException {
    BencodeDictionary dictionary = ExtensionMessages.read("a peer exchange", bytes);
    byte[] ipv4 = peers(dictionary, "added", PeerList.IPV4_LENGTH);
    byte[] ipv6 = peers(dictionary, "added6", PeerList.IPV6_LENGTH);
    int ipv4Peers = ipv4.length / PeerList.IPV4_LENGTH;
    byte[] flags = new byte[ipv4Peers + ipv6.length / PeerList.IPV6_LENGTH];
    copyFlags(dictionary.string("added.f"), flags, 0, ipv4Peers);
    copyFlags(dictionary.string("added6.f"), flags, ipv4Peers, flags.length);
    PeerList dropped =
        new PeerList(
            peers(dictionary, "dropped", PeerList.IPV4_LENGTH),
            peers(dictionary, "dropped6", PeerList.IPV6_LENGTH),
            new byte[0]);
    return new PeerExchange(new PeerList(ipv4, ipv6, new byte[0]), flags, dropped);
  }

  private static byte[] peers(BencodeDictionary dictionary, String key, int peerLength) {
    BencodeString list = dictionary.string(key);
    if (list == null) {
      return new byte[0];
    }
    int peers = Math.min(list.length() / peerLength, MAX_PEERS);
    return Arrays.copyOf(list.bytes(), peers * peerLength);
  }

  private static void copyFlags(@Nullable BencodeString from, byte[] flags, int start, int end) {
    if (from != null) {
      System.arraycopy(from.bytes(), 0, flags, start, Math.min(from.length(), end - start));
    }
  }

  /** The payload of an extended message that says this. */
  public byte[] bytes() {
    int ipv4Peers = added.ipv4().length / PeerList.IPV4_LENGTH;
    BencodeWriter writer = new BencodeWriter(256);
    writer.beginDictionary();
    writer.key("added").bytes(added.ipv4());
    writer.key("added.f").bytes(addedFlags, 0, ipv4Peers);
    writer.key("added6").bytes(added.ipv6());
    writer.key("added6.f").bytes(addedFlags, ipv4Peers, addedFlags.length - ipv4Peers);
    writer.key("dropped").bytes(dropped.ipv4());
    writer.key("dropped6").bytes(dropped.ipv6());
    return writer.end().toByteArray();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerExchange that
        && added.equals(that.added)
        && Arrays.equals(addedFlags, that.addedFlags)
        && dropped.equals(that.dropped);
  }

  @Override
  public int hashCode() {
    return (31 * added.hashCode() + Arrays.hashCode(addedFlags)) * 31 + dropped.hashCode();
  }
}
