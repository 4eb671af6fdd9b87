package io.skep.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.skep.bittorrent.InfoHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;

/**
 * A torrent of one file with its .torrent, written here byte by byte.
 *
 * @param file the .torrent
 * @param name the content's name
 * @param content the content
 * @param infoHash its info-hash
 */
record TestTorrent(Path file, String name, byte[] content, InfoHash infoHash) {
  private static final int PIECE = 32 << 10;

  /** Writes a .torrent of random content into the folder, and the content nowhere. */
  static TestTorrent make(Path folder, String name, int length, String tracker) throws Exception {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    String info =
        "d6:lengthi%de4:name%s12:piece lengthi%de6:pieces%se"
            .formatted(length, string(name), PIECE, string(sha1s(content)));
    String torrent = "d8:announce" + string(tracker) + "4:info" + info + "e";
    Path file = Files.write(folder.resolve("test.torrent"), torrent.getBytes(ISO_8859_1));
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(info.getBytes(ISO_8859_1));
    return new TestTorrent(file, name, content, InfoHash.read(hash, 0));
  }

  /** Bencoded; each of the characters stands for a byte. */
  private static String string(String text) {
    String bytes = new String(text.getBytes(isBytes(text) ? ISO_8859_1 : UTF_8), ISO_8859_1);
    return bytes.length() + ":" + bytes;
  }

  private static boolean isBytes(String text) {
    return text.chars().allMatch(character -> character < 0x100);
  }

  private static String sha1s(byte[] content) throws GeneralSecurityException {
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    for (int start = 0; start < content.length; start += PIECE) {
      sha1.update(content, start, Math.min(PIECE, content.length - start));
      hashes.writeBytes(sha1.digest());
    }
    return hashes.toString(ISO_8859_1);
  }

  /** Puts the content into a folder, which is made. */
  Path putInto(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve(name), content);
  }

  int pieces() {
    return (content.length + PIECE - 1) / PIECE;
  }
}
