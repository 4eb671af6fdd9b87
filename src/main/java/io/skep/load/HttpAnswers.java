package io.skep.load;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.protocol.HttpReplyException;
import io.skep.protocol.HttpReplyReader;
import io.skep.protocol.TrackerAnswer;
import java.util.List;

/** Checks what an HTTP tracker answers, as far as the asker doesn't matter. */
final class HttpAnswers {
  private static final int OK = 200;

  private HttpAnswers() {}

  /** Checks the answer to an announce, and returns the peers that it tells. */
  static PeerList announce(int status, byte[] body, int numwant) throws WrongAnswerException {
    try {
      requireOk(status, body);
      TrackerAnswer answer = HttpReplyReader.readAnnounce(body);
      if (!answer.warning().isEmpty()) {
        throw new WrongAnswerException(Flaw.REFUSED, answer.warning());
      }
      UdpAnswers.peers(answer.peers().size(), numwant);
      return answer.peers();
    } catch (RequestException e) {
      throw new WrongAnswerException(Flaw.REFUSED, e.reason());
    } catch (HttpReplyException e) {
      throw new WrongAnswerException(Flaw.NOT_AN_ANSWER, String.valueOf(e.getMessage()));
    }
  }

  /** Checks the answer to a scrape. */
  static void scrape(int status, byte[] body, List<InfoHash> asked) throws WrongAnswerException {
    try {
      requireOk(status, body);
      HttpReplyReader.readScrape(body, asked);
    } catch (RequestException e) {
      throw new WrongAnswerException(Flaw.REFUSED, e.reason());
    } catch (HttpReplyException e) {
      throw new WrongAnswerException(Flaw.NOT_AN_ANSWER, String.valueOf(e.getMessage()));
    }
  }

  private static void requireOk(int status, byte[] body)
      throws RequestException, WrongAnswerException {
    if (status != OK) {
      HttpReplyReader.readFailure(body);
      throw new WrongAnswerException(Flaw.HTTP_STATUS, "status " + status);
    }
  }
}
