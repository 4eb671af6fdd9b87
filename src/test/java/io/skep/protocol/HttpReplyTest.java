package io.skep.protocol;

import static io.skep.protocol.Samples.INFO_HASH;
import static io.skep.protocol.Samples.OTHER_HASH;
import static io.skep.protocol.Samples.PEER_ID;
import static io.skep.protocol.Samples.PEER_ID_TEXT;
import static io.skep.protocol.Samples.raw;
import static io.skep.protocol.Samples.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.ScrapeResponse.Swarm;
import io.skep.bittorrent.SwarmCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answers of BEP 3, 7, 23, 24, 31 and 48, byte for byte. */
class HttpReplyTest {
  private static final byte[] IPV4 = {(byte) 192, 0, 2, 1, 0x1a, (byte) 0xe1};
  private static final byte[] IPV6 = {
    0x20, 0x01, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x1a, (byte) 0xe9
  };
  private static final String COUNTS =
      "8:completei2e10:downloadedi50e11:external ip4:\u00c63d\u0002"
          + "10:incompletei3e8:intervali1800e12:min intervali900e";

  @Test
  void compactPeers() {
    assertEquals(
        "d" + COUNTS + "5:peers6:\u00c0\u0000\u0002\u0001\u001a\u00e1e",
        text(HttpReply.announce(response(new PeerList(IPV4, new byte[0], new byte[0])), true)));
  }

  @Test
  void compactPeersOfBothFamilies() {
    assertEquals(
        "d"
            + COUNTS
            + "5:peers6:\u00c0\u0000\u0002\u0001\u001a\u00e1"
            + "6:peers618: \u0001\r\u00b8"
            + "\u0000".repeat(11)
            + "\u0001\u001a\u00e9e",
        text(HttpReply.announce(response(new PeerList(IPV4, IPV6, new byte[0])), true)));
  }

  @Test
  void noPeers() {
    assertEquals(
        "d" + COUNTS + "5:peers0:e", text(HttpReply.announce(response(PeerList.EMPTY), true)));
    assertEquals(
        "d" + COUNTS + "5:peerslee", text(HttpReply.announce(response(PeerList.EMPTY), false)));
  }

  @Test
  void dictionariesWithPeerIds() {
    assertEquals(
        "d"
            + COUNTS
            + "5:peersl"
            + "d2:ip9:192.0.2.17:peer id20:"
            + PEER_ID_TEXT
            + "4:porti6881ee"
            + "ee",
        text(
            HttpReply.announce(response(new PeerList(IPV4, new byte[0], PEER_ID.bytes())), false)));
  }

  @Test
  void dictionariesWithoutPeerIds() {
    assertEquals(
        "d"
            + COUNTS
            + "5:peersl"
            + "d2:ip9:192.0.2.14:porti6881ee"
            + "d2:ip20:2001:db8:0:0:0:0:0:14:porti6889ee"
            + "ee",
        text(HttpReply.announce(response(new PeerList(IPV4, IPV6, new byte[0])), false)));
  }

  @Test
  void anIpv6ClientsExternalAddress() {
    AnnounceResponse response =
        new AnnounceResponse(
            1, 1, SwarmCounts.EMPTY, PeerList.EMPTY, new PeerAddress(0x20010db800000000L, 1, 7));
    assertEquals(
        "d8:completei0e10:downloadedi0e11:external ip16: \u0001\r\u00b8"
            + "\u0000".repeat(11)
            + "\u0001"
            + "10:incompletei0e8:intervali1e12:min intervali1e5:peers0:e",
        text(HttpReply.announce(response, true)));
  }

  @Test
  void scrape() {
    ScrapeResponse response =
        new ScrapeResponse(
            List.of(
                new Swarm(OTHER_HASH, new SwarmCounts(1, 2, 3, 1), true),
                new Swarm(INFO_HASH, new SwarmCounts(5, 7, 50, 7), true)));
    assertEquals(
        "d5:filesd20:"
            + raw(INFO_HASH)
            + "d8:completei5e10:downloadedi50e11:downloadersi7e10:incompletei7ee20:"
            + raw(OTHER_HASH)
            + "d8:completei1e10:downloadedi3e11:downloadersi1e10:incompletei2eee"
            + "5:flagsd20:min_request_intervali900eee",
        text(HttpReply.scrape(response, 900)));
  }

  @Test
  void scrapeOfUnknownAndRepeatedSwarms() {
    ScrapeResponse response =
        new ScrapeResponse(
            List.of(
                new Swarm(INFO_HASH, new SwarmCounts(1, 0, 0, 0), true),
                new Swarm(OTHER_HASH, SwarmCounts.EMPTY, false),
                new Swarm(INFO_HASH, new SwarmCounts(2, 0, 0, 0), true)));
    assertEquals(
        "d5:filesd20:"
            + raw(INFO_HASH)
            + "d8:completei1e10:downloadedi0e11:downloadersi0e10:incompletei0eee"
            + "5:flagsd20:min_request_intervali60eee",
        text(HttpReply.scrape(response, 60)));
  }

  @Test
  void failures() {
    assertEquals(
        "d14:failure reason9:not todaye",
        text(HttpReply.failure(RequestException.malformed("not today"))));
    assertEquals(
        "d14:failure reason9:not today8:retry in5:nevere",
        text(HttpReply.failure(RequestException.refused("not today"))));
    assertEquals(
        "d14:failure reason9:not today8:retry ini5ee",
        text(HttpReply.failure(RequestException.retryLater("not today", 5))));
  }

  @Test
  void ourOwnFailures() {
    assertEquals(
        "d14:failure reason46:internal error of the tracker, try again later8:retry ini1ee",
        text(HttpReply.internalFailure()));
  }

  private static AnnounceResponse response(PeerList peers) {
    return new AnnounceResponse(
        1800, 900, new SwarmCounts(2, 3, 50, 3), peers, PeerAddress.ipv4(0xC6336402, 0));
  }
}
