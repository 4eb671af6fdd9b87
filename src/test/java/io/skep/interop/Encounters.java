package io.skep.interop;

import static io.skep.interop.ClientKind.ARIA2;
import static io.skep.interop.ClientKind.LIBTORRENT;
import static io.skep.interop.ClientKind.RTORRENT;
import static io.skep.interop.ClientKind.TRANSMISSION;
import static io.skep.interop.ClientKind.WEBTORRENT;

import io.skep.metainfo.Metainfo.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The encounters of our client with others, each once with ours as seed and once as leecher. */
final class Encounters {
  /**
   * Who is put in the place of our client: with {@code -Dskep.interop.client=LIBTORRENT} one sees
   * whether an encounter can work at all.
   */
  private static final ClientKind OURS =
      ClientKind.valueOf(System.getProperty("skep.interop.client", "SKEP"));

  private final List<Encounter> all = new ArrayList<>();

  private Encounters() {}

  /** All of them, those first that last longest. */
  static List<Encounter> all() {
    Encounters encounters = new Encounters();
    encounters.addClients();
    encounters.addShapes();
    encounters.addVersions();
    encounters.addEncryption();
    encounters.addMagnets();
    encounters.addIpv6();
    return encounters.all.stream()
        .sorted(Comparator.comparing(Encounters::isLong, Comparator.reverseOrder()))
        .toList();
  }

  /** Transmission takes its time before it unchokes; files take time to make. */
  private static boolean isLong(Encounter encounter) {
    return encounter.seed().kind() == TRANSMISSION
        || encounter.leecher().kind() == TRANSMISSION
        || encounter.torrent().shape() == Shape.MANY_FILES;
  }

  private void addClients() {
    for (ClientKind other : List.of(TRANSMISSION, ARIA2, LIBTORRENT, RTORRENT, WEBTORRENT)) {
      both("", Side.usual(OURS), Side.usual(other), privately(Shape.ONE_FILE, Version.V1));
    }
  }

  private void addShapes() {
    for (Shape shape : List.of(Shape.ONE_BYTE_OVER, Shape.MANY_FILES, Shape.ODD_FILES)) {
      for (ClientKind other : List.of(TRANSMISSION, ARIA2, LIBTORRENT)) {
        both("", Side.usual(OURS), Side.usual(other), privately(shape, Version.V1));
      }
    }
  }

  private void addVersions() {
    for (Version version : List.of(Version.HYBRID, Version.V2)) {
      for (Shape shape : List.of(Shape.ONE_FILE, Shape.MANY_FILES, Shape.ODD_FILES)) {
        both("", Side.usual(OURS), Side.usual(LIBTORRENT), privately(shape, version));
      }
    }
  }

  private void addEncryption() {
    Recipe recipe = privately(Shape.ONE_FILE, Version.V1);
    Side ours = Side.usual(OURS);
    Side oursEncrypted = new Side(OURS, Manner.ENCRYPTED);
    both("asked-for-encryption", ours, new Side(LIBTORRENT, Manner.ENCRYPTED), recipe);
    both("insisting-on-encryption", oursEncrypted, Side.usual(LIBTORRENT), recipe);
    both("both-encrypted", oursEncrypted, new Side(ARIA2, Manner.ENCRYPTED), recipe);
    both("both-encrypted", oursEncrypted, new Side(RTORRENT, Manner.ENCRYPTED), recipe);
  }

  private void addMagnets() {
    for (ClientKind seed : List.of(TRANSMISSION, ARIA2, LIBTORRENT, WEBTORRENT)) {
      magnet(seed, OURS, Version.V1);
    }
    // As long as they don't know the length, aria2 and over UDP WebTorrent say that nothing is
    // left,
    // as seeds do, and are told of no seeds.
    for (ClientKind leecher : List.of(TRANSMISSION, LIBTORRENT, RTORRENT, WEBTORRENT)) {
      magnet(OURS, leecher, Version.V1);
    }
    for (Version version : List.of(Version.HYBRID, Version.V2)) {
      magnet(LIBTORRENT, OURS, version);
      magnet(OURS, LIBTORRENT, version);
    }
  }

  private void magnet(ClientKind seed, ClientKind leecher, Version version) {
    Recipe recipe = new Recipe(Shape.ODD_FILES, version, TorrentMaker.LIBTORRENT, false);
    add("by-magnet", Side.usual(seed), new Side(leecher, Manner.BY_MAGNET), recipe, false);
  }

  private void addIpv6() {
    Recipe recipe = privately(Shape.ONE_FILE, Version.V1);
    add("over-ipv6", Side.usual(OURS), Side.usual(LIBTORRENT), recipe, true);
    add("over-ipv6", Side.usual(LIBTORRENT), Side.usual(OURS), recipe, true);
  }

  private void both(String circumstance, Side ours, Side theirs, Recipe recipe) {
    add(circumstance, ours, theirs, recipe, false);
    add(circumstance, theirs, ours, recipe, false);
  }

  private void add(String circumstance, Side seed, Side leecher, Recipe recipe, boolean isIpv6) {
    String label =
        ((100 + all.size() + "-").substring(1)
                + seed.kind()
                + "-to-"
                + leecher.kind()
                + "-"
                + recipe.version()
                + "-"
                + recipe.shape()
                + (circumstance.isEmpty() ? "" : "-")
                + circumstance)
            .toLowerCase(Locale.ROOT)
            .replace('_', '-');
    boolean saysNothingIsLeft = leecher.manner().byMagnet() && leecher.kind() == WEBTORRENT;
    Transport transport = saysNothingIsLeft || all.size() % 4 < 2 ? Transport.HTTP : Transport.UDP;
    all.add(new Encounter(label, recipe, seed, leecher, transport, isIpv6));
  }

  /** A private torrent, its maker one of those who can make it, in turn. */
  private Recipe privately(Shape shape, Version version) {
    List<TorrentMaker> makers =
        Stream.of(TorrentMaker.values()).filter(maker -> maker.canMake(shape, version)).toList();
    return new Recipe(shape, version, makers.get(all.size() / 2 % makers.size()), true);
  }
}
