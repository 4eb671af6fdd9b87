package io.skep.migration;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object a line; empty lines are passed over. Values that are no scalars count as NULL. */
final class NdjsonRecords implements Records {
  private final Lines lines;
  private @Nullable Line first;

  NdjsonRecords(Lines lines, Line first) {
    this.lines = lines;
    this.first = first;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Line line = first == null ? lines.next() : first;
    first = null;
    while (line != null && !line.isTooLong() && line.text().isBlank()) {
      line = lines.next();
    }
    return line == null ? null : entry(line);
  }

  private static Entry entry(Line line) {
    if (line.isTooLong()) {
      return new Refusal(line.number(), "has more than " + Lines.MAX_BYTES + " bytes");
    }
    try {
      return new Row(line.number(), values(new JsonObject(line.text())));
    } catch (DecodeException | ClassCastException e) {
      return new Refusal(line.number(), "is no JSON object");
    }
  }

  private static Map<String, String> values(JsonObject object) {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, Object> field : object) {
      String text = text(field.getValue());
      if (text != null) {
        values.put(field.getKey().toLowerCase(Locale.ROOT), text);
      }
    }
    return values;
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "1" : "0";
    }
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }

  @Override
  public Optional<Set<String>> columns() {
    return Optional.empty();
  }
}
