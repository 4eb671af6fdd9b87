package io.skep.bittorrent;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Peers in their compact form, ready for the wire (BEP 23, BEP 7).
 *
 * <p>The arrays are shared, not copied: nobody writes to them once the list is made.
 *
 * @param ipv4 6 bytes a peer: address and port, big endian
 * @param ipv6 18 bytes a peer: address and port, big endian
 * @param ids 20 bytes a peer, the IPv4 peers' first; empty where ids weren't asked for or aren't
 *     kept
 */
public record PeerList(byte[] ipv4, byte[] ipv6, byte[] ids) {
  /** The length of one IPv4 peer, in bytes. */
  public static final int IPV4_LENGTH = 6;

  /** The length of one IPv6 peer, in bytes. */
  public static final int IPV6_LENGTH = 18;

  /** No peers. */
  public static final PeerList EMPTY = new PeerList(new byte[0], new byte[0], new byte[0]);

  /** One peer of a list, its id where the list has it. */
  public record Entry(PeerAddress address, @Nullable PeerId id) {}

  /** Refuses arrays that are no whole number of peers. */
  public PeerList {
    if (ipv4.length % IPV4_LENGTH != 0 || ipv6.length % IPV6_LENGTH != 0) {
      throw new IllegalArgumentException("not a whole number of peers");
    }
    int peers = ipv4.length / IPV4_LENGTH + ipv6.length / IPV6_LENGTH;
    if (ids.length != 0 && ids.length != peers * PeerId.LENGTH) {
      throw new IllegalArgumentException("not an id for every peer");
    }
  }

  /** How many peers there are. */
  public int size() {
    return ipv4.length / IPV4_LENGTH + ipv6.length / IPV6_LENGTH;
  }

  /** The peers one by one, the IPv4 peers first. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(size());
    ByteBuffer words = ByteBuffer.wrap(ipv4);
    while (words.hasRemaining()) {
      PeerAddress address = PeerAddress.ipv4(words.getInt(), Short.toUnsignedInt(words.getShort()));
      entries.add(new Entry(address, id(entries.size())));
    }
    words = ByteBuffer.wrap(ipv6);
    while (words.hasRemaining()) {
      PeerAddress address =
          new PeerAddress(words.getLong(), words.getLong(), Short.toUnsignedInt(words.getShort()));
      entries.add(new Entry(address, id(entries.size())));
    }
    return entries;
  }

  private @Nullable PeerId id(int index) {
    return ids.length == 0 ? null : PeerId.read(ids, index * PeerId.LENGTH);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerList that
        && Arrays.equals(ipv4, that.ipv4)
        && Arrays.equals(ipv6, that.ipv6)
        && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ipv4) ^ Arrays.hashCode(ipv6) ^ Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return entries().toString();
  }
}
