package io.skep.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.SwarmCounts;
import io.skep.protocol.HttpAnnounce;
import io.skep.protocol.HttpReply;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpPacketException;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading an announce and writing an answer of 50 peers, over UDP (BEP 15) and HTTP (BEP 3, 23).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
  private static final int PEERS = 50;

  private final ByteBuf request = Unpooled.directBuffer(UdpCodec.ANNOUNCE_LENGTH);
  private final ByteBuf response = Unpooled.directBuffer(20 + PEERS * PeerList.IPV4_LENGTH);
  private final byte[] peers = new byte[PEERS * PeerList.IPV4_LENGTH];
  private final String url =
      "/announce?info_hash=%12%34%56%78%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A"
          + "&peer_id=-TR3000-abcdefghijkl&port=51413&uploaded=123456789&downloaded=987654321"
          + "&left=0&numwant=50&key=4c2a91f0&compact=1&supportcrypto=1";
  private final AnnounceResponse answer =
      new AnnounceResponse(
          1800,
          900,
          new SwarmCounts(25, 25, 3, 25),
          new PeerList(peers, new byte[0], new byte[0]),
          PeerAddress.ipv4(0x0A000001, 51_413));

  /** One announce in its packet. */
  public CodecBenchmark() {
    AnnounceRequest announce = Announces.announce(1, 1);
    UdpCodec.writeRequest(
        new UdpRequest.Announce(
            1,
            2,
            announce.infoHash(),
            announce.peerId(),
            announce.downloaded(),
            announce.left(),
            announce.uploaded(),
            announce.event(),
            0,
            announce.key(),
            PEERS,
            announce.address().port(),
            ""),
        request);
  }

  /** An announce from its packet. */
  @Benchmark
  public UdpRequest readUdpAnnounce() throws UdpPacketException {
    request.readerIndex(0);
    return UdpCodec.readRequest(request);
  }

  /** An answer into its packet. */
  @Benchmark
  public ByteBuf writeUdpAnswer() {
    response.clear();
    UdpCodec.writeResponse(new UdpResponse.Announce(2, 1800, 25, 25, peers), response);
    return response;
  }

  /** An announce from a URL as Transmission sends it. */
  @Benchmark
  public HttpAnnounce readHttpAnnounce() throws RequestException {
    return HttpAnnounce.parse(url, url.indexOf('?') + 1);
  }

  /** A bencoded answer. */
  @Benchmark
  public byte[] writeHttpAnswer() {
    return HttpReply.announce(answer, true);
  }
}
