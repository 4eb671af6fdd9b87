package io.skep.console;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Listens to the events of a console as a browser does, one after the other. */
final class EventReader implements AutoCloseable {
  private static final int PATIENT_MILLIS = 60_000;

  private final Socket socket;
  private final BufferedReader lines;

  EventReader(int port, String token, String query) {
    try {
      socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout(PATIENT_MILLIS);
      String request =
          "GET /api/v1/events"
              + query
              + " HTTP/1.1\r\nHost: x\r\n"
              + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line; empty at the end. */
  String line() {
    try {
      String line = lines.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if nothing more comes. */
  boolean hasEnded() {
    try {
      String line = lines.readLine();
      // The last chunk, which has nothing in it.
      while (line != null && !line.equals("0")) {
        line = lines.readLine();
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The data of the next event of this name. */
  JsonObject next(String name) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: " + name)) {
          return new JsonObject(lines.readLine().substring("data: ".length()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("the events ended before one called " + name);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
