package io.skep.registry;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has become of the .torrent files of a folder.
 *
 * @param added how many are registered now and were not before
 * @param known how many were registered already
 * @param madePrivate in how many of them {@code private} had to be set (BEP 27), which changes the
 *     info-hash: these must be fetched anew before they are seeded
 * @param refused which could not be registered, each with a sentence that says why, in the order of
 *     their names
 */
public record FolderImport(int added, int known, int madePrivate, Map<Path, String> refused) {
  /** Keeps a copy. */
  public FolderImport {
    refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
  }
}
