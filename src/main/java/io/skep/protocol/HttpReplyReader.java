package io.skep.protocol;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeException;
import io.skep.bencode.BencodeInteger;
import io.skep.bencode.BencodeList;
import io.skep.bencode.BencodeReader;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeValue;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bencoded answers of an HTTP tracker (BEP 3, 7, 21, 23, 24, 31, 48): what {@link
 * HttpReply} writes, and what others write.
 *
 * <p>What a tracker sends is not trusted: a number out of its range or a key of the wrong type
 * refuses the whole answer. Only what no client needs ({@code external ip}, {@code retry in}) is
 * passed over where it makes no sense.
 */
public final class HttpReplyReader {
  private static final BencodeReader.Limits LIMITS = new BencodeReader.Limits(8, 200_000);

  private HttpReplyReader() {}

  /**
   * Reads the answer to an announce.
   *
   * @param reply the body of the HTTP response, whose length the caller has bounded
   * @throws RequestException if the tracker refuses: its {@code failure reason}, made plain
   * @throws HttpReplyException if it is no answer
   */
  public static TrackerAnswer readAnnounce(byte[] reply)
      throws RequestException, HttpReplyException {
    BencodeDictionary answer = read(reply);
    int interval =
        count(answer, "interval").orElseThrow(() -> new HttpReplyException("it has no interval"));
    if (interval == 0) {
      throw new HttpReplyException("its interval is 0");
    }
    return new TrackerAnswer(
        interval,
        count(answer, "min interval"),
        count(answer, "complete"),
        count(answer, "incomplete"),
        count(answer, "downloaded"),
        peers(answer),
        externalAddress(answer),
        text(answer, "warning message", StandardCharsets.UTF_8),
        text(answer, "tracker id", StandardCharsets.ISO_8859_1));
  }

  /**
   * Reads the answer to a scrape.
   *
   * @param reply the body of the HTTP response, whose length the caller has bounded
   * @param asked the swarms that the scrape asked for; whatever else the answer has is passed over
   * @return the counts in the order of {@code asked}; unknown where the answer leaves a swarm out
   * @throws RequestException if the tracker refuses: its {@code failure reason}, made plain
   * @throws HttpReplyException if it is no answer
   */
  public static ScrapeResponse readScrape(byte[] reply, List<InfoHash> asked)
      throws RequestException, HttpReplyException {
    BencodeDictionary files = read(reply).dictionary("files");
    if (files == null) {
      throw new HttpReplyException("it has no files");
    }
    Map<InfoHash, BencodeValue> answered = byInfoHash(files);
    List<ScrapeResponse.Swarm> swarms = new ArrayList<>(asked.size());
    for (InfoHash infoHash : asked) {
      BencodeValue swarm = answered.get(infoHash);
      swarms.add(
          swarm == null
              ? new ScrapeResponse.Swarm(infoHash, SwarmCounts.EMPTY, false)
              : new ScrapeResponse.Swarm(infoHash, counts(swarm), true));
    }
    return new ScrapeResponse(swarms);
  }

  /**
   * Finds the refusal in the body of a response that is no success, where it has one.
   *
   * @throws RequestException if the tracker refuses: its {@code failure reason}, made plain
   */
  public static void readFailure(byte[] reply) throws RequestException {
    try {
      read(reply);
    } catch (HttpReplyException e) {
      // Then the response's status says all that there is to know.
    }
  }

  private static BencodeDictionary read(byte[] reply) throws RequestException, HttpReplyException {
    BencodeDictionary answer;
    try {
      answer = dictionary(BencodeReader.readLenient(reply, LIMITS));
    } catch (BencodeException e) {
      throw new HttpReplyException("it is not bencoded: " + e.getMessage());
    }
    if (answer.get("failure reason") != null) {
      throw refusal(answer);
    }
    return answer;
  }

  private static BencodeDictionary dictionary(BencodeValue value) throws HttpReplyException {
    if (value instanceof BencodeDictionary dictionary) {
      return dictionary;
    }
    throw new HttpReplyException("it is not a dictionary");
  }

  private static RequestException refusal(BencodeDictionary answer) throws HttpReplyException {
    String words = PlainText.of(text(answer, "failure reason", StandardCharsets.UTF_8));
    String reason = words.isEmpty() ? "no reason given" : words;
    BencodeValue retry = answer.get("retry in");
    if (retry instanceof BencodeString word && word.utf8().equals("never")) {
      return RequestException.refused(reason);
    }
    if (retry instanceof BencodeInteger minutes
        && minutes.value() >= 1
        && minutes.value() <= Integer.MAX_VALUE) {
      return RequestException.retryLater(reason, (int) minutes.value());
    }
    return RequestException.malformed(reason);
  }

  private static String text(BencodeDictionary answer, String key, Charset charset)
      throws HttpReplyException {
    BencodeValue value = answer.get(key);
    if (value == null) {
      return "";
    }
    if (value instanceof BencodeString text) {
      return new String(text.bytes(), charset);
    }
    throw new HttpReplyException("its " + key + " is not a string");
  }

  private static OptionalInt count(BencodeDictionary answer, String key) throws HttpReplyException {
    BencodeValue value = answer.get(key);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!(value instanceof BencodeInteger integer)) {
      throw new HttpReplyException("its " + key + " is not a number");
    }
    if (integer.value() < 0 || integer.value() > Integer.MAX_VALUE) {
      throw new HttpReplyException("its " + key + " is out of range: " + integer.value());
    }
    return OptionalInt.of((int) integer.value());
  }

  private static @Nullable PeerAddress externalAddress(BencodeDictionary answer) {
    BencodeString ip = answer.string("external ip");
    if (ip == null || (ip.length() != 4 && ip.length() != 16)) {
      return null;
    }
    return PeerAddress.of(ip.bytes(), 0);
  }

  private static PeerList peers(BencodeDictionary answer) throws HttpReplyException {
    byte[] ipv6 = compact(answer, "peers6", PeerList.IPV6_LENGTH);
    BencodeValue peers = answer.get("peers");
    if (!(peers instanceof BencodeList list)) {
      return new PeerList(compact(answer, "peers", PeerList.IPV4_LENGTH), ipv6, new byte[0]);
    }
    PeerDictionaries dictionaries = new PeerDictionaries();
    for (BencodeValue peer : list.values()) {
      dictionaries.add(dictionary(peer));
    }
    return dictionaries.with(ipv6);
  }

  /** The peers under a key; none where the key is not there, as some answer to {@code stopped}. */
  private static byte[] compact(BencodeDictionary answer, String key, int peerLength)
      throws HttpReplyException {
    BencodeValue value = answer.get(key);
    if (value == null) {
      return new byte[0];
    }
    if (!(value instanceof BencodeString peers)) {
      throw new HttpReplyException("its " + key + " is no list of peers");
    }
    if (peers.length() % peerLength != 0) {
      throw new HttpReplyException(
          "its " + key + " is " + peers.length() + " bytes long, not a multiple of " + peerLength);
    }
    return peers.bytes();
  }

  private static Map<InfoHash, BencodeValue> byInfoHash(BencodeDictionary files) {
    Map<InfoHash, BencodeValue> swarms = new HashMap<>();
    for (BencodeDictionary.Entry entry : files.entries()) {
      if (entry.key().length() == InfoHash.LENGTH) {
        swarms.put(InfoHash.read(entry.key().bytes(), 0), entry.value());
      }
    }
    return swarms;
  }

  private static SwarmCounts counts(BencodeValue value) throws HttpReplyException {
    BencodeDictionary swarm = dictionary(value);
    int incomplete = count(swarm, "incomplete").orElse(0);
    return new SwarmCounts(
        count(swarm, "complete").orElse(0),
        incomplete,
        count(swarm, "downloaded").orElse(0),
        count(swarm, "downloaders").orElse(incomplete));
  }
}
