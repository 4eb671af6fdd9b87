package io.skep.client;

import io.skep.client.TrackerException.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One GET, redirects followed, with a bound on its time and on its reply; used once. */
final class HttpGet {
  private static final int MAX_REDIRECTS = 5;

  private final Vertx vertx;
  private final HttpClient client;
  private final TrackerClientOptions options;
  private final Promise<HttpBody> promise = Promise.promise();
  private TrackerUrl url;
  private int redirects;
  private @Nullable HttpClientRequest current;

  HttpGet(Vertx vertx, HttpClient client, TrackerClientOptions options, TrackerUrl url) {
    this.vertx = vertx;
    this.client = client;
    this.options = options;
    this.url = url;
  }

  /** Sends it; the reply may have any status that is no redirect. */
  Future<HttpBody> send() {
    long millis = options.httpTimeout().toMillis();
    long timer =
        vertx.setTimer(millis, fired -> fail(Fault.UNREACHABLE, url + " gave no answer in time"));
    request();
    return promise.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void request() {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(url.host())
            .setPort(url.port())
            .setSsl(url.scheme() == TrackerUrl.Scheme.HTTPS)
            .setURI(url.httpTarget())
            .putHeader(HttpHeaders.USER_AGENT, "Skep")
            .putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
    client
        .request(request)
        .onSuccess(this::sendOn)
        .onFailure(
            cause -> fail(Fault.UNREACHABLE, "cannot reach " + url + ": " + words(cause), cause));
  }

  private void sendOn(HttpClientRequest request) {
    if (promise.future().isComplete()) {
      request.reset();
      return;
    }
    current = request;
    request
        .exceptionHandler(cause -> breakOff(request, cause))
        .send()
        .onSuccess(this::receive)
        .onFailure(
            cause -> fail(Fault.UNREACHABLE, "no answer from " + url + ": " + words(cause), cause));
  }

  private void receive(HttpClientResponse response) {
    response.exceptionHandler(cause -> breakOff(response.request(), cause));
    int status = response.statusCode();
    String location = response.getHeader(HttpHeaders.LOCATION);
    boolean redirect =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    if (redirect && location != null) {
      follow(response, location);
      return;
    }
    Buffer body = Buffer.buffer();
    response.handler(
        part -> {
          if (body.length() + part.length() > options.maxReplyBytes()) {
            fail(Fault.NONSENSE, tooLong());
          } else {
            body.appendBuffer(part);
          }
        });
    response.endHandler(
        nothing -> {
          boolean packed = "gzip".equals(response.getHeader(HttpHeaders.CONTENT_ENCODING));
          finish(status, body.getBytes(), packed);
        });
  }

  /** The request of a redirect that is followed is broken off by us. */
  private void breakOff(HttpClientRequest request, Throwable cause) {
    if (request.equals(current)) {
      fail(Fault.UNREACHABLE, url + " broke off its answer: " + words(cause), cause);
    }
  }

  private void finish(int status, byte[] body, boolean packed) {
    try {
      promise.tryComplete(new HttpBody(status, packed ? unpack(body) : body));
    } catch (IOException e) {
      fail(Fault.NONSENSE, url + " packed its answer wrongly: " + words(e), e);
    }
  }

  /** Unpacks here and not in the HTTP client, which has no bound on what comes out. */
  private byte[] unpack(byte[] packed) throws IOException {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] body = stream.readNBytes(options.maxReplyBytes() + 1);
      if (body.length > options.maxReplyBytes()) {
        throw new IOException(tooLong());
      }
      return body;
    }
  }

  private void follow(HttpClientResponse response, String location) {
    // Nobody reads the body of a redirect, so the connection is of no more use.
    current = null;
    response.request().reset();
    if (++redirects > MAX_REDIRECTS) {
      fail(Fault.NONSENSE, url + " redirects more than " + MAX_REDIRECTS + " times");
      return;
    }
    try {
      TrackerUrl target = TrackerUrl.parse(absolute(location));
      if (target.scheme() == TrackerUrl.Scheme.UDP
          || (url.scheme() == TrackerUrl.Scheme.HTTPS
              && target.scheme() != TrackerUrl.Scheme.HTTPS)) {
        fail(Fault.NONSENSE, url + " redirects to " + target + ", which is not followed");
        return;
      }
      url = target;
      request();
    } catch (TrackerException e) {
      fail(Fault.NONSENSE, url + " redirects astray: " + words(e), e);
    } catch (URISyntaxException e) {
      fail(Fault.NONSENSE, url + " redirects to what is no URL", e);
    }
  }

  private URI absolute(String location) throws URISyntaxException {
    return new URI(url + url.httpTarget()).resolve(new URI(location));
  }

  private String tooLong() {
    return url + " sent more than " + options.maxReplyBytes() + " bytes";
  }

  private void fail(Fault fault, String message) {
    end(new TrackerException(fault, message));
  }

  private void fail(Fault fault, String message, Throwable cause) {
    end(new TrackerException(fault, message, cause));
  }

  private void end(TrackerException failure) {
    if (promise.tryFail(failure) && current != null) {
      current.reset();
    }
  }

  private static String words(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
