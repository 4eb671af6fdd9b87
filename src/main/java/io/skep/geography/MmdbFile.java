package io.skep.geography;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Network;
import com.maxmind.db.Networks;
import com.maxmind.db.NoCache;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database in MaxMind's format, of which the countries are taken: as MaxMind's and DB-IP's own
 * files have them ({@code country.iso_code}), and as those of others have ({@code country_code}).
 */
final class MmdbFile {
  private static final int MAX_COUNTRIES = 1000;

  private final Path file;

  MmdbFile(Path file) {
    this.file = file;
  }

  /**
   * What the file calls itself, and when it was made.
   *
   * @throws IOException if it can't be read or is no such database
   */
  String description() throws IOException {
    try (Reader reader = new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED)) {
      var metadata = reader.getMetadata();
      return metadata.databaseType() + ", " + metadata.buildTime().toString().substring(0, 10);
    } catch (RuntimeException e) {
      throw new IOException("it is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Reads all of it, which takes some seconds.
   *
   * @throws IOException if it can't be read or is no such database
   */
  CountryTable table() throws IOException {
    try (Reader reader = new Reader(file.toFile(), NoCache.getInstance())) {
      return table(reader.networks(Map.class));
    } catch (InvalidNetworkException | RuntimeException e) {
      // An iterator has no other way to tell.
      throw new IOException("it is damaged: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("rawtypes") // The library knows no other way to name a map.
  private static CountryTable table(Networks<Map> networks) {
    List<String> countries = new ArrayList<>(List.of(""));
    Map<String, Integer> numbers = new HashMap<>(Map.of("", 0));
    BorderLine ipv4 = new BorderLine();
    BorderLine ipv6 = new BorderLine();
    while (networks.hasNext()) {
      DatabaseRecord<Map> record = networks.next();
      Integer number = number(country(record.data()), countries, numbers);
      Network network = record.network();
      long high = high(network);
      if (network.networkAddress() instanceof Inet4Address) {
        add(ipv4, high >>> 32, 32, network.prefixLength(), CountryTable.IPV4_BITS, number);
      } else {
        add(ipv6, high, 64, network.prefixLength(), CountryTable.IPV6_BITS, number);
      }
    }
    return new CountryTable(
        countries, ipv4.borders(CountryTable.IPV4_BITS), ipv6.borders(CountryTable.IPV6_BITS));
  }

  private static void add(
      BorderLine line, long address, int width, int prefix, int bits, int country) {
    long first = address >>> (width - bits);
    long count = prefix >= bits ? 1 : 1L << (bits - prefix);
    line.add(first, first + count - 1, country);
  }

  /** The first 64 bits, or all 32 of IPv4 in their place. */
  private static long high(Network network) {
    byte[] bytes = network.networkAddress().getAddress();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return bytes.length == 4 ? (long) buffer.getInt() << 32 : buffer.getLong();
  }

  private static int number(String country, List<String> countries, Map<String, Integer> numbers) {
    Integer known = numbers.get(country);
    if (known != null) {
      return known;
    }
    if (countries.size() >= MAX_COUNTRIES) {
      return 0;
    }
    countries.add(country);
    numbers.put(country, countries.size() - 1);
    return countries.size() - 1;
  }

  private static String country(@Nullable Map<?, ?> data) {
    if (data == null) {
      return "";
    }
    Object code = data.get("country_code");
    for (String name : List.of("country", "registered_country")) {
      if (code == null && data.get(name) instanceof Map<?, ?> country) {
        code = country.get("iso_code");
      }
    }
    return code instanceof String text && text.matches("[A-Z]{2}") && !text.equals("ZZ")
        ? text
        : "";
  }
}
