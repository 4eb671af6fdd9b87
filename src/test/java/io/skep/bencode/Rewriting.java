package io.skep.bencode;

/** Writes again what was read. */
final class Rewriting {
  private Rewriting() {}

  static byte[] write(BencodeValue value) {
    BencodeWriter writer = new BencodeWriter(0);
    write(value, writer);
    return writer.toByteArray();
  }

  private static void write(BencodeValue value, BencodeWriter writer) {
    if (value instanceof BencodeInteger integer) {
      writer.integer(integer.value());
    } else if (value instanceof BencodeString string) {
      writer.bytes(string.bytes());
    } else if (value instanceof BencodeList list) {
      writer.beginList();
      for (BencodeValue inner : list.values()) {
        write(inner, writer);
      }
      writer.end();
    } else if (value instanceof BencodeDictionary dictionary) {
      writer.beginDictionary();
      for (BencodeDictionary.Entry entry : dictionary.entries()) {
        writer.key(entry.key().bytes());
        write(entry.value(), writer);
      }
      writer.end();
    }
  }
}
