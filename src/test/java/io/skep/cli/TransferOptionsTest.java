package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong usage is told before anything is opened. */
class TransferOptionsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 65536 | --port is 0 to 65535",
        "--port -1 | --port is 0 to 65535",
        "--host localhost | --host is an address such as 0.0.0.0 or 192.0.2.1, not 'localhost'",
        "--max-connections 0 | --max-connections is 1 to 10000",
        "--json --quiet | --json and --quiet don't go together",
      })
  void wrongUsageOfBoth(String options, String fault) {
    for (String name : List.of("get", "seed")) {
      err.getBuffer().setLength(0);
      List<String> args = new ArrayList<>(List.of(name, "none.torrent"));
      args.addAll(List.of(options.split(" ", -1)));

      assertEquals(2, run(args.toArray(String[]::new)));
      assertEquals("skep: " + fault, err.toString().lines().findFirst().orElse(""));
      assertEquals("", out.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get x --stream 65536 | --stream is 0 to 65535",
        "get x --max-download fast | Invalid value for option '--max-download': a rate is",
        "get x --max-upload 500 | Invalid value for option '--max-upload': a rate is",
        "get x --seed-time 5 | Invalid value for option '--seed-time': a time is",
        "get x --seed-ratio -1 | Invalid value for option '--seed-ratio': a ratio is",
        "get x --peer host:1 | Invalid value for option '--peer' ",
        "get x --tracker ftp://x/ | Invalid value for option '--tracker' ",
        "get x --super-seeding | Unknown option: '--super-seeding'",
        "seed x --sequential | Unknown option: '--sequential'",
        "get | Missing required parameter: 'FILE",
        "seed | Missing required parameter: 'FILE'",
        "demo --leechers 0 | --leechers is 1 to 20",
        "demo --rate 99k | --rate is 100k or more",
        "demo --size 1 | Invalid value for option '--size': the demo's size is",
      })
  void wrongUsageOfOne(String command, String fault) {
    assertEquals(2, run(command.split(" ", -1)));
    assertTrue(err.toString().startsWith("skep: " + fault), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void helpTellsTheUnits() {
    assertEquals(0, run("get", "--help"));
    String help = out.toString().replaceAll("\\s+", " ");
    assertTrue(help.contains("k being 1024"), help);
    assertTrue(help.contains("30s, 10m, 2h"), help);
    assertTrue(help.contains("Exits with 0 when complete"), help);
  }
}
