package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.NetUtil;
import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeString;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.PeerList;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Gathers the peers of an answer that has a dictionary for each (BEP 3) into the compact form. */
final class PeerDictionaries {
  private final ByteBuf ipv4 = Unpooled.buffer();
  private final ByteBuf ipv6 = Unpooled.buffer();
  private final ByteBuf ipv4Ids = Unpooled.buffer();
  private final ByteBuf ipv6Ids = Unpooled.buffer();
  private boolean everyPeerHasId = true;

  /**
   * Adds a peer. One that is told by a host's name is left out: looking it up would let a tracker
   * send its clients' resolvers wherever it likes.
   *
   * @throws HttpReplyException if it has no address and port
   */
  void add(BencodeDictionary peer) throws HttpReplyException {
    BencodeString host = peer.string("ip");
    OptionalLong port = peer.integer("port");
    if (host == null || port.isEmpty()) {
      throw new HttpReplyException("one of its peers has no ip or no port");
    }
    if (port.getAsLong() < 0 || port.getAsLong() > 0xFFFF) {
      throw new HttpReplyException("one of its peers has no possible port: " + port.getAsLong());
    }
    byte[] ip = NetUtil.createByteArrayFromIpAddressString(host.utf8());
    if (ip != null) {
      add(PeerAddress.of(ip, (int) port.getAsLong()), peer.string("peer id"));
    }
  }

  private void add(PeerAddress address, @Nullable BencodeString id) {
    boolean isIpv4 = address.isIpv4();
    (isIpv4 ? ipv4 : ipv6).writeBytes(address.ip()).writeShort(address.port());
    if (id != null && id.length() == PeerId.LENGTH) {
      (isIpv4 ? ipv4Ids : ipv6Ids).writeBytes(id.bytes());
    } else {
      everyPeerHasId = false;
    }
  }

  /** The peers so far and those of the compact list of IPv6 peers (BEP 7) beside them. */
  PeerList with(byte[] compactIpv6) {
    boolean hasIds = everyPeerHasId && compactIpv6.length == 0;
    ipv6.writeBytes(compactIpv6);
    return new PeerList(
        ByteBufUtil.getBytes(ipv4),
        ByteBufUtil.getBytes(ipv6),
        hasIds ? ByteBufUtil.getBytes(ipv4Ids.writeBytes(ipv6Ids)) : new byte[0]);
  }
}
