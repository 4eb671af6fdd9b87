package io.skep.client;

import io.skep.protocol.DontHave;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.MetadataMessage;
import io.skep.protocol.PeerExchange;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWireException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What one peer and we say through the extension protocol (BEP 10): BEP 9, 11, 21 and 54. */
final class PeerExtensions {
  /** What the peers are to call these messages when they send them to us. */
  private static final int METADATA_ID = 1;

  private static final int PEER_EXCHANGE_ID = 2;
  private static final int DONT_HAVE_ID = 3;
  private static final int LONG_REQUEST_ID = 4;
  private static final List<String> KNOWN =
      List.of(
          ExtensionHandshake.METADATA,
          ExtensionHandshake.PEER_EXCHANGE,
          ExtensionHandshake.DONT_HAVE,
          ExtensionHandshake.LONG_REQUEST);

  /** A peer may change its mind (BEP 10), but not all the time. */
  private static final int MAX_HANDSHAKES = 16;

  private final PeerConnection connection;
  private final ActiveTorrent torrent;
  private final Map<String, Integer> ids = new HashMap<>();
  private @Nullable ExtensionHandshake theirs;
  private int handshakes;
  private int port;

  PeerExtensions(PeerConnection connection, ActiveTorrent torrent) {
    this.connection = connection;
    this.torrent = torrent;
  }

  /** Sends our handshake, if the peer speaks the protocol. */
  void sendHandshake() {
    if (!connection.handshake().extensions()) {
      return;
    }
    Map<String, Integer> ours = new HashMap<>();
    ours.put(ExtensionHandshake.METADATA, METADATA_ID);
    ours.put(ExtensionHandshake.DONT_HAVE, DONT_HAVE_ID);
    if (torrent.takesLongRequests()) {
      ours.put(ExtensionHandshake.LONG_REQUEST, LONG_REQUEST_ID);
    }
    if (torrent.exchangesPeers()) {
      ours.put(ExtensionHandshake.PEER_EXCHANGE, PEER_EXCHANGE_ID);
    }
    byte[] payload =
        new ExtensionHandshake(
                ours,
                torrent.metadataSize(),
                torrent.port(),
                torrent.clientName(),
                PeerUpload.MAX_QUEUE,
                connection.address().withPort(0),
                torrent.isSeed(),
                torrent.requiresEncryption())
            .bytes();
    connection.send(new PeerMessage.Extended(ExtensionHandshake.ID, payload));
  }

  /** Takes a message. */
  void receive(PeerMessage.Extended message) {
    try {
      switch (message.id()) {
        case ExtensionHandshake.ID -> receiveHandshake(ExtensionHandshake.read(message.payload()));
        case METADATA_ID ->
            torrent.metadata().receive(connection, MetadataMessage.read(message.payload()));
        case PEER_EXCHANGE_ID -> {
          if (torrent.exchangesPeers()) {
            torrent.receive(connection, PeerExchange.read(message.payload()));
          }
        }
        case DONT_HAVE_ID ->
            connection.download().lostPiece(DontHave.read(message.payload()).piece());
        default -> {
          // BEP 10: what we have no name for is passed over.
        }
      }
    } catch (PeerWireException e) {
      connection.close("spoke nonsense: " + e.getMessage());
    }
  }

  private void receiveHandshake(ExtensionHandshake handshake) {
    if (++handshakes > MAX_HANDSHAKES) {
      connection.close("introduces itself again and again");
      return;
    }
    if (theirs == null) {
      // It stays: by it the peer is known to the others.
      port = handshake.port();
    }
    theirs = handshake;
    for (String extension : KNOWN) {
      Integer id = handshake.ids().get(extension);
      if (id != null) {
        ids.put(extension, id);
      }
    }
    connection.download().maxRequests(handshake.requestQueue());
    torrent.introduced(connection, handshake);
  }

  /** True if the peer wants nothing from us (BEP 21). */
  boolean isUploadOnly() {
    ExtensionHandshake handshake = theirs;
    return handshake != null && handshake.uploadOnly();
  }

  /** What the peer calls itself; empty where it doesn't say. */
  String client() {
    ExtensionHandshake handshake = theirs;
    return handshake == null ? "" : handshake.client();
  }

  /** Where the peer listens; 0 where it doesn't say. */
  int port() {
    return port;
  }

  /** How long the metadata is, where the peer has it. */
  OptionalInt metadataSize() {
    ExtensionHandshake handshake = theirs;
    return handshake == null ? OptionalInt.empty() : handshake.metadataSize();
  }

  boolean speaks(String extension) {
    return ids.getOrDefault(extension, 0) != 0;
  }

  /** Sends a message about the metadata (BEP 9), if the peer takes such. */
  void send(MetadataMessage message) {
    send(ExtensionHandshake.METADATA, message.bytes());
  }

  /** Tells of other peers (BEP 11), if this one wants to know. */
  void send(PeerExchange message) {
    send(ExtensionHandshake.PEER_EXCHANGE, message.bytes());
  }

  private void send(String extension, byte[] payload) {
    int id = ids.getOrDefault(extension, 0);
    if (id != 0) {
      connection.send(new PeerMessage.Extended(id, payload));
    }
  }
}
