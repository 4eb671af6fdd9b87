package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** libtorrent understands our message stream encryption, and we its, whoever begins. */
class EncryptionWithLibtorrentTest {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PeerWire wire = new PeerWire(PeerWire.MAX_BITFIELD_BYTES);
  private final ByteBuf in = Unpooled.buffer();
  private final ByteBuf out = Unpooled.buffer();

  @BeforeAll
  static void libtorrentIsThere() throws IOException, InterruptedException {
    LibtorrentPeer.required();
  }

  @ParameterizedTest(name = "libtorrent takes {0}, we plaintext {1}")
  @CsvSource({"rc4, true, true", "both, false, true", "plaintext, true, false"})
  void weBegin(String level, boolean plaintextAllowed, boolean encrypted, @TempDir Path folder)
      throws IOException, PeerWireException {
    EncryptionInitiator initiator =
        new EncryptionInitiator(
            Samples.INFO_HASH,
            plaintextAllowed,
            ourHandshake(),
            EncryptionKey.generate(RANDOM),
            RANDOM);
    try (LibtorrentPeer peer = LibtorrentPeer.start(folder, Samples.INFO_HASH, level);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      initiator.start(out);
      send(socket);
      while (initiator.feed(in, out) != EncryptionState.DONE) {
        send(socket);
        receive(socket, null);
      }
      assertEquals(encrypted, initiator.outgoing() != null);
      decrypt(initiator.incoming());
      assertTalks(socket, initiator.incoming(), initiator.outgoing());
    }
  }

  @ParameterizedTest(name = "libtorrent offers {0}, we take plaintext {1}")
  @CsvSource({
    "rc4, true, true",
    "both, false, true",
    "plaintext, true, false",
    "both, true, false"
  })
  void libtorrentBegins(
      String level, boolean plaintextAllowed, boolean encrypted, @TempDir Path folder)
      throws IOException, PeerWireException {
    EncryptionResponder responder =
        new EncryptionResponder(
            List.of(Samples.OTHER_HASH, Samples.INFO_HASH),
            plaintextAllowed,
            EncryptionKey.generate(RANDOM),
            RANDOM);
    try (LibtorrentPeer peer = LibtorrentPeer.start(folder, Samples.INFO_HASH, level);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(PATIENCE_MILLIS);
      peer.connect(server.getLocalPort());
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        while (responder.feed(in, out) != EncryptionState.DONE) {
          send(socket);
          receive(socket, null);
        }
        send(socket);
        assertEquals(Samples.INFO_HASH, responder.infoHash());
        assertEquals(encrypted, responder.outgoing() != null);
        decrypt(responder.incoming());
        byte[] rest = new byte[in.readableBytes()];
        in.readBytes(rest);
        in.writeBytes(responder.initialPayload()).writeBytes(rest);
        out.writeBytes(ourHandshake());
        sendEncrypted(socket, responder.outgoing());
        assertTalks(socket, responder.incoming(), responder.outgoing());
      }
    }
  }

  /** Reads libtorrent's handshake and its first messages, and is still understood then. */
  private void assertTalks(
      Socket socket, @Nullable StreamCipher incoming, @Nullable StreamCipher outgoing)
      throws IOException, PeerWireException {
    PeerHandshake handshake = PeerHandshake.decode(in);
    while (handshake == null) {
      receive(socket, incoming);
      handshake = PeerHandshake.decode(in);
    }
    assertEquals(Samples.INFO_HASH, handshake.infoHash());
    assertTrue(handshake.extensions() && handshake.fast());
    ExtensionHandshake extensions = awaitExtensions(socket, incoming);
    assertTrue(extensions.client().startsWith("libtorrent"), extensions.client());
    assertTrue(extensions.id(ExtensionHandshake.METADATA) > 0);

    // It asks for metadata once it knows that we have some: what we send gets through.
    ExtensionHandshake ours =
        ExtensionHandshake.read(
            Samples.bytes("d1:md11:ut_metadatai7ee13:metadata_sizei1000e1:v4:Skepe"));
    PeerWire.encode(new PeerMessage.Extended(ExtensionHandshake.ID, ours.bytes()), out);
    sendEncrypted(socket, outgoing);
    PeerMessage.Extended request = awaitExtended(socket, incoming);
    while (request.id() != 7) {
      request = awaitExtended(socket, incoming);
    }
    assertEquals(new MetadataMessage.Request(0), MetadataMessage.read(request.payload()));
  }

  private ExtensionHandshake awaitExtensions(Socket socket, @Nullable StreamCipher incoming)
      throws IOException, PeerWireException {
    PeerMessage.Extended message = awaitExtended(socket, incoming);
    assertEquals(ExtensionHandshake.ID, message.id());
    return ExtensionHandshake.read(message.payload());
  }

  private PeerMessage.Extended awaitExtended(Socket socket, @Nullable StreamCipher incoming)
      throws IOException, PeerWireException {
    while (true) {
      PeerMessage message = wire.decode(in);
      if (message instanceof PeerMessage.Extended extended) {
        return extended;
      }
      if (message == null) {
        receive(socket, incoming);
      }
    }
  }

  private static byte[] ourHandshake() {
    ByteBuf handshake = Unpooled.buffer(PeerHandshake.LENGTH);
    new PeerHandshake(Samples.INFO_HASH, Samples.PEER_ID, true, true, false, false)
        .encode(handshake);
    byte[] bytes = new byte[PeerHandshake.LENGTH];
    handshake.readBytes(bytes);
    return bytes;
  }

  private void receive(Socket socket, @Nullable StreamCipher incoming) throws IOException {
    in.discardReadBytes();
    in.ensureWritable(1024);
    int before = in.writerIndex();
    if (in.writeBytes(socket.getInputStream(), 1024) < 0) {
      throw new EOFException("libtorrent closed the connection");
    }
    if (incoming != null) {
      incoming.apply(in, before, in.writerIndex() - before);
    }
  }

  private void decrypt(@Nullable StreamCipher incoming) {
    if (incoming != null) {
      incoming.apply(in);
    }
  }

  private void sendEncrypted(Socket socket, @Nullable StreamCipher outgoing) throws IOException {
    if (outgoing != null) {
      outgoing.apply(out);
    }
    send(socket);
  }

  private void send(Socket socket) throws IOException {
    out.readBytes(socket.getOutputStream(), out.readableBytes());
    out.clear();
  }
}
