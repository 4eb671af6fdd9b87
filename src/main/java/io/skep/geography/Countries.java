package io.skep.geography;

import io.skep.bittorrent.PeerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which country addresses are. What tells it is read when it is asked for first, since many
 * trackers never are; that blocks for up to some seconds.
 */
public final class Countries {
  private static final String BUNDLED = "countries.bin";
  private static final Source DB_IP =
      new Source("IP Geolocation by DB-IP", "https://db-ip.com", "CC BY 4.0");

  /** Reads the table. */
  private interface Loader {
    CountryTable load() throws IOException;
  }

  /**
   * Who is to be thanked for it.
   *
   * @param name for people
   * @param url where they are; empty where that is not known
   * @param licence under which it is used; empty where that is the operator's to know
   */
  public record Source(String name, String url, String licence) {}

  private final Source source;
  private final Loader loader;
  private volatile @Nullable CountryTable table;

  private Countries(Source source, Loader loader) {
    this.source = source;
    this.loader = loader;
  }

  /** Those that the program brings along. */
  public static Countries bundled() {
    return new Countries(DB_IP, Countries::readBundled);
  }

  private static CountryTable readBundled() throws IOException {
    try (InputStream file = Countries.class.getResourceAsStream(BUNDLED)) {
      if (file == null) {
        throw new IllegalStateException("there is no " + BUNDLED + " in the program");
      }
      return TableFile.read(file);
    }
  }

  /**
   * Those of a database in MaxMind's format, by country or by city.
   *
   * @throws IOException in words for the operator if it can't be read or is none
   */
  public static Countries of(Path file) throws IOException {
    MmdbFile mmdb = new MmdbFile(file);
    return new Countries(new Source(mmdb.description(), "", ""), mmdb::table);
  }

  /** Who is to be thanked. */
  public Source source() {
    return source;
  }

  /**
   * The countries by their numbers, two letters each (ISO 3166-1); that of the number 0 is empty,
   * for addresses that are nowhere.
   *
   * @throws UncheckedIOException if they can't be read
   */
  public List<String> codes() {
    return table().countries();
  }

  /**
   * The number of the country in which an address is, 0 where that is not known.
   *
   * @throws UncheckedIOException if they can't be read
   */
  public int numberOf(PeerAddress address) {
    return table().indexOf(address);
  }

  private CountryTable table() {
    CountryTable known = table;
    return known == null ? load() : known;
  }

  private synchronized CountryTable load() {
    CountryTable known = table;
    if (known == null) {
      try {
        known = loader.load();
      } catch (IOException e) {
        throw new UncheckedIOException("the countries can't be read", e);
      }
      table = known;
    }
    return known;
  }
}
