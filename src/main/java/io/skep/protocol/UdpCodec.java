package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.SwarmCounts;
import io.skep.protocol.UdpPacketException.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes the packets of the UDP tracker protocol (BEP 15) and its URL data (BEP 41), for
 * the server, the client and the load generator.
 *
 * <p>Stateless. Reading moves the buffer's reader index and leaves its ownership where it was.
 */
public final class UdpCodec {
  /** What a connect begins with, in place of a connection id. */
  public static final long PROTOCOL_ID = 0x41727101980L;

  /** The action of an announce. */
  public static final int ACTION_ANNOUNCE = UdpAction.ANNOUNCE;

  /** The action of a scrape. */
  public static final int ACTION_SCRAPE = UdpAction.SCRAPE;

  /** How many swarms fit into one scrape. */
  public static final int MAX_SCRAPE = 74;

  /** The length of an announce without URL data, in bytes. */
  public static final int ANNOUNCE_LENGTH = 98;

  /** How many bytes of peers an answer over IPv4 has room for in an Ethernet frame: 242 peers. */
  public static final int MAX_IPV4_PEERS = 242 * PeerList.IPV4_LENGTH;

  /** How many bytes of peers every IPv6 path carries in one packet (RFC 8200, 5): 67 peers. */
  public static final int MAX_IPV6_PEERS = 67 * PeerList.IPV6_LENGTH;

  private static final int HEADER_LENGTH = 16;
  static final int OPTION_END = 0;
  private static final int OPTION_NOP = 1;
  static final int OPTION_URL_DATA = 2;
  private static final int MAX_OPTION_LENGTH = 255;

  // In the order of the numbers that BEP 15 gives them; 4 is BEP 21's, as clients send it.
  private static final Event[] EVENTS = {
    Event.NONE, Event.COMPLETED, Event.STARTED, Event.STOPPED, Event.PAUSED
  };

  private UdpCodec() {}

  /**
   * Reads what a client sent.
   *
   * @throws UdpPacketException if it is no request
   */
  public static UdpRequest readRequest(ByteBuf packet) throws UdpPacketException {
    if (packet.readableBytes() < HEADER_LENGTH) {
      throw new UdpPacketException(Fault.SHORT, "a request has 16 bytes or more");
    }
    long connectionId = packet.readLong();
    int action = packet.readInt();
    int transactionId = packet.readInt();
    return switch (action) {
      case UdpAction.CONNECT -> {
        if (connectionId != PROTOCOL_ID) {
          throw new UdpPacketException(Fault.ODD, "a connect begins with the protocol id");
        }
        yield new UdpRequest.Connect(transactionId);
      }
      case UdpAction.ANNOUNCE -> readAnnounce(packet, connectionId, transactionId);
      case UdpAction.SCRAPE -> readScrape(packet, connectionId, transactionId);
      default -> throw new UdpPacketException(Fault.UNKNOWN_ACTION, "no such action: " + action);
    };
  }

  private static UdpRequest readAnnounce(ByteBuf packet, long connectionId, int transactionId)
      throws UdpPacketException {
    if (packet.readableBytes() < ANNOUNCE_LENGTH - HEADER_LENGTH) {
      throw new UdpPacketException(Fault.SHORT, "an announce has 98 bytes or more");
    }
    InfoHash infoHash = readInfoHash(packet);
    PeerId peerId = new PeerId(packet.readLong(), packet.readLong(), packet.readInt());
    long downloaded = packet.readLong();
    long left = packet.readLong();
    long uploaded = packet.readLong();
    int event = packet.readInt();
    if (!isEvent(event)) {
      throw new UdpPacketException(Fault.ODD, "no such event: " + event);
    }
    return new UdpRequest.Announce(
        connectionId,
        transactionId,
        infoHash,
        peerId,
        downloaded,
        left,
        uploaded,
        event(event),
        packet.readInt(),
        packet.readInt(),
        packet.readInt(),
        packet.readUnsignedShort(),
        readUrlData(packet));
  }

  static boolean isEvent(int number) {
    return number >= 0 && number < EVENTS.length;
  }

  static Event event(int number) {
    return EVENTS[number];
  }

  private static InfoHash readInfoHash(ByteBuf packet) {
    return new InfoHash(packet.readLong(), packet.readLong(), packet.readInt());
  }

  /** Options that make no sense end the reading: the announce before them is good (BEP 41). */
  private static String readUrlData(ByteBuf packet) {
    if (!packet.isReadable()) {
      return "";
    }
    StringBuilder urlData = new StringBuilder();
    while (packet.isReadable()) {
      int option = packet.readUnsignedByte();
      if (option == OPTION_NOP) {
        continue;
      }
      if (option == OPTION_END || !packet.isReadable()) {
        break;
      }
      int length = packet.readUnsignedByte();
      if (length > packet.readableBytes()) {
        break;
      }
      if (option == OPTION_URL_DATA) {
        urlData.append(packet.toString(packet.readerIndex(), length, StandardCharsets.ISO_8859_1));
      }
      packet.skipBytes(length);
    }
    return urlData.toString();
  }

  private static UdpRequest readScrape(ByteBuf packet, long connectionId, int transactionId)
      throws UdpPacketException {
    int length = packet.readableBytes();
    if (length < InfoHash.LENGTH) {
      throw new UdpPacketException(Fault.SHORT, "a scrape has an info-hash or more");
    }
    if (length % InfoHash.LENGTH != 0 || length / InfoHash.LENGTH > MAX_SCRAPE) {
      throw new UdpPacketException(Fault.ODD, "a scrape has 1 to 74 info-hashes");
    }
    List<InfoHash> infoHashes = new ArrayList<>(length / InfoHash.LENGTH);
    while (packet.isReadable()) {
      infoHashes.add(readInfoHash(packet));
    }
    return new UdpRequest.Scrape(connectionId, transactionId, infoHashes);
  }

  /** Writes what a client sends. */
  public static void writeRequest(UdpRequest request, ByteBuf packet) {
    if (request instanceof UdpRequest.Connect connect) {
      packet.writeLong(PROTOCOL_ID);
      packet.writeInt(UdpAction.CONNECT);
      packet.writeInt(connect.transactionId());
    } else if (request instanceof UdpRequest.Announce announce) {
      writeAnnounce(announce, packet);
    } else if (request instanceof UdpRequest.Scrape scrape) {
      packet.writeLong(scrape.connectionId());
      packet.writeInt(UdpAction.SCRAPE);
      packet.writeInt(scrape.transactionId());
      for (InfoHash infoHash : scrape.infoHashes()) {
        writeInfoHash(infoHash, packet);
      }
    }
  }

  private static void writeAnnounce(UdpRequest.Announce announce, ByteBuf packet) {
    packet.writeLong(announce.connectionId());
    packet.writeInt(UdpAction.ANNOUNCE);
    packet.writeInt(announce.transactionId());
    writeInfoHash(announce.infoHash(), packet);
    PeerId peerId = announce.peerId();
    packet.writeLong(peerId.high()).writeLong(peerId.middle()).writeInt(peerId.low());
    packet.writeLong(announce.downloaded());
    packet.writeLong(announce.left());
    packet.writeLong(announce.uploaded());
    packet.writeInt(List.of(EVENTS).indexOf(announce.event()));
    packet.writeInt(announce.claimedIpv4());
    packet.writeInt(announce.key());
    packet.writeInt(announce.numwant());
    packet.writeShort(announce.port());
    writeUrlData(announce.urlData(), packet);
  }

  private static void writeInfoHash(InfoHash infoHash, ByteBuf packet) {
    packet.writeLong(infoHash.high()).writeLong(infoHash.middle()).writeInt(infoHash.low());
  }

  private static void writeUrlData(String urlData, ByteBuf packet) {
    for (int at = 0; at < urlData.length(); at += MAX_OPTION_LENGTH) {
      int length = Math.min(MAX_OPTION_LENGTH, urlData.length() - at);
      packet.writeByte(OPTION_URL_DATA);
      packet.writeByte(length);
      packet.writeCharSequence(urlData.substring(at, at + length), StandardCharsets.ISO_8859_1);
    }
  }

  /** Writes what the tracker answers. */
  public static void writeResponse(UdpResponse response, ByteBuf packet) {
    if (response instanceof UdpResponse.Connect connect) {
      packet.writeInt(UdpAction.CONNECT);
      packet.writeInt(connect.transactionId());
      packet.writeLong(connect.connectionId());
    } else if (response instanceof UdpResponse.Announce announce) {
      writeAnnounceHead(
          announce.transactionId(),
          announce.interval(),
          announce.leechers(),
          announce.seeders(),
          packet);
      packet.writeBytes(announce.peers());
    } else if (response instanceof UdpResponse.Scrape scrape) {
      writeScrapeHead(scrape.transactionId(), packet);
      for (SwarmCounts counts : scrape.swarms()) {
        writeCounts(counts, packet);
      }
    } else if (response instanceof UdpResponse.Failure failure) {
      packet.writeInt(UdpAction.ERROR);
      packet.writeInt(failure.transactionId());
      ByteBufUtil.writeUtf8(packet, failure.message());
    }
  }

  /** Writes what stands before the peers in the answer to an announce. */
  public static void writeAnnounceHead(
      int transactionId, int interval, int leechers, int seeders, ByteBuf packet) {
    packet.writeInt(UdpAction.ANNOUNCE);
    packet.writeInt(transactionId);
    packet.writeInt(interval);
    packet.writeInt(leechers);
    packet.writeInt(seeders);
  }

  /** Writes what stands before the swarms in the answer to a scrape. */
  public static void writeScrapeHead(int transactionId, ByteBuf packet) {
    packet.writeInt(UdpAction.SCRAPE);
    packet.writeInt(transactionId);
  }

  /** Writes one swarm of the answer to a scrape. */
  public static void writeCounts(SwarmCounts counts, ByteBuf packet) {
    packet.writeInt(counts.complete());
    packet.writeInt(counts.downloaded());
    packet.writeInt(counts.incomplete());
  }

  /**
   * Reads what a tracker answered.
   *
   * @throws UdpPacketException if it is no answer
   */
  public static UdpResponse readResponse(ByteBuf packet) throws UdpPacketException {
    if (packet.readableBytes() < 8) {
      throw new UdpPacketException(Fault.SHORT, "an answer has 8 bytes or more");
    }
    int action = packet.readInt();
    int transactionId = packet.readInt();
    return switch (action) {
      case UdpAction.CONNECT -> {
        requireReadable(packet, 8);
        yield new UdpResponse.Connect(transactionId, packet.readLong());
      }
      case UdpAction.ANNOUNCE -> {
        requireReadable(packet, 12);
        int interval = packet.readInt();
        int leechers = packet.readInt();
        int seeders = packet.readInt();
        byte[] peers = new byte[packet.readableBytes()];
        packet.readBytes(peers);
        yield new UdpResponse.Announce(transactionId, interval, leechers, seeders, peers);
      }
      case UdpAction.SCRAPE -> new UdpResponse.Scrape(transactionId, readCounts(packet));
      case UdpAction.ERROR ->
          new UdpResponse.Failure(
              transactionId,
              packet.readCharSequence(packet.readableBytes(), StandardCharsets.UTF_8).toString());
      default -> throw new UdpPacketException(Fault.UNKNOWN_ACTION, "no such action: " + action);
    };
  }

  private static List<SwarmCounts> readCounts(ByteBuf packet) throws UdpPacketException {
    if (packet.readableBytes() % 12 != 0) {
      throw new UdpPacketException(Fault.ODD, "a scrape's answer has 12 bytes a swarm");
    }
    List<SwarmCounts> swarms = new ArrayList<>(packet.readableBytes() / 12);
    while (packet.isReadable()) {
      int complete = packet.readInt();
      int downloaded = packet.readInt();
      int incomplete = packet.readInt();
      swarms.add(new SwarmCounts(complete, incomplete, downloaded, incomplete));
    }
    return swarms;
  }

  private static void requireReadable(ByteBuf packet, int bytes) throws UdpPacketException {
    if (packet.readableBytes() < bytes) {
      throw new UdpPacketException(Fault.SHORT, "the answer is cut short");
    }
  }
}
