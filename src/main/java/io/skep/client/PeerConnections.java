package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.PeerWire;
import io.skep.protocol.PeerWireException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a torrent: dials those that the {@link PeerBook} has, takes those that come,
 * and keeps their number within its bound. Lives on one event loop.
 *
 * <p>Of two connections with one peer the one stays that was opened by the side with the lower peer
 * id, so that both sides close the same one.
 */
final class PeerConnections {
  private static final int MAX_HALF_OPEN = 20;

  /** Newcomers that have not shaken hands yet have a bound of their own. */
  private static final int MAX_GREETING = 100;

  private final ActiveTorrent torrent;
  private final PeerSockets sockets;
  private final PeerBook book;
  private final PeerHandshaker.Identity identity;
  private final Encryption encryption;
  private final int max;
  private final List<PeerConnection> connections = new ArrayList<>();
  private final Set<PeerAddress> wantsEncryption = bounded();
  private final Set<PeerAddress> wantsOtherHash = bounded();

  /** Those that came and have not shaken hands yet, the eldest first. */
  private final Set<Channel> greeting = new LinkedHashSet<>();

  private int halfOpen;
  private boolean closed;

  PeerConnections(
      ActiveTorrent torrent,
      PeerSockets sockets,
      PeerBook book,
      PeerHandshaker.Identity identity,
      Encryption encryption,
      int max) {
    this.torrent = torrent;
    this.sockets = sockets;
    this.book = book;
    this.identity = identity;
    this.encryption = encryption;
    this.max = max;
  }

  /** What peers like is remembered of so many as the book has. */
  private static Set<PeerAddress> bounded() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<PeerAddress, Boolean> eldest) {
            return size() > PeerBook.MAX_PEERS;
          }
        });
  }

  /** Those that have shaken hands: a view. */
  List<PeerConnection> all() {
    return Collections.unmodifiableList(connections);
  }

  /** How many more there may be. */
  int room() {
    return Math.max(0, max - connections.size() - halfOpen);
  }

  /** Dials as many as may be. */
  void dial() {
    while (!closed && room() > 0 && halfOpen < MAX_HALF_OPEN) {
      PeerAddress next = book.next(torrent.now());
      if (next == null) {
        return;
      }
      dial(next);
    }
  }

  private void dial(PeerAddress address) {
    halfOpen++;
    boolean encrypts = encryption == Encryption.REQUIRED || wantsEncryption.contains(address);
    List<InfoHash> hashes = identity.infoHashes();
    InfoHash infoHash =
        wantsOtherHash.contains(address) ? hashes.get(hashes.size() - 1) : hashes.get(0);
    PeerHandshaker.Listener listener =
        new PeerHandshaker.Listener() {
          @Override
          public void shaken(PeerHandshaker.Shaken connection, ByteBuf rest) {
            halfOpen--;
            established(connection, address, true, rest);
          }

          @Override
          public void failed(String why, boolean answered) {
            halfOpen--;
            if (!answered && !wantsEncryption.remove(address)) {
              // Whoever hangs up on a plain handshake may want an encrypted one.
              wantsEncryption.add(address);
            }
            if (hashes.size() > 1 && !wantsOtherHash.remove(address)) {
              wantsOtherHash.add(address);
            }
            torrent.couldNotConnect(address, why);
            book.failed(address, torrent.now());
          }
        };
    sockets
        .connect(
            new InetSocketAddress(address.inetAddress(), address.port()),
            () ->
                PeerHandshaker.dialling(
                    identity,
                    infoHash,
                    torrent.isV2(infoHash),
                    encrypts ? Encryption.REQUIRED : Encryption.ALLOWED,
                    listener))
        .onFailure(
            cause -> {
              // The handshaker hears of it only where the connection was there.
              halfOpen--;
              torrent.couldNotConnect(address, String.valueOf(cause.getMessage()));
              book.failed(address, torrent.now());
            });
  }

  /** Takes a connection that came. */
  void accept(Channel channel) {
    PeerAddress address = address(channel);
    if (closed
        || address == null
        || (connections.size() >= max && idle() == null)
        || book.isBanned(address)) {
      channel.close();
      return;
    }
    if (greeting.size() >= MAX_GREETING) {
      // Whoever is honest is done soon: those who hold their places are not.
      greeting.iterator().next().close();
    }
    greeting.add(channel);
    channel
        .pipeline()
        .addLast(
            PeerHandshaker.accepting(
                identity,
                torrent.isV2(identity.infoHashes().get(0)),
                encryption,
                new PeerHandshaker.Listener() {
                  @Override
                  public void shaken(PeerHandshaker.Shaken connection, ByteBuf rest) {
                    greeting.remove(channel);
                    established(connection, address, false, rest);
                  }

                  @Override
                  public void failed(String why, boolean answered) {
                    greeting.remove(channel);
                  }
                }));
  }

  private static @Nullable PeerAddress address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? PeerAddress.of(remote.getAddress(), remote.getPort())
        : null;
  }

  private void established(
      PeerHandshaker.Shaken shaken, PeerAddress address, boolean outgoing, ByteBuf rest) {
    PeerConnection connection =
        new PeerConnection(
            torrent, shaken.channel(), address, shaken.theirs(), outgoing, shaken.outgoing());
    String refusal = refusal(connection);
    if (refusal != null) {
      shaken.channel().close();
      if (outgoing) {
        book.failed(address, torrent.now());
      }
      return;
    }
    PeerWireHandler handler =
        new PeerWireHandler(connection, new PeerWire(torrent.maxBitfield()), shaken.incoming());
    shaken.channel().pipeline().addLast(handler);
    connections.add(connection);
    torrent.connected(connection);
    if (rest.isReadable()) {
      ChannelHandlerContext context = shaken.channel().pipeline().context(handler);
      try {
        handler.take(context, rest);
      } catch (PeerWireException e) {
        connection.close("spoke nonsense: " + e.getMessage());
      }
      connection.readEnds();
    }
  }

  /** Why a connection can't be kept; null if it can. */
  private @Nullable String refusal(PeerConnection connection) {
    if (closed || book.isBanned(connection.address())) {
      return "is not wanted";
    }
    for (PeerConnection other : List.copyOf(connections)) {
      if (other.handshake().peerId().equals(connection.handshake().peerId())) {
        if (!isBetter(connection, other)) {
          return "is connected already";
        }
        other.close("came by another connection");
      }
    }
    return connections.size() < max || makeRoom() ? null : "there are enough";
  }

  private @Nullable PeerConnection idle() {
    for (PeerConnection connection : connections) {
      if (connection.isIdle()) {
        return connection;
      }
    }
    return null;
  }

  private boolean makeRoom() {
    PeerConnection idle = idle();
    if (idle != null) {
      idle.close("made room for another");
    }
    return idle != null;
  }

  /** Lets an idle connection go, where it takes the place of one that we would open. */
  void makeRoomToDial() {
    if (room() == 0 && book.candidates() > 0) {
      makeRoom();
    }
  }

  private boolean isBetter(PeerConnection connection, PeerConnection other) {
    if (connection.isOutgoing() == other.isOutgoing()) {
      return false;
    }
    if (!connection.address().sameNetwork(other.address())) {
      // A peer id is no secret: somebody else may have taken it to drive the peer out.
      return false;
    }
    boolean oursIsLower =
        Arrays.compareUnsigned(identity.peerId().bytes(), other.handshake().peerId().bytes()) < 0;
    return connection.isOutgoing() == oursIsLower;
  }

  /** Forgets a connection that has ended. */
  void ended(PeerConnection connection) {
    if (connections.remove(connection)) {
      PeerAddress reachable = connection.reachableAt();
      if (reachable != null) {
        book.disconnected(reachable, torrent.now());
      }
    }
  }

  /** Ends all connections with an address, and takes none from there again. */
  void ban(PeerAddress address, String why) {
    book.ban(address);
    for (PeerConnection connection : List.copyOf(connections)) {
      if (book.isBanned(connection.address())) {
        connection.close(why);
      }
    }
  }

  /** Ends all connections, and opens no more. */
  void close() {
    closed = true;
    for (PeerConnection connection : List.copyOf(connections)) {
      connection.close("we stopped");
    }
    sockets.closeConnections();
  }
}
