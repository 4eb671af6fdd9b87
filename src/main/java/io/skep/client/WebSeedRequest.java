package io.skep.client;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gets some bytes of one file over HTTP, as they come, redirects followed; used once.
 *
 * <p>A server that knows no ranges is put up with where not much lies before what is wanted.
 */
final class WebSeedRequest {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** From a server that gives whole files only, so many bytes are taken and thrown away. */
  private static final long MAX_SKIPPED = 1 << 20;

  /** Hears what comes; one of the last two is called, once, and nothing after it. */
  interface Listener {
    void received(Buffer bytes);

    /** All that was asked for has come. */
    void completed();

    void failed(WebSeedException why);
  }

  /** Which bytes of a file, and how long the file is. */
  record Range(long offset, long length, long fileLength) {
    @Override
    public String toString() {
      return "bytes=" + offset + "-" + (offset + length - 1);
    }
  }

  private final HttpClient client;
  private final Range range;
  private final Listener listener;
  private TrackerUrl url;
  private int redirects;
  private long skip;
  private long left;
  private boolean paused;
  private boolean done;
  private @Nullable HttpClientRequest current;
  private @Nullable HttpClientResponse response;

  WebSeedRequest(HttpClient client, TrackerUrl url, Range range, Listener listener) {
    this.client = client;
    this.url = url;
    this.range = range;
    this.listener = listener;
    left = range.length();
  }

  void send() {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(url.host())
            .setPort(url.port())
            .setSsl(url.scheme() == TrackerUrl.Scheme.HTTPS)
            .setURI(url.httpTarget())
            .putHeader(HttpHeaders.USER_AGENT, "Skep")
            .putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY)
            .putHeader(HttpHeaderNames.RANGE, range.toString());
    client
        .request(request)
        .onSuccess(this::sendOn)
        .onFailure(cause -> fail("cannot be reached", cause));
  }

  private void sendOn(HttpClientRequest request) {
    request.exceptionHandler(cause -> breakOff(request, cause));
    if (done) {
      request.reset();
      return;
    }
    current = request;
    request.send().onSuccess(this::receive).onFailure(cause -> breakOff(request, cause));
  }

  /** The request of a redirect that is followed is broken off by us. */
  private void breakOff(HttpClientRequest request, Throwable cause) {
    if (request.equals(current)) {
      fail("broke off its answer", cause);
    }
  }

  private void receive(HttpClientResponse answer) {
    answer.exceptionHandler(cause -> breakOff(answer.request(), cause));
    if (done) {
      return;
    }
    try {
      String location = answer.getHeader(HttpHeaders.LOCATION);
      if (REDIRECTS.contains(answer.statusCode()) && location != null) {
        follow(answer, location);
      } else {
        read(answer);
      }
    } catch (WebSeedException e) {
      fail(e);
    }
  }

  private void read(HttpClientResponse answer) throws WebSeedException {
    skip = new WebSeedAnswer(answer).bytesBefore(range, MAX_SKIPPED);
    response = answer;
    answer.handler(this::take);
    answer.endHandler(
        ended -> {
          if (left > 0) {
            fail(WebSeedException.passing("ended its answer too soon"));
          } else {
            complete();
          }
        });
    if (paused) {
      answer.pause();
    }
  }

  private void take(Buffer bytes) {
    if (done) {
      return;
    }
    int begin = (int) Math.min(skip, bytes.length());
    skip -= begin;
    int end = (int) Math.min(bytes.length(), begin + left);
    if (end > begin) {
      left -= end - begin;
      listener.received(bytes.slice(begin, end));
    }
    if (left == 0 && end < bytes.length()) {
      // More comes than was asked for: the rest of a whole file.
      abort();
      listener.completed();
    }
  }

  private void complete() {
    if (!done) {
      done = true;
      listener.completed();
    }
  }

  private void follow(HttpClientResponse answer, String location) throws WebSeedException {
    // Nobody reads the body of a redirect, so the connection is of no more use.
    current = null;
    answer.request().reset();
    if (++redirects > MAX_REDIRECTS) {
      throw WebSeedException.useless("redirects more than " + MAX_REDIRECTS + " times");
    }
    TrackerUrl target = WebSeedUrl.parse(absolute(location));
    if (url.scheme() == TrackerUrl.Scheme.HTTPS && target.scheme() != TrackerUrl.Scheme.HTTPS) {
      throw WebSeedException.useless("redirects from HTTPS to HTTP, which is not followed");
    }
    if (WebSeedUrl.isNearby(target.host()) && !WebSeedUrl.isNearby(url.host())) {
      throw WebSeedException.useless("redirects into the private network, which is not followed");
    }
    url = target;
    send();
  }

  private String absolute(String location) throws WebSeedException {
    try {
      return new URI(url + url.httpTarget()).resolve(new URI(location)).toString();
    } catch (URISyntaxException e) {
      throw WebSeedException.useless("redirects to what is no URL", e);
    }
  }

  /** Stops or starts to take what comes. */
  void pause(boolean on) {
    if (paused != on) {
      paused = on;
      HttpClientResponse answer = response;
      if (answer != null && !done) {
        if (on) {
          answer.pause();
        } else {
          answer.resume();
        }
      }
    }
  }

  /** Breaks it off; its listener hears no more. */
  void abort() {
    done = true;
    HttpClientRequest request = current;
    if (request != null) {
      request.reset();
    }
  }

  private void fail(String words, Throwable cause) {
    String reason = cause.getMessage();
    fail(
        WebSeedException.passing(
            words + ": " + (reason == null ? cause.getClass().getSimpleName() : reason), cause));
  }

  private void fail(WebSeedException why) {
    if (!done) {
      abort();
      listener.failed(why);
    }
  }
}
