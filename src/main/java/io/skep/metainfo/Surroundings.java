package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What stands around the info dictionary, which anybody may change while the swarm stays. */
record Surroundings(
    List<List<String>> trackers,
    List<String> webSeeds,
    @Nullable String comment,
    @Nullable String createdBy,
    OptionalLong creationDate) {
  /** Keeps copies of the lists that nobody changes. */
  Surroundings {
    trackers = trackers.stream().map(List::copyOf).toList();
    webSeeds = List.copyOf(webSeeds);
  }

  static Surroundings read(BencodeDictionary root) {
    return new Surroundings(
        Trackers.read(root),
        Texts.webSeeds(root),
        Texts.read(root, "comment"),
        Texts.read(root, "created by"),
        root.integer("creation date"));
  }
}
