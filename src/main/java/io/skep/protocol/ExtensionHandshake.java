package io.skep.protocol;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeInteger;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeWriter;
import io.skep.bittorrent.PeerAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which extensions a peer speaks, and what else it says of itself (BEP 10, 9, 21).
 *
 * <p>A peer may send another one at any time, to switch single extensions on and off; those that it
 * doesn't name stay as they were.
 *
 * @param ids by the extension's name what its messages must be called to the sender, 1 to 255; 0
 *     where the sender has switched it off
 * @param metadataSize the length of the info dictionary in bytes, at most {@link
 *     #MAX_METADATA_SIZE}; empty where the sender doesn't have it
 * @param port where the sender listens; 0 where it doesn't say
 * @param client the sender's name and version as plain text; empty where it doesn't say
 * @param requestQueue how many requests the sender keeps waiting, {@link #DEFAULT_REQUEST_QUEUE}
 *     where it doesn't say
 * @param yourIp the address at which the sender sees us, with port 0; null where it doesn't say
 * @param uploadOnly whether the sender wants no pieces (BEP 21)
 * @param prefersEncryption whether the sender would like new connections to be encrypted
 */
public record ExtensionHandshake(
    Map<String, Integer> ids,
    OptionalInt metadataSize,
    int port,
    String client,
    int requestQueue,
    @Nullable PeerAddress yourIp,
    boolean uploadOnly,
    boolean prefersEncryption) {
  /** The id of an extended message that is one of these. */
  public static final int ID = 0;

  /** The name of the extension whose messages are {@link MetadataMessage}. */
  public static final String METADATA = "ut_metadata";

  /** The name of the extension whose messages are {@link PeerExchange}. */
  public static final String PEER_EXCHANGE = "ut_pex";

  /** The name of the extension whose messages are {@link DontHave}. */
  public static final String DONT_HAVE = "lt_donthave";

  /**
   * The name of an extension of our own, without messages: who names it takes requests of up to
   * {@link PeerWire#MAX_LONG_BLOCK_LENGTH} bytes. Others may close the connection on more than 16
   * KiB, so only who says so is asked for more.
   */
  public static final String LONG_REQUEST = "sk_long_request";

  /** The largest info dictionary that is believed in, in bytes. */
  public static final int MAX_METADATA_SIZE = 64 * 1024 * 1024;

  /** How many requests a client keeps waiting that doesn't say it, by custom. */
  public static final int DEFAULT_REQUEST_QUEUE = 250;

  private static final int MAX_REQUEST_QUEUE = 65535;
  private static final int MAX_NAME_LENGTH = 64;
  private static final int MAX_ID = 255;

  /** Keeps a copy of the map, and refuses what could not be written. */
  public ExtensionHandshake {
    ids = Map.copyOf(ids);
    for (Map.Entry<String, Integer> extension : ids.entrySet()) {
      if (!isName(extension.getKey())
          || extension.getValue() < 0
          || extension.getValue() > MAX_ID) {
        throw new IllegalArgumentException("no such extension: " + extension);
      }
    }
  }

  /** What messages of the extension must be called to the sender; 0 where it doesn't speak it. */
  public int id(String extension) {
    return ids.getOrDefault(extension, 0);
  }

  /**
   * Reads the payload of an extended message. Values that make no sense count as not given.
   *
   * @throws PeerWireException if it is no dictionary
   */
  public static ExtensionHandshake read(byte[] bytes) throws PeerWireException {
    BencodeDictionary dictionary = ExtensionMessages.read("an extension handshake", bytes);
    BencodeString client = dictionary.string("v");
    int metadataSize = within(dictionary, "metadata_size", MAX_METADATA_SIZE);
    int requestQueue =
        (int) Math.min(dictionary.integer("reqq").orElse(0), (long) MAX_REQUEST_QUEUE);
    return new ExtensionHandshake(
        readIds(dictionary.dictionary("m")),
        metadataSize == 0 ? OptionalInt.empty() : OptionalInt.of(metadataSize),
        within(dictionary, "p", 0xFFFF),
        client == null ? "" : PlainText.of(client.utf8()),
        requestQueue < 1 ? DEFAULT_REQUEST_QUEUE : requestQueue,
        readAddress(dictionary.string("yourip")),
        dictionary.integer("upload_only").orElse(0) == 1,
        dictionary.integer("e").orElse(0) == 1);
  }

  /** The number under the key if it is from 1 to the greatest; 0 otherwise. */
  private static int within(BencodeDictionary dictionary, String key, int greatest) {
    long number = dictionary.integer(key).orElse(0);
    return number >= 1 && number <= greatest ? (int) number : 0;
  }

  private static Map<String, Integer> readIds(@Nullable BencodeDictionary extensions) {
    Map<String, Integer> ids = new HashMap<>();
    if (extensions != null) {
      for (BencodeDictionary.Entry entry : extensions.entries()) {
        if (entry.value() instanceof BencodeInteger id
            && id.value() >= 0
            && id.value() <= MAX_ID
            && entry.key().length() <= MAX_NAME_LENGTH
            && isName(entry.key().utf8())) {
          ids.put(entry.key().utf8(), (int) id.value());
        }
      }
    }
    return ids;
  }

  /** Names that are no short words of ASCII are nobody's. */
  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_LENGTH
        && name.chars().allMatch(character -> character > ' ' && character < 0x7F);
  }

  private static @Nullable PeerAddress readAddress(@Nullable BencodeString ip) {
    return ip != null && (ip.length() == 4 || ip.length() == 16)
        ? PeerAddress.of(ip.bytes(), 0)
        : null;
  }

  /** The payload of an extended message that says this. */
  public byte[] bytes() {
    BencodeWriter writer = new BencodeWriter(256);
    writer.beginDictionary();
    if (prefersEncryption) {
      writer.key("e").integer(1);
    }
    writer.key("m").beginDictionary();
    new TreeMap<>(ids).forEach((name, id) -> writer.key(name).integer(id));
    writer.end();
    metadataSize.ifPresent(size -> writer.key("metadata_size").integer(size));
    if (port != 0) {
      writer.key("p").integer(port);
    }
    writer.key("reqq").integer(requestQueue);
    if (uploadOnly) {
      writer.key("upload_only").integer(1);
    }
    if (!client.isEmpty()) {
      writer.key("v").bytes(client.getBytes(StandardCharsets.UTF_8));
    }
    if (yourIp != null) {
      writer.key("yourip").bytes(yourIp.ip());
    }
    return writer.end().toByteArray();
  }
}
