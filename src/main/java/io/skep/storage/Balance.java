package io.skep.storage;

/**
 * What a user has given and taken.
 *
 * @param uploaded bytes as they were reported
 * @param downloaded the same
 * @param creditedUploaded bytes that count
 * @param creditedDownloaded the same
 */
public record Balance(
    long uploaded, long downloaded, long creditedUploaded, long creditedDownloaded) {
  /** Nothing given and nothing taken. */
  public static final Balance ZERO = new Balance(0, 0, 0, 0);

  /** What counts as given for each byte that counts as taken; infinite where none was taken. */
  public double ratio() {
    if (creditedDownloaded == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return (double) creditedUploaded / creditedDownloaded;
  }

  /** Both together. */
  public Balance plus(Balance other) {
    return new Balance(
        uploaded + other.uploaded,
        downloaded + other.downloaded,
        creditedUploaded + other.creditedUploaded,
        creditedDownloaded + other.creditedDownloaded);
  }
}
