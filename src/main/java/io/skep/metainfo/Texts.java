package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeList;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the texts of a .torrent that are for people, and lists of URLs. */
final class Texts {
  private Texts() {}

  /** The text under a key; null where there is none. */
  static @Nullable String read(BencodeDictionary dictionary, String key) {
    BencodeString text = dictionary.string(key);
    return text == null || text.length() == 0 ? null : text.utf8();
  }

  /** The strings among some values that are not empty, of which at most {@code limit} are taken. */
  static List<String> urls(List<BencodeValue> values, int limit) {
    List<String> urls = new ArrayList<>();
    for (BencodeValue value : values) {
      if (urls.size() < limit
          && value instanceof BencodeString url
          && url.length() > 0
          && url.length() <= Metainfo.MAX_URL_LENGTH) {
        urls.add(url.utf8());
      }
    }
    return urls;
  }

  /** {@code url-list} (BEP 19): one URL or a list of them. */
  static List<String> webSeeds(BencodeDictionary root) {
    BencodeValue value = root.get("url-list");
    if (value instanceof BencodeList list) {
      return urls(list.values(), Metainfo.MAX_WEB_SEEDS);
    }
    return value instanceof BencodeString url ? urls(List.of(url), 1) : List.of();
  }
}
