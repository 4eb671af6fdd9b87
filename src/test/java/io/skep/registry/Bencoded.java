package io.skep.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeReader;
import io.skep.bencode.BencodeValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/** Torrent files for tests, some of them written by hand. */
final class Bencoded {
  private Bencoded() {}

  /** A .torrent that another program wrote: see the resources of the package metainfo. */
  static byte[] sample(String name) {
    try (InputStream stream =
        Bencoded.class.getResourceAsStream("/io/skep/metainfo/" + name + ".torrent")) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A string; characters beyond Latin 1 as UTF-8, all others as the byte they are. */
  static String string(String text) {
    boolean isBytes = text.chars().allMatch(c -> c < 0x100);
    String bytes = isBytes ? text : new String(text.getBytes(UTF_8), ISO_8859_1);
    return bytes.length() + ":" + bytes;
  }

  /** A torrent of one file and one piece, with these pairs in its info dictionary beside. */
  static byte[] torrent(String name, String beforeName, String afterPieces) {
    return bytes("d4:info" + info(name, beforeName, afterPieces) + "e");
  }

  static String info(String name, String beforeName, String afterPieces) {
    return "d"
        + beforeName
        + "6:lengthi1000e4:name"
        + string(name)
        + "12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaa"
        + afterPieces
        + "e";
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /** What stands under a key of the outermost dictionary, byte for byte. */
  static byte[] part(byte[] torrent, String key) throws Exception {
    BencodeDictionary root = (BencodeDictionary) BencodeReader.read(torrent);
    BencodeValue value = Objects.requireNonNull(root.get(key));
    return Arrays.copyOfRange(torrent, value.start(), value.end());
  }
}
