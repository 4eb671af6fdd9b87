package io.skep.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A seed that has an address of each family, and leechers that have one of one family. */
class DualStackTest {
  private static final String IPV6 = "[::1]";

  @BeforeAll
  static void requireClientAndIpv6() {
    Requirement.present(ClientKind.LIBTORRENT.missing());
    Requirement.present(Loopback.missingIpv6());
  }

  /** The tracker keeps a member for each address, so the seed counts twice. */
  @ParameterizedTest
  @EnumSource
  void eachFamilyFindsTheSeed(Transport transport, @TempDir Path folder) throws IOException {
    TrackerUnderTest.Ports ports = TrackerUnderTest.Ports.free();
    String name = "dual-stack-over-" + transport.name().toLowerCase(Locale.ROOT);
    Torrent torrent =
        Torrent.make(
            name,
            List.of(
                ports.announceUrl(transport, TrackerUnderTest.HOST),
                ports.announceUrl(transport, IPV6)),
            folder);
    Assignment both = Assignment.of(torrent, Role.SEED, folder, "seed");
    Assignment old = Assignment.of(torrent, Role.LEECHER, folder, "leecher-ipv4");
    Assignment young = Assignment.at("::1", torrent, Role.LEECHER, folder, "leecher-ipv6");
    try (TrackerUnderTest tracker = TrackerUnderTest.start(ports, folder, name);
        Members members = new Members(tracker, torrent)) {
      RealClient seed = members.join(Libtorrent.start(both, List.of(both.address(), IPV6)));
      members.expect(new Counts(2, 0, 0));
      RealClient ipv4 = members.join(Libtorrent.start(old, List.of(old.address())));
      RealClient ipv6 = members.join(Libtorrent.start(young, List.of(IPV6)));
      members.expect(new Counts(2, 2, 0));
      members.expect(new Counts(4, 0, 2));
      members.leave(seed);
      members.leave(ipv4);
      members.leave(ipv6);
      members.expect(new Counts(0, 0, 2));
    }
    assertEquals(-1, Files.mismatch(torrent.content(), old.content()), "IPv4");
    assertEquals(-1, Files.mismatch(torrent.content(), young.content()), "IPv6");
  }
}
