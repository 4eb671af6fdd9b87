package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.metainfo.Metainfo;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.PeerHandshake;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import io.skep.protocol.PeerWireException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A torrent that was never started, and connections of it that lead nowhere: what they are sent is
 * put in, and what they send is read, by the thread of a test. Time passes when the test says so.
 */
final class LonelyTorrent implements AutoCloseable {
  private static final int ANY_PORT = 6881;

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService workers = Executors.newSingleThreadExecutor();
  private final Metainfo metainfo;
  private final List<Peer> peers = new ArrayList<>();
  final List<TransferEvent> events = new ArrayList<>();
  final ActiveTorrent torrent;

  /** Where connections get their memory, all of which they must have given back at the end. */
  final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);

  private long now = -TimeUnit.DAYS.toNanos(1);
  private int nextPeer = 1;

  LonelyTorrent(TestContent content) {
    metainfo = content.metainfo();
    ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    torrent =
        new ActiveTorrent(
            context,
            options(),
            workers,
            1,
            new TrackerClient(
                context, TrackerClientOptions.STANDARD, new HttpClientOptions(), System::nanoTime),
            this::now);
  }

  private TransferOptions options() {
    return new TransferOptions(
        metainfo,
        null,
        Path.of("."),
        false,
        new InetSocketAddress("127.0.0.1", 0),
        0,
        0,
        false,
        false,
        Encryption.ALLOWED,
        100,
        8,
        true,
        0,
        Duration.ZERO,
        List.of(),
        List.of(),
        TrackerClientOptions.STANDARD,
        new TransferListener() {
          @Override
          public void happened(TransferEvent event) {
            events.add(event);
          }
        });
  }

  long now() {
    return now;
  }

  void pass(Duration time) {
    now += time.toNanos();
  }

  /** A connection with a peer that speaks all extensions. */
  Peer connect(boolean fast) {
    return connect(fast, PeerAddress.ipv4(0x0A000000 + nextPeer, ANY_PORT), true);
  }

  Peer connect(boolean fast, PeerAddress address, boolean outgoing) {
    Peer peer = new Peer(fast, address, outgoing, nextPeer++);
    peers.add(peer);
    return peer;
  }

  /** One side's end of a connection. */
  final class Peer {
    final EmbeddedChannel channel = new EmbeddedChannel();
    final PeerConnection connection;
    private final ByteBuf sent = Unpooled.buffer();
    private final PeerWire wire = new PeerWire(PeerWire.MAX_BITFIELD_BYTES);

    private Peer(boolean fast, PeerAddress address, boolean outgoing, int id) {
      PeerHandshake theirs =
          new PeerHandshake(
              metainfo.infoHashes().get(0), new PeerId(id, 2, 3), fast, true, false, false);
      channel.config().setAllocator(memory).setRecvByteBufAllocator(new PeerReads());
      connection = new PeerConnection(torrent, channel, address, theirs, outgoing, null);
      channel.pipeline().addLast(new PeerWireHandler(connection, new PeerWire(1 << 16), null));
    }

    /** Says what it speaks, and how long the metadata is; 0 for nothing. */
    Peer introduce(int metadataSize, int port) {
      OptionalInt size = metadataSize == 0 ? OptionalInt.empty() : OptionalInt.of(metadataSize);
      Map<String, Integer> ids =
          Map.of(ExtensionHandshake.METADATA, 7, ExtensionHandshake.PEER_EXCHANGE, 8);
      byte[] payload =
          new ExtensionHandshake(ids, size, port, "Test", 250, null, false, false).bytes();
      connection.receive(new PeerMessage.Extended(ExtensionHandshake.ID, payload));
      return this;
    }

    /** What it was sent since this was called last, blocks without their data. */
    List<PeerMessage> sent() {
      channel.runPendingTasks();
      for (ByteBuf out; (out = channel.readOutbound()) != null; ) {
        sent.writeBytes(out);
        out.release();
      }
      List<PeerMessage> messages = new ArrayList<>();
      try {
        for (PeerMessage message; (message = wire.decode(sent)) != null; ) {
          if (message instanceof PeerMessage.Block block) {
            block.data().release();
          }
          messages.add(message);
        }
      } catch (PeerWireException e) {
        throw new IllegalStateException(e);
      }
      sent.discardReadBytes();
      return messages;
    }

    /** The payload of the extension messages of that id among what it was sent. */
    List<byte[]> sent(int id) {
      return sent().stream()
          .map(
              message ->
                  message instanceof PeerMessage.Extended extended && extended.id() == id
                      ? extended.payload()
                      : null)
          .filter(payload -> payload != null)
          .toList();
    }

    void receive(PeerMessage message) {
      connection.receive(message);
    }

    void release() {
      connection.close("the test is over");
      channel.finishAndReleaseAll();
      sent.release();
    }
  }

  @Override
  public void close() {
    peers.forEach(Peer::release);
    assertEquals(0, memory.metric().usedDirectMemory(), "buffers leaked");
    workers.shutdown();
    Waiting.forClose(vertx.close());
  }
}
