package io.skep.cli;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skep.signin.SignIn;
import java.util.function.ToDoubleFunction;

/** The figures of signing in to the console. */
final class SignInMetrics {
  private final MeterRegistry registry;

  SignInMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(SignIn signIn) {
    attempts(signIn, "signed-in", SignIn::signedIn);
    attempts(signIn, "wrong", SignIn::wrong);
    attempts(signIn, "refused", SignIn::refused);
    gauge(signIn, "browsers", "Browsers in which a user is signed in", s -> s.browsers().size());
    gauge(signIn, "invitations", "Invitations that are kept", s -> s.invitations().size());
    gauge(
        signIn,
        "networks",
        "Places, names or users of which wrong attempts are remembered, in the fullest table",
        s -> s.attempts().size());
    gauge(signIn, "networks.max", "How many a table can remember", s -> s.attempts().bound());
    gauge(signIn, "hashing", "Passwords that are hashed or wait for it", s -> s.queue().size());
    gauge(signIn, "hashing.max", "How many there can be", s -> s.queue().bound());
    gauge(
        signIn,
        "audit.waiting",
        "Entries of the audit log that wait for the database",
        s -> s.auditLog().waiting());
    FunctionCounter.builder("skep.sign.in.audit.dropped", signIn, s -> s.auditLog().dropped())
        .description("Entries of the audit log that could not be kept")
        .register(registry);
  }

  private void attempts(SignIn signIn, String outcome, ToDoubleFunction<SignIn> value) {
    FunctionCounter.builder("skep.sign.in.attempts", signIn, value)
        .description("What became of attempts to sign in or to use a link")
        .tag("outcome", outcome)
        .register(registry);
  }

  private void gauge(
      SignIn signIn, String name, String description, ToDoubleFunction<SignIn> value) {
    Gauge.builder("skep.sign.in." + name, signIn, value)
        .description(description)
        .register(registry);
  }
}
