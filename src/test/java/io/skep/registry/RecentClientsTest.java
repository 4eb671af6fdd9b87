package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** For how long it is known what a client has shown. */
class RecentClientsTest {
  private static final PeerAddress FROM = PeerAddress.ipv4(0xC0000201, 6881);
  private static final PeerAddress OVER_HTTP = FROM.withPort(0);
  private static final InfoHash HASH = InfoHash.parse("01".repeat(20));
  private static final long HOUR = 3600;
  private static final String PASSKEY = "a".repeat(32);

  private long now = 1_800_000_000L;
  private final RecentClients clients = new RecentClients(() -> TimeUnit.SECONDS.toNanos(now));

  private static AnnounceRequest announce(String passkey) {
    return new AnnounceRequest(
        HASH,
        ClientRulesTest.peerId("-TR3000-"),
        FROM,
        Event.NONE,
        0,
        0,
        1,
        0,
        0,
        -1,
        AddressFamilies.BOTH,
        false,
        passkey);
  }

  private void show(String passkey) {
    show(passkey, OVER_HTTP);
  }

  private void show(String passkey, PeerAddress from) {
    User user = new User(7, "bee", UserRole.MEMBER, UserState.ACTIVE, passkey, 0);
    Torrent torrent = new Torrent(3, List.of(HASH), "t", 1, 1, "", 0, 0, false, null);
    clients.shown(user, torrent, announce(passkey), from, now);
  }

  @Test
  void whoNeverShowsItAgainIsKnownForAsLongAsItComes() {
    show(PASSKEY);
    for (int i = 0; i < 10; i++) {
      now += 4 * HOUR;
      assertEquals(PASSKEY, clients.passkeyOf(announce(""), FROM, now));
      assertEquals(PASSKEY, clients.passkeyAt(FROM, now));
    }
    now += 7 * HOUR;
    assertNull(clients.passkeyOf(announce(""), FROM, now));
    assertEquals("", clients.passkeyAt(FROM, now));
  }

  @Test
  void whatIsShownAgainLasts() {
    for (int i = 0; i < 10; i++) {
      show(PASSKEY);
      now += 4 * HOUR;
    }
    assertEquals(PASSKEY, clients.passkeyOf(announce(""), FROM, now));
  }

  @Test
  void theLatestIsTheOne() {
    show(PASSKEY);
    show("b".repeat(32));
    assertEquals("b".repeat(32), clients.passkeyOf(announce(""), FROM, now));
    show(PASSKEY);
    assertEquals(PASSKEY, clients.passkeyOf(announce(""), FROM, now));
  }

  /** It has sent its passkey over UDP and so can do it again; its scrapes can't. */
  @Test
  void whoShowsItOverUdpIsNotedForScrapesAlone() {
    show(PASSKEY, FROM);
    assertNull(clients.passkeyOf(announce(""), FROM, now));
    assertEquals(0, clients.size());
    assertEquals(PASSKEY, clients.passkeyAt(FROM, now));
  }

  /** Or else a host with many users would have its entry written by each announce. */
  @Test
  void aHostIsAnothersAfterAMinute() {
    show(PASSKEY);
    String other = "b".repeat(32);
    show(other);
    assertEquals(PASSKEY, clients.passkeyAt(FROM, now));
    now += 60;
    show(other);
    assertEquals(other, clients.passkeyAt(FROM, now));
  }
}
