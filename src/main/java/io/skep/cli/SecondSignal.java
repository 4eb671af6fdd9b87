package io.skep.cli;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;

/** Lets a second Ctrl-C end the process at once, while the first is still being obeyed. */
final class SecondSignal {
  private static final Logger LOG = System.getLogger(SecondSignal.class.getName());

  private SecondSignal() {}

  /**
   * Ends the process with this code when the next signal comes.
   *
   * <p>A JVM that shuts down takes no more notice of signals. There is no supported way to change
   * that; this one is in every JDK, and where it isn't, the second signal has no effect.
   */
  static void ends(int code) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object end =
          Proxy.newProxyInstance(
              SecondSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                Runtime.getRuntime().halt(code);
                return null;
              });
      for (String name : new String[] {"INT", "TERM"}) {
        Object each = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, each, end);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a second signal can't be heard", e);
    }
  }
}
