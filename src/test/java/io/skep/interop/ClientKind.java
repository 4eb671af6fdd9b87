package io.skep.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The clients that the transfers are made with. */
enum ClientKind {
  ARIA2 {
    @Override
    Optional<String> missing() {
      return missingProgram("aria2c", "aria2");
    }

    @Override
    RealClient start(Assignment assignment) {
      return Aria2.start(assignment);
    }
  },
  TRANSMISSION {
    @Override
    Optional<String> missing() {
      return missingProgram("transmission-daemon", "transmission-daemon");
    }

    @Override
    RealClient start(Assignment assignment) throws IOException {
      return Transmission.start(assignment);
    }
  },
  LIBTORRENT {
    @Override
    Optional<String> missing() {
      return Libtorrent.isInstalled()
          ? Optional.empty()
          : Optional.of("no libtorrent for /usr/bin/python3 (Debian's python3-libtorrent)");
    }

    @Override
    RealClient start(Assignment assignment) throws IOException {
      return Libtorrent.start(assignment);
    }
  };

  /** What this machine lacks for it, in words. */
  abstract Optional<String> missing();

  abstract RealClient start(Assignment assignment) throws IOException;

  private static Optional<String> missingProgram(String program, String debianPackage) {
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .map(folder -> Path.of(folder, program))
            .anyMatch(Files::isExecutable);
    return found
        ? Optional.empty()
        : Optional.of("no " + program + " (Debian's " + debianPackage + ")");
  }
}
