package io.skep.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that look at every announce. What they find is kept as a finding; where a rule acts,
 * the first one that does decides.
 */
public final class WatchedRules implements CheatRules {
  private record Watched(CheatRule rule, RuleMode mode) {}

  private final Watched[] rules;
  private final Findings findings;

  /**
   * Rules with these thresholds and modes.
   *
   * @param interval seconds between two regular announces of a client
   * @param grace for how many seconds longer a client may be silent and still be there
   * @param heardLast when the tracker had heard its last announce before, in seconds; 0 for never
   * @param startedAt when it began to hear announces, in seconds
   */
  public WatchedRules(
      CheatSettings settings,
      int interval,
      int grace,
      Findings findings,
      long heardLast,
      long startedAt) {
    TrackerUptime uptime = new TrackerUptime(heardLast, startedAt, (long) interval + grace);
    List<Watched> watched = new ArrayList<>();
    watch(watched, settings.speed().mode(), new SpeedRule(settings.speed(), uptime));
    watch(
        watched,
        settings.uploadToNobody().mode(),
        new UploadToNobodyRule(settings.uploadToNobody(), uptime));
    watch(watched, settings.growingLeft().mode(), new GrowingLeftRule(settings.growingLeft()));
    watch(
        watched,
        settings.hiddenDownload().mode(),
        new HiddenDownloadRule(settings.hiddenDownload()));
    watch(watched, settings.beganComplete().mode(), new BeganCompleteRule(uptime));
    watch(
        watched, settings.manyAddresses().mode(), new ManyAddressesRule(settings.manyAddresses()));
    this.rules = watched.toArray(new Watched[0]);
    this.findings = findings;
  }

  private static void watch(List<Watched> watched, RuleMode mode, CheatRule rule) {
    if (mode != RuleMode.OFF) {
      watched.add(new Watched(rule, mode));
    }
  }

  @Override
  public Verdict judge(Observation observation) {
    Verdict verdict = Verdict.FINE;
    for (Watched watched : rules) {
      @Nullable Suspicion suspicion = watched.rule().examine(observation);
      if (suspicion != null) {
        boolean acts = watched.mode() == RuleMode.ACT;
        findings.found(
            watched.rule().name(),
            acts,
            observation.user(),
            observation.torrent(),
            observation.now(),
            suspicion.evidence().json());
        if (acts && !verdict.withhold()) {
          verdict = new Verdict(true, watched.rule().name(), suspicion.refusal());
        }
      }
    }
    return verdict;
  }
}
