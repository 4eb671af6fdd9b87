package io.skep.geography;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A {@link CountryTable} as it is bundled: compressed, and of each border how far it is from the
 * one before, seven bits a byte. A fifth as long as the database that it is made of.
 */
final class TableFile {
  private static final int MAGIC = 0x534B4731; // SKG1

  private TableFile() {}

  /** Writes one of at most 256 countries, nowhere counted. */
  static void write(CountryTable table, OutputStream file) throws IOException {
    if (table.countries().size() > 256) {
      throw new IOException("too many countries: " + table.countries().size());
    }
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(file))) {
      out.writeInt(MAGIC);
      out.writeShort(table.countries().size());
      for (String country : table.countries()) {
        out.writeUTF(country);
      }
      for (Borders borders : List.of(table.ipv4(), table.ipv6())) {
        out.writeInt(borders.starts().length);
        // Like beside like: what is alike is compressed best.
        for (short country : borders.countries()) {
          out.writeByte(country);
        }
        long before = 0;
        for (long start : borders.starts()) {
          write(out, start - before);
          before = start;
        }
      }
    }
  }

  private static void write(DataOutputStream out, long value) throws IOException {
    long rest = value;
    while (rest > 0x7F) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static CountryTable read(InputStream file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new GZIPInputStream(file), 1 << 16))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("it is no table of countries");
      }
      List<String> countries = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        countries.add(in.readUTF());
      }
      return new CountryTable(countries, borders(in), borders(in));
    }
  }

  private static Borders borders(DataInputStream in) throws IOException {
    int size = in.readInt();
    short[] countries = new short[size];
    for (int i = 0; i < size; i++) {
      countries[i] = (short) in.readUnsignedByte();
    }
    long[] starts = new long[size];
    long at = 0;
    for (int i = 0; i < size; i++) {
      at += read(in);
      starts[i] = at;
    }
    return new Borders(starts, countries);
  }

  private static long read(DataInputStream in) throws IOException {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next > 0x7F);
    return value;
  }
}
