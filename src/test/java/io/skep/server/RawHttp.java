package io.skep.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection, over which exactly those bytes go that a test writes. */
final class RawHttp implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(DEADLINE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawHttp connect(String host, int port) throws IOException {
    return new RawHttp(new Socket(host, port));
  }

  /** A connection that comes from one of the many addresses of loopback. */
  static RawHttp connectFrom(String local, String host, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(local, 0));
    socket.connect(new InetSocketAddress(host, port), DEADLINE_MILLIS);
    return new RawHttp(socket);
  }

  /** Sends the text, one byte a character. */
  RawHttp send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Asks for this URL over HTTP/1.1. */
  RawReply get(String url) throws IOException {
    return get(url, "");
  }

  /**
   * Asks for this URL over HTTP/1.1.
   *
   * @param headers more header lines, each with its line's end
   */
  RawReply get(String url, String headers) throws IOException {
    return send("GET " + url + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n").reply();
  }

  /** Reads one answer. */
  RawReply reply() throws IOException {
    return reply(true);
  }

  /** Reads one answer that has no body, whatever its headers say of one. */
  RawReply headReply() throws IOException {
    return reply(false);
  }

  private RawReply reply(boolean hasBody) throws IOException {
    String line = line();
    if (!line.startsWith("HTTP/1.")) {
      throw new IOException("no status line: " + line);
    }
    Map<String, String> headers = new TreeMap<>();
    for (String field = line(); !field.isEmpty(); field = line()) {
      int colon = field.indexOf(':');
      headers.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = hasBody ? in.readNBytes(length) : new byte[0];
    if (hasBody && body.length < length) {
      throw new EOFException("the body ends after " + body.length + " of " + length + " bytes");
    }
    return new RawReply(Integer.parseInt(line.substring(9, 12)), headers, body);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed after '" + line.toString(StandardCharsets.ISO_8859_1) + "'");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** Waits for the other side to close; what it still says is passed over. */
  boolean isClosedByTracker() throws IOException {
    try {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      // A reset is a close too: it comes when bytes of ours were still unread.
      return true;
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
