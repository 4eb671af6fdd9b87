package io.skep.server;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP answer as it came.
 *
 * @param status its status code
 * @param headers its headers, their names in lower case
 * @param body its bytes, not decompressed
 */
record RawReply(int status, Map<String, String> headers, byte[] body) {
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The body, one character a byte. */
  String text() {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  BencodeDictionary bencoded() throws Exception {
    return (BencodeDictionary) BencodeReader.read(body);
  }

  /** Its {@code failure reason}; empty if it has none. */
  String failure() throws Exception {
    var reason = bencoded().string("failure reason");
    return reason == null ? "" : reason.utf8();
  }
}
