package io.skep.geography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountriesTest {
  private static final Countries BUNDLED = Countries.bundled();

  private final Path folder;

  CountriesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String countryOf(Countries countries, String address) throws Exception {
    int number = countries.numberOf(PeerAddress.of(InetAddress.getByName(address), 1));
    return countries.codes().get(number);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("test.mmdb"), bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, US",
    "193.0.6.139, NL",
    "133.11.0.1, JP",
    "200.160.2.3, BR",
    "141.24.1.1, DE",
    "2001:67c:2e8::1, NL",
    "127.0.0.1, ''",
    "10.1.2.3, ''",
    "192.168.1.1, ''",
    "224.0.0.1, ''",
    "255.255.255.255, ''",
    "::1, ''",
    "fe80::1, ''",
    "ff02::1, ''",
  })
  void whatIsBundledKnowsWellKnownPlaces(String address, String country) throws Exception {
    assertEquals(country, countryOf(BUNDLED, address));
  }

  @Test
  void whatIsBundledNamesWhoMadeIt() {
    assertEquals("https://db-ip.com", BUNDLED.source().url());
    assertEquals("CC BY 4.0", BUNDLED.source().licence());
    assertTrue(BUNDLED.codes().size() > 200);
    assertEquals("", BUNDLED.codes().get(0));
  }

  @Test
  void aDatabaseOfTheOperatorsIsRead() throws Exception {
    Path file =
        file(
            new TinyMmdb()
                .add("10.0.0.0/9", Map.of("country_code", "DE"))
                .add("10.128.0.0/16", Map.of("country", Map.of("iso_code", "FR")))
                .add("11.0.0.0/8", Map.of("registered_country", Map.of("iso_code", "GB")))
                .add("12.0.0.0/8", Map.of("country_code", "Nowhere"))
                .add("2001:db8::/33", Map.of("country_code", "JP"))
                .bytes());

    Countries countries = Countries.of(file);

    assertEquals("Tiny, 2027-01-15", countries.source().name());
    assertEquals("", countryOf(countries, "9.255.255.255"));
    assertEquals("DE", countryOf(countries, "10.0.0.0"));
    assertEquals("DE", countryOf(countries, "10.127.255.255"));
    assertEquals("FR", countryOf(countries, "10.128.3.4"));
    assertEquals("", countryOf(countries, "10.129.0.0"));
    assertEquals("GB", countryOf(countries, "11.255.255.255"));
    assertEquals("", countryOf(countries, "12.0.0.1"));
    assertEquals("JP", countryOf(countries, "2001:db8:7fff::1"));
    assertEquals("", countryOf(countries, "2001:db8:8000::1"));
    assertEquals("", countryOf(countries, "255.255.255.255"));
  }

  @Test
  void whatIsSmallerThanAStepDoesNotMoveWhatFollows() throws Exception {
    Path file =
        file(
            new TinyMmdb()
                .add("10.0.0.0/25", Map.of("country_code", "DE"))
                .add("10.0.0.128/25", Map.of("country_code", "FR"))
                .add("10.0.1.0/24", Map.of("country_code", "GB"))
                .bytes());

    Countries countries = Countries.of(file);

    assertEquals("DE", countryOf(countries, "10.0.0.200"));
    assertEquals("GB", countryOf(countries, "10.0.1.1"));
    assertEquals("", countryOf(countries, "10.0.2.1"));
  }

  @Test
  void whatIsNoDatabaseIsRefusedAtOnce() throws Exception {
    assertThrows(IOException.class, () -> Countries.of(folder.resolve("none.mmdb")));
    Path text = file("no database".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThrows(IOException.class, () -> Countries.of(text));
  }

  @Test
  void aTableComesBackAsItWasWritten() throws Exception {
    CountryTable table =
        new MmdbFile(
                file(
                    new TinyMmdb()
                        .add("10.0.0.0/8", Map.of("country_code", "DE"))
                        .add("200.0.0.0/8", Map.of("country_code", "BR"))
                        .add("8000::/1", Map.of("country_code", "JP"))
                        .bytes()))
            .table();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    TableFile.write(table, written);

    CountryTable read = TableFile.read(new ByteArrayInputStream(written.toByteArray()));

    assertEquals(table.countries(), read.countries());
    assertArrayEquals(table.ipv4().starts(), read.ipv4().starts());
    assertArrayEquals(table.ipv4().countries(), read.ipv4().countries());
    assertArrayEquals(table.ipv6().starts(), read.ipv6().starts());
    assertArrayEquals(table.ipv6().countries(), read.ipv6().countries());
    assertEquals(3, read.indexOf(PeerAddress.of(InetAddress.getByName("ffff::1"), 1)));
  }
}
