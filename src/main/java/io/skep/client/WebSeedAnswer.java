package io.skep.client;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an HTTP server says before it gives some bytes of a file, or that it won't (RFC 9110). */
record WebSeedAnswer(HttpClientResponse response) {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /**
   * How many bytes of the body lie before those that were asked for.
   *
   * @param mostBefore how many there may be, where the server gives the whole file
   * @throws WebSeedException if the bytes are not in it
   */
  long bytesBefore(WebSeedRequest.Range range, long mostBefore) throws WebSeedException {
    int status = response.statusCode();
    if (status >= SERVER_ERROR || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS) {
      throw WebSeedException.busy("answers with HTTP status " + status, retryAfter());
    }
    if (status != OK && status != PARTIAL_CONTENT) {
      throw WebSeedException.useless("answers with HTTP status " + status);
    }
    String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw WebSeedException.useless("packs its files, though it was not asked to");
    }
    if (status == PARTIAL_CONTENT) {
      requirePart(range);
      return 0;
    }
    String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && !length.equals(Long.toString(range.fileLength()))) {
      throw WebSeedException.useless("has a file of another length than the torrent's");
    }
    if (range.offset() > mostBefore) {
      throw WebSeedException.useless("gives whole files only, and no parts of them");
    }
    return range.offset();
  }

  private void requirePart(WebSeedRequest.Range range) throws WebSeedException {
    String header = response.getHeader(HttpHeaders.CONTENT_RANGE);
    Matcher part = CONTENT_RANGE.matcher(header == null ? "" : header.strip());
    if (!part.matches()) {
      throw WebSeedException.useless("gives a part of a file, and does not say which");
    }
    if (!part.group(3).equals("*") && Long.parseLong(part.group(3)) != range.fileLength()) {
      throw WebSeedException.useless("has a file of another length than the torrent's");
    }
    if (Long.parseLong(part.group(1)) != range.offset()
        || Long.parseLong(part.group(2)) != range.offset() + range.length() - 1) {
      throw WebSeedException.useless("gives another part of a file than it was asked for");
    }
  }

  /** How long the server wants to be left alone, where it says so in seconds. */
  private @Nullable Duration retryAfter() {
    String header = response.getHeader(HttpHeaders.RETRY_AFTER);
    return header != null && header.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Integer.parseInt(header))
        : null;
  }
}
