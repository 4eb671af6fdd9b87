package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.skep.client.PlayedSwarm.Player;
import io.skep.metainfo.PieceLayout;
import io.skep.protocol.PeerMessage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that know nothing of padding ask for it like for all else (BEP 47). */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
class PaddingRequestTest {
  private static final int PIECE = 64 * 1024;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void whatIsUnderTheHashIsGiven(TestContent.Format format) throws Exception {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("a", 100_000);
    lengths.put("b", 1);
    lengths.put("c", PIECE + 20_000);
    lengths.put("d", 5);
    TestContent content = TestContent.of(format, PIECE, lengths, new Random(1));
    content.writeTo(folder);
    try (PlayedSwarm swarm = new PlayedSwarm(content, folder, 0, new Random(1))) {
      Player player = swarm.join(true);
      player.peer.connection.upload().unchoke(true);
      PieceLayout layout = content.metainfo().layout();
      for (int piece = 0; piece < layout.pieceCount(); piece++) {
        byte[] expected = Arrays.copyOf(content.piece(piece), layout.hashedLength(piece));
        int blocks = Blocks.count(expected.length);
        for (int block = 0; block < blocks; block++) {
          int begin = Blocks.begin(block);
          player.says(new PeerMessage.Request(piece, begin, Blocks.length(expected.length, block)));
        }
        swarm.runAll();
        assertArrayEquals(expected, given(player, expected.length));
      }
      assertEquals(false, player.isGone());
    }
  }

  private static byte[] given(Player player, int length) {
    byte[] given = new byte[length];
    player.peer.channel.runPendingTasks();
    ByteBuf out;
    int position = 0;
    while ((out = player.peer.channel.readOutbound()) != null) {
      // The headers are buffers of their own.
      boolean isHeader = out.readableBytes() <= 2 * 13 && isBlockHeader(out);
      if (!isHeader) {
        int count = out.readableBytes();
        out.readBytes(given, position, count);
        position += count;
      }
      out.release();
    }
    assertEquals(length, position);
    return given;
  }

  private static boolean isBlockHeader(ByteBuf out) {
    int last = out.writerIndex() - 13;
    return last >= out.readerIndex() && out.getByte(last + 4) == 7;
  }
}
