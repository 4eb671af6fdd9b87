package io.skep.interop;

import io.skep.bencode.BencodeWriter;
import io.skep.bittorrent.InfoHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;

/**
 * A torrent of which we have the content.
 *
 * @param label what we call it, in ASCII
 * @param name the name of its file or folder
 * @param hashes what its swarms go by: for a hybrid two, the one of version 1 first
 * @param file the .torrent
 * @param content the file or folder that it was made of
 * @param magnet the link that names it, with its trackers (BEP 9)
 */
record Torrent(
    String label, String name, List<InfoHash> hashes, Path file, Path content, String magnet) {
  private static final int LENGTH = 3 * 1024 * 1024 + 4321;
  private static final int PIECE_LENGTH = 32 * 1024;

  /**
   * Makes content that no other name has, and a private torrent of that one file (BEP 3, BEP 27).
   *
   * @param trackers their announce URLs, each in a tier of its own (BEP 12)
   */
  static Torrent make(String name, List<String> trackers, Path folder) throws IOException {
    byte[] content = new byte[LENGTH];
    new Random(name.hashCode()).nextBytes(content);
    byte[] pieces = pieces(content);
    Path originals = folder.resolve("originals");
    Files.createDirectories(originals);
    Files.write(originals.resolve(name), content);
    BencodeWriter info = new BencodeWriter(4096);
    writeInfo(info, name, pieces);
    InfoHash hash = InfoHash.read(sha1().digest(info.toByteArray()), 0);
    BencodeWriter whole = new BencodeWriter(4096);
    whole.beginDictionary().key("announce").string(trackers.get(0));
    whole.key("announce-list").beginList();
    for (String tracker : trackers) {
      whole.beginList().string(tracker).end();
    }
    whole.end().key("info");
    writeInfo(whole, name, pieces);
    Path file = originals.resolve(name + ".torrent");
    Files.write(file, whole.end().toByteArray());
    String magnet = "magnet:?xt=urn:btih:" + hash + "&tr=" + String.join("&tr=", trackers);
    return new Torrent(name, name, List.of(hash), file, originals.resolve(name), magnet);
  }

  private static void writeInfo(BencodeWriter writer, String name, byte[] pieces) {
    writer
        .beginDictionary()
        .key("length")
        .integer(LENGTH)
        .key("name")
        .string(name)
        .key("piece length")
        .integer(PIECE_LENGTH)
        .key("pieces")
        .bytes(pieces)
        .key("private")
        .integer(1)
        .end();
  }

  private static byte[] pieces(byte[] content) {
    MessageDigest sha1 = sha1();
    int count = (content.length + PIECE_LENGTH - 1) / PIECE_LENGTH;
    byte[] pieces = new byte[count * sha1.getDigestLength()];
    for (int piece = 0; piece < count; piece++) {
      int start = piece * PIECE_LENGTH;
      sha1.update(content, start, Math.min(PIECE_LENGTH, content.length - start));
      byte[] digest = sha1.digest();
      System.arraycopy(digest, 0, pieces, piece * digest.length, digest.length);
    }
    return pieces;
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
