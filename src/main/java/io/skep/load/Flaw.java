package io.skep.load;

/** What can be wrong with an answer. */
public enum Flaw {
  /** The tracker refuses: a failure reason, or an error packet. */
  REFUSED("refused"),
  /** A packet that answers nothing that was asked. */
  UNASKED("answered what nobody asked: a wrong transaction id"),
  /** An answer to another kind of question. */
  WRONG_ACTION("answered another question than was asked"),
  /** A packet or a list that ends too early or too late. */
  WRONG_LENGTH("the answer has a wrong length"),
  /** A number that makes no sense. */
  OUT_OF_RANGE("a number in the answer is out of range"),
  /** More peers than were asked for. */
  TOO_MANY_PEERS("more peers than were asked for"),
  /** The peer was told of itself. */
  OWN_ADDRESS("the peer was told of itself"),
  /** An HTTP response of a status other than 200 and without a failure reason. */
  HTTP_STATUS("an HTTP status other than 200"),
  /** Bytes that are no HTTP response, or one beyond all bounds. */
  NOT_HTTP("not an HTTP response"),
  /** A body that is no answer of a tracker's. */
  NOT_AN_ANSWER("not the answer of a tracker"),
  /** The connection was closed before the answer was whole. */
  CLOSED_EARLY("the connection was closed before its answer was there"),
  /** The connection could not be made. */
  NOT_CONNECTED("no connection");

  private final String words;

  Flaw(String words) {
    this.words = words;
  }

  /** The same for people. */
  public String words() {
    return words;
  }
}
