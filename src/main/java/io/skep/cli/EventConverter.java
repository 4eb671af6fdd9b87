package io.skep.cli;

import io.skep.bittorrent.Event;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes an announce's event from the command line. */
final class EventConverter implements ITypeConverter<Event> {
  @Override
  public Event convert(String text) {
    for (Event event : Event.values()) {
      if (event.name().toLowerCase(Locale.ROOT).equals(text)) {
        return event;
      }
    }
    throw new TypeConversionException(
        "an event is none, started, stopped, completed or paused, not '" + text + "'");
  }
}
