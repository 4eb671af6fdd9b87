package io.skep.console;

/** A request that can't be done: what the client is told, as RFC 9457 has it. */
final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final String detail;
  private final long waitSeconds;

  private ProblemException(int status, String title, String detail) {
    this(status, title, detail, 0);
  }

  private ProblemException(int status, String title, String detail, long waitSeconds) {
    super(detail, null, false, false);
    this.waitSeconds = waitSeconds;
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  static ProblemException badParameter(String detail) {
    return new ProblemException(400, "Bad parameter", detail);
  }

  static ProblemException badBody(String detail) {
    return new ProblemException(400, "Bad body", detail);
  }

  static ProblemException unauthorized(String detail) {
    return new ProblemException(401, "Unauthorized", detail);
  }

  static ProblemException forbidden(String detail) {
    return new ProblemException(403, "Forbidden", detail);
  }

  static ProblemException notFound(String detail) {
    return new ProblemException(404, "Not found", detail);
  }

  static ProblemException conflict(String detail) {
    return new ProblemException(409, "Conflict", detail);
  }

  static ProblemException wrongType(String detail) {
    return new ProblemException(415, "Unsupported media type", detail);
  }

  static ProblemException refused(String detail) {
    return new ProblemException(422, "Refused", detail);
  }

  static ProblemException tooMany(long waitSeconds, String detail) {
    return new ProblemException(429, "Too many requests", detail, waitSeconds);
  }

  /** It may have been done or not. */
  static ProblemException uncertain(String detail) {
    return new ProblemException(503, "Service unavailable", detail);
  }

  int status() {
    return status;
  }

  /** After how long the same may be tried again; 0 where that makes no difference. */
  long waitSeconds() {
    return waitSeconds;
  }

  String title() {
    return title;
  }

  /** What is wrong and where, in a sentence. */
  String detail() {
    return detail;
  }
}
