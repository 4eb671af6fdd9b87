package io.skep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts private trackers one after another on the same data folder. */
record LedgerProcess(Path folder, Map<String, String> environment) {
  SkepProcess serve(String... options) {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    arguments.addAll(List.of(options));
    for (String setting :
        List.of(
            "tracker.http.host=127.0.0.1",
            "tracker.http.port=0",
            "tracker.udp.host=127.0.0.1",
            "tracker.udp.port=0",
            "console.port=0",
            "tracker.event-loops=2",
            // Clients that stop while the database is away keep the test waiting for as long.
            "ledger.stop-timeout=1s",
            "access.max-sessions=0",
            "access.max-addresses=0",
            "data.folder=" + folder.resolve("data"))) {
      arguments.addAll(List.of("--set", setting));
    }
    SkepProcess process = SkepProcess.start(folder, environment, arguments);
    process.awaitStart();
    return process;
  }

  AdminApi api(SkepProcess skep) throws IOException {
    return new AdminApi(skep.port("console +http://127.0.0.1"), folder.resolve("data"));
  }
}
