package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.util.internal.PlatformDependent;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.MetadataMessage;
import io.skep.protocol.PeerExchange;
import io.skep.protocol.PeerMessage;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a peer does, the transfer with a good one goes on, and memory stays bounded. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
@Timeout(180)
class HostilePeerTest {
  private static final int PIECE = 64 * 1024;
  private static final String SEED = "127.0.8.1";
  private static final String LEECHER = "127.0.8.2";
  private static final String HOSTILE = "127.0.8.66";

  /** More than what a disk's backlog and a few connections may take. */
  private static final long MAX_DIRECT = 128L << 20;

  @TempDir Path folder;
  private Vertx vertx = Vertx.vertx();
  private final List<SwarmPeer> peers = new ArrayList<>();
  private final List<HostilePeer> hostile = new ArrayList<>();
  private final TestContent content = content();

  private static TestContent content() {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", 64 * PIECE - 5);
    return TestContent.of(TestContent.Format.V1, PIECE, lengths, new Random(8));
  }

  @BeforeEach
  void open() {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  }

  @AfterEach
  void close() throws Exception {
    for (HostilePeer peer : hostile) {
      peer.close();
    }
    for (SwarmPeer peer : peers) {
      peer.stop();
    }
    Waiting.forResult(vertx.close());
  }

  private SwarmPeer leecher(int maxConnections) throws Exception {
    SwarmPeer leecher =
        SwarmPeer.start(
            vertx,
            content,
            folder.resolve("leecher"),
            LEECHER,
            builder -> builder.maxConnections(maxConnections));
    peers.add(leecher);
    return leecher;
  }

  private SwarmPeer seed(List<PeerAddress> known) throws Exception {
    SwarmPeer seed =
        SwarmPeer.seed(
            vertx, content, folder.resolve("seed"), SEED, builder -> builder.peers(known));
    peers.add(seed);
    return seed;
  }

  private HostilePeer connect(String host, SwarmPeer victim, String victimHost) throws Exception {
    HostilePeer peer = new HostilePeer(host, victim.address(victimHost));
    hostile.add(peer);
    return peer;
  }

  private HostilePeer greeted(String host, SwarmPeer victim, String victimHost) throws Exception {
    return connect(host, victim, victimHost)
        .shakesHands(content.metainfo().infoHashes().get(0), 68);
  }

  /** What a hostile peer does; each ends with being hung up on. */
  private enum Attack {
    GARBAGE {
      @Override
      boolean once(HostilePeer peer, Random random) {
        byte[] bytes = new byte[10_000];
        random.nextBytes(bytes);
        bytes[0] = (byte) 0xFF;
        return peer.writes(bytes);
      }
    },
    OVERSIZED_MESSAGE {
      @Override
      boolean once(HostilePeer peer, Random random) {
        return peer.writes(new byte[] {0x7F, -1, -1, -1, 7});
      }
    },
    REQUEST_OUTSIDE {
      @Override
      boolean once(HostilePeer peer, Random random) {
        return peer.says(
            new PeerMessage.Request(random.nextInt(), PIECE, Blocks.LENGTH).piece() < 0
                ? PeerMessage.Interested.MESSAGE
                : new PeerMessage.Request(64, 0, Blocks.LENGTH));
      }
    },
    HAVE_BEYOND {
      @Override
      boolean once(HostilePeer peer, Random random) {
        return peer.says(new PeerMessage.Have(64));
      }
    },
    BITFIELD_BEYOND {
      @Override
      boolean once(HostilePeer peer, Random random) {
        return peer.says(new PeerMessage.Bitfield(new byte[5000]));
      }
    },
    BLOCKS_NEVER_ASKED_FOR {
      @Override
      boolean once(HostilePeer peer, Random random) {
        byte[] data = new byte[Blocks.LENGTH];
        random.nextBytes(data);
        return peer.says(
            new PeerMessage.Block(
                random.nextInt(64),
                Blocks.LENGTH * random.nextInt(4),
                Unpooled.wrappedBuffer(data)));
      }
    },
    BITFIELDS {
      @Override
      boolean once(HostilePeer peer, Random random) {
        return peer.says(new PeerMessage.Bitfield(new byte[8]), PeerMessage.HaveAll.MESSAGE);
      }
    },
    INTRODUCTIONS {
      @Override
      boolean once(HostilePeer peer, Random random) {
        return peer.says(introduction(random.nextInt(1 << 20), 1 + random.nextInt(60_000)));
      }
    },
    REQUESTS_WITHOUT_READING {
      @Override
      boolean once(HostilePeer peer, Random random) {
        PeerMessage[] messages = new PeerMessage[1000];
        for (int i = 0; i < messages.length; i++) {
          messages[i] =
              new PeerMessage.Request(
                  random.nextInt(64), Blocks.LENGTH * random.nextInt(3), Blocks.LENGTH);
        }
        return peer.says(messages);
      }
    },
    METADATA_REQUESTS_WITHOUT_READING {
      @Override
      boolean once(HostilePeer peer, Random random) {
        PeerMessage[] messages = new PeerMessage[1000];
        for (int i = 0; i < messages.length; i++) {
          messages[i] = new PeerMessage.Extended(1, new MetadataMessage.Request(0).bytes());
        }
        messages[0] = introduction(0, 1);
        return peer.says(messages);
      }
    };

    static PeerMessage introduction(int metadataSize, int port) {
      OptionalInt size = metadataSize == 0 ? OptionalInt.empty() : OptionalInt.of(metadataSize);
      return new PeerMessage.Extended(
          0,
          new ExtensionHandshake(
                  Map.of(ExtensionHandshake.METADATA, 9, ExtensionHandshake.PEER_EXCHANGE, 8),
                  size,
                  port,
                  "",
                  65535,
                  null,
                  false,
                  false)
              .bytes());
    }

    /** Goes on with it; false if the other side has hung up. */
    abstract boolean once(HostilePeer peer, Random random);
  }

  @ParameterizedTest
  @EnumSource
  void theTransferGoesOnAndTheOtherIsHungUpOn(Attack attack) throws Exception {
    SwarmPeer leecher = leecher(100);
    HostilePeer onLeecher = greeted(HOSTILE, leecher, LEECHER);
    SwarmPeer seed = seed(List.of());
    HostilePeer onSeed = greeted(HOSTILE, seed, SEED);
    Random random = new Random(attack.ordinal());
    long before = PlatformDependent.usedDirectMemory();
    long most = before;
    boolean leecherListens = true;
    boolean seedListens = true;
    for (int i = 0; i < 20_000 && (leecherListens || seedListens); i++) {
      leecherListens = leecherListens && attack.once(onLeecher, random);
      seedListens = seedListens && attack.once(onSeed, random);
      most = Math.max(most, PlatformDependent.usedDirectMemory());
    }
    // The victims can still do what they are there for.
    SwarmPeer other =
        SwarmPeer.start(
            vertx,
            content,
            folder.resolve("other"),
            "127.0.8.3",
            builder -> {
              try {
                return builder.peers(List.of(leecher.address(LEECHER), seed.address(SEED)));
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    peers.add(other);
    other.awaitCompleted();

    assertTrue(other.hasContent());
    assertTrue(onLeecher.isHungUpOn(), "the leecher still listens");
    assertTrue(onSeed.isHungUpOn(), "the seed still listens");
    assertTrue(most - before < MAX_DIRECT, "it took " + (most - before) + " bytes");
  }

  @Test
  void whoTellsOfPeersWithoutEndIsPassedOver() throws Exception {
    SwarmPeer leecher = leecher(100);
    HostilePeer gossip = greeted(HOSTILE, leecher, LEECHER);
    gossip.says(Attack.introduction(0, 1));
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      ByteBuffer made = ByteBuffer.allocate(6 * 50);
      while (made.hasRemaining()) {
        // Nobody is there; and nobody outside is ever asked.
        made.putInt(0x7F090000 | random.nextInt(1 << 16)).putShort((short) 1);
      }
      PeerList list = new PeerList(made.array(), new byte[0], new byte[0]);
      gossip.says(
          new PeerMessage.Extended(
              2,
              new PeerExchange(
                      list, new byte[50], new PeerList(new byte[0], new byte[0], new byte[0]))
                  .bytes()));
    }
    seed(List.of(leecher.address(LEECHER)));
    leecher.awaitCompleted();
    assertTrue(leecher.hasContent());
  }

  @Test
  void whoSaysAllThereIsAndSendsNothingRightIsFoundOut() throws Exception {
    SwarmPeer leecher = leecher(100);
    HostilePeer liar = greeted(HOSTILE, leecher, LEECHER);
    liar.says(PeerMessage.HaveAll.MESSAGE, PeerMessage.Unchoke.MESSAGE);
    // Whatever it is asked for: all first blocks, of which some were asked for.
    for (int round = 0; round < 200; round++) {
      for (int piece = 0; piece < 64; piece++) {
        liar.says(
            new PeerMessage.Block(
                piece,
                Blocks.LENGTH * (round % 4),
                Unpooled.wrappedBuffer(new byte[Blocks.LENGTH])));
      }
    }
    seed(List.of(leecher.address(LEECHER)));
    leecher.awaitCompleted();
    assertTrue(leecher.hasContent());
    assertTrue(liar.isHungUpOn());
  }

  @Test
  void thousandConnectionsThatNeverShakeHandsKeepNobodyAway() throws Exception {
    SwarmPeer leecher = leecher(100);
    for (int i = 0; i < 1000; i++) {
      HostilePeer silent = connect("127.0.9." + (1 + i % 200), leecher, LEECHER);
      if (i % 3 == 0) {
        silent.shakesHands(content.metainfo().infoHashes().get(0), 1 + i % 60);
      }
    }
    // Whoever is honest has a place at once.
    assertFalse(greeted("127.0.8.9", leecher, LEECHER).isHungUpOn(1000));
    seed(List.of(leecher.address(LEECHER)));
    leecher.awaitCompleted();
    assertTrue(leecher.hasContent());

    int gone = 0;
    for (HostilePeer silent : hostile.subList(0, 900)) {
      gone += silent.isHungUpOn() ? 1 : 0;
    }
    assertEquals(900, gone);
  }

  @Test
  void connectionsThatShakeHandsAndDoNothingKeepNobodyAwayForLong() throws Exception {
    SwarmPeer leecher = leecher(10);
    for (int i = 0; i < 30; i++) {
      greeted("127.0.9." + (1 + i), leecher, LEECHER);
    }
    Waiting.until(() -> leecher.transfer().progress().peers() >= 10);
    boolean stays = false;
    for (int tries = 0; tries < 60 && !stays; tries++) {
      Waiting.forNextProgress(leecher.transfer());
      try (HostilePeer newcomer =
          new HostilePeer("127.0.8.9", leecher.address(LEECHER))
              .shakesHands(content.metainfo().infoHashes().get(0), 68)) {
        stays = newcomer.says(Attack.introduction(0, 1)) && !newcomer.isHungUpOn(100);
      }
    }
    assertTrue(stays, "there never is room");
  }
}
