package io.skep.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What a stranger writes to the HTTP port: noise, and requests that were damaged. */
final class HostileRequests {
  private static final byte[] REQUEST =
      ("GET "
              + Hashes.leech(0, 7001)
              + "&ip=203.0.113.7&numwant=50 HTTP/1.1\r\n"
              + "Host: localhost\r\nAccept-Encoding: gzip\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final String[] SPICES = {
    "\r\n",
    "\r\n\r\n",
    "%",
    "&",
    "=",
    "%zz",
    "\0",
    " ",
    "?",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "info_hash=",
    "-9223372036854775808",
    "HTTP/9.9",
    "\t",
    "\\"
  };

  private final Random random;

  HostileRequests(long seed) {
    random = new Random(seed);
  }

  byte[] next() {
    if (random.nextInt(4) == 0) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] request = REQUEST.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      request[random.nextInt(request.length)] = (byte) random.nextInt();
    }
    int cut = random.nextInt(3) == 0 ? random.nextInt(request.length) : request.length;
    int spiced = random.nextInt(request.length);
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    for (int i = 0; i < cut; i++) {
      if (i == spiced) {
        damaged.writeBytes(
            SPICES[random.nextInt(SPICES.length)].getBytes(StandardCharsets.ISO_8859_1));
      }
      damaged.write(request[i]);
    }
    return damaged.toByteArray();
  }
}
