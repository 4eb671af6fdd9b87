package io.skep.geography;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a database in MaxMind's format (version 2.0), as small as it can be. */
final class TinyMmdb {
  private static final int EMPTY = -1;

  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** Adds a network such as {@code 10.0.0.0/8}; IPv4 lies under ::/96. */
  TinyMmdb add(String network, Map<String, ?> record) throws Exception {
    String[] parts = network.split("/", 2);
    byte[] given = InetAddress.getByName(parts[0]).getAddress();
    byte[] address = new byte[16];
    System.arraycopy(given, 0, address, 16 - given.length, given.length);
    int length = Integer.parseInt(parts[1]) + 8 * (16 - given.length);
    int offset = data.size();
    write(record);
    int node = 0;
    for (int bit = 0; bit < length - 1; bit++) {
      int side = side(address, bit);
      if (nodes.get(node)[side] == EMPTY) {
        nodes.add(new int[] {EMPTY, EMPTY});
        nodes.get(node)[side] = nodes.size() - 1;
      }
      node = nodes.get(node)[side];
    }
    nodes.get(node)[side(address, length - 1)] = -2 - offset;
    return this;
  }

  private static int side(byte[] address, int bit) {
    return address[bit / 8] >> (7 - bit % 8) & 1;
  }

  private void write(Object value) {
    if (value instanceof Map<?, ?> map) {
      data.write(7 << 5 | map.size());
      map.forEach(
          (name, inside) -> {
            write(name);
            write(inside);
          });
    } else {
      byte[] text = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
      data.write(2 << 5 | text.length);
      data.writeBytes(text);
    }
  }

  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int record : node) {
        int value =
            record == EMPTY
                ? nodes.size()
                : record < EMPTY ? nodes.size() + 16 + (-2 - record) : record;
        file.write(value >> 16);
        file.write(value >> 8);
        file.write(value);
      }
    }
    file.writeBytes(new byte[16]);
    file.writeBytes(data.toByteArray());
    file.writeBytes(new byte[] {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF});
    file.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    metadata(file);
    return file.toByteArray();
  }

  private void metadata(ByteArrayOutputStream file) {
    file.write(7 << 5 | 9);
    number(file, "node_count", 6, nodes.size());
    number(file, "record_size", 5, 24);
    number(file, "ip_version", 5, 6);
    number(file, "binary_format_major_version", 5, 2);
    number(file, "binary_format_minor_version", 5, 0);
    text(file, "build_epoch");
    file.write(4);
    file.write(2); // uint64
    file.writeBytes(new byte[] {0x6B, 0x49, (byte) 0xD2, 0x00});
    text(file, "database_type");
    text(file, "Tiny");
    text(file, "languages");
    file.write(0);
    file.write(4); // an empty array
    text(file, "description");
    file.write(7 << 5);
  }

  private static void number(ByteArrayOutputStream file, String name, int type, int value) {
    text(file, name);
    file.write(type << 5 | 2);
    file.write(value >> 8);
    file.write(value);
  }

  private static void text(ByteArrayOutputStream file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 29) {
      file.write(2 << 5 | bytes.length);
    } else {
      file.write(2 << 5 | 29);
      file.write(bytes.length - 29);
    }
    file.writeBytes(bytes);
  }
}
