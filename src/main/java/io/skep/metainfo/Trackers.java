package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeList;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeValue;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code announce-list} (BEP 12), or {@code announce} (BEP 3) where that names nobody. */
final class Trackers {
  private Trackers() {}

  static List<List<String>> read(BencodeDictionary root) {
    List<List<String>> tiers = new ArrayList<>();
    BencodeList list = root.list("announce-list");
    if (list != null) {
      for (BencodeValue value : list.values()) {
        if (value instanceof BencodeList tier) {
          add(tier.values(), tiers);
        }
      }
    }
    BencodeString announce = root.string("announce");
    if (tiers.isEmpty() && announce != null) {
      add(List.of(announce), tiers);
    }
    return tiers;
  }

  private static void add(List<BencodeValue> values, List<List<String>> tiers) {
    List<String> tier = new ArrayList<>();
    for (BencodeValue value : values) {
      if (value instanceof BencodeString url && url.length() > 0) {
        tier.add(url.utf8());
      }
    }
    if (!tier.isEmpty()) {
      tiers.add(tier);
    }
  }
}
