package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.ClientName;
import java.util.Locale;

/**
 * Writes the JSON object that a finding keeps as its evidence.
 *
 * <p>It is plain ASCII, whatever the text in it: what clients send is hostile, and evidence gets
 * into the log as well. A passkey has no place in it.
 */
final class Evidence {
  private static final int MAX_TEXT = 200;

  private final StringBuilder json = new StringBuilder(400).append('{');

  /** What an announce says of itself, all that every rule's evidence begins with. */
  static Evidence of(Observation observation) {
    AnnounceRequest request = observation.request();
    Evidence evidence =
        new Evidence()
            .put("client", ClientName.of(request.peerId()))
            .put("peer_id", request.peerId().toString())
            .put("address", request.address().toString())
            .put("event", request.event().name().toLowerCase(Locale.ROOT))
            .put("uploaded", request.uploaded())
            .put("downloaded", request.downloaded());
    return observation.leftIsKnown() ? evidence.put("left", request.left()) : evidence;
  }

  Evidence put(String name, long value) {
    key(name);
    json.append(value);
    return this;
  }

  Evidence put(String name, boolean value) {
    key(name);
    json.append(value);
    return this;
  }

  /** Puts a text, of which no more than 200 characters are kept. */
  Evidence put(String name, String value) {
    key(name);
    text(value);
    return this;
  }

  /** Begins a list of objects; see {@link #next} and {@link #endList}. */
  Evidence list(String name) {
    key(name);
    json.append('[');
    return this;
  }

  /** Begins the next object of the list. */
  Evidence next() {
    if (last() == '}') {
      json.append(',');
    }
    json.append('{');
    return this;
  }

  /** Ends an object of the list. */
  Evidence endNext() {
    json.append('}');
    return this;
  }

  Evidence endList() {
    json.append(']');
    return this;
  }

  /** The object. */
  String json() {
    return json + "}";
  }

  private void key(String name) {
    if (last() != '{') {
      json.append(',');
    }
    text(name);
    json.append(':');
  }

  private char last() {
    return json.charAt(json.length() - 1);
  }

  private void text(String value) {
    json.append('"');
    int end = Math.min(value.length(), MAX_TEXT);
    for (int i = 0; i < end; i++) {
      character(value.charAt(i));
    }
    json.append('"');
  }

  private void character(char c) {
    if (c == '"' || c == '\\') {
      json.append('\\').append(c);
    } else if (c >= ' ' && c < 0x7F) {
      json.append(c);
    } else {
      json.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        json.append(Character.forDigit((c >> shift) & 0xF, 16));
      }
    }
  }
}
