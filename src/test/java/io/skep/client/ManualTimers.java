package io.skep.client;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Time that passes when a test says so. */
final class ManualTimers implements Timers {
  private record Alarm(long at, Runnable action) {}

  private final Map<Long, Alarm> alarms = new TreeMap<>();
  // Before 0, so that nobody takes 0 for the beginning of time.
  private long now = -Duration.ofDays(1).toNanos();
  private long set;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public long set(Duration delay, Runnable action) {
    alarms.put(++set, new Alarm(now + delay.toNanos(), action));
    return set;
  }

  @Override
  public void cancel(long timer) {
    alarms.remove(timer);
  }

  /** Lets this time pass, and does what is due in it when it is due. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    while (true) {
      Map.Entry<Long, Alarm> next = null;
      for (Map.Entry<Long, Alarm> alarm : alarms.entrySet()) {
        if (alarm.getValue().at() <= end
            && (next == null || alarm.getValue().at() < next.getValue().at())) {
          next = alarm;
        }
      }
      if (next == null) {
        now = end;
        return;
      }
      alarms.remove(next.getKey());
      now = next.getValue().at();
      next.getValue().action().run();
    }
  }

  int waiting() {
    return alarms.size();
  }
}
