package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeList;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeValue;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code announce-list} (BEP 12), or {@code announce} (BEP 3) where that names nobody. */
final class Trackers {
  private final List<List<String>> tiers = new ArrayList<>();
  private int left = Metainfo.MAX_TRACKERS;

  private Trackers() {}

  /** The tiers; what is beyond {@link Metainfo#MAX_TRACKERS} is left out. */
  static List<List<String>> read(BencodeDictionary root) {
    Trackers reader = new Trackers();
    BencodeList list = root.list("announce-list");
    if (list != null) {
      for (BencodeValue value : list.values()) {
        if (value instanceof BencodeList tier) {
          reader.add(tier.values());
        }
      }
    }
    BencodeString announce = root.string("announce");
    if (reader.tiers.isEmpty() && announce != null) {
      reader.add(List.of(announce));
    }
    return reader.tiers;
  }

  private void add(List<BencodeValue> values) {
    List<String> tier = Texts.urls(values, left);
    left -= tier.size();
    if (!tier.isEmpty()) {
      tiers.add(tier);
    }
  }
}
