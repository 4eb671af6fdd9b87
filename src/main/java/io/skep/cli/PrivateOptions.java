package io.skep.cli;

import io.netty.util.NetUtil;
import io.skep.console.ConfigurationEntry;
import io.skep.console.ConsoleDoor;
import io.skep.console.Site;
import io.skep.ledger.CheatSettings;
import io.skep.ledger.HitAndRunRules;
import io.skep.ledger.LedgerRules;
import io.skep.ledger.LedgerWriterOptions;
import io.skep.ledger.RuleMode;
import io.skep.registry.AccessRules;
import io.skep.server.AddressRanges;
import io.skep.server.ClientAddress;
import io.skep.signin.HashCost;
import io.skep.signin.SignInSettings;
import io.skep.storage.StorageOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;

/** What the parts of the private tracker are given, made from the configuration. */
final class PrivateOptions {
  private static final int GROUP_MILLIS = 20;
  // As long as a UDP connection id is good for, and so as long as a packet may be on its way.
  private static final int MAX_DELAY_SECONDS = 120;
  private static final long FORGET_HIT_AND_RUN_SECONDS = 365 * 86_400L;

  private final Configuration configuration;
  private final ClientAddress proxies;

  PrivateOptions(Configuration configuration) {
    this.configuration = configuration;
    proxies =
        new ClientAddress(
            AddressRanges.parse(get(ConsoleSettings.TRUSTED_PROXIES)),
            get(ConsoleSettings.PROXY_HEADER),
            AddressRanges.parse(List.of()));
  }

  private <T> T get(Setting<T> setting) {
    return configuration.get(setting);
  }

  StorageOptions storage(Path dataFolder) {
    String url = get(StorageSettings.URL);
    return new StorageOptions(
        url.isEmpty() ? "jdbc:sqlite:" + dataFolder.resolve("skep.db") : url,
        get(StorageSettings.USER),
        get(StorageSettings.PASSWORD),
        get(StorageSettings.CONNECTIONS));
  }

  SignInSettings signIn() {
    return new SignInSettings(
        get(ConsoleSettings.LIFETIME).toSeconds(),
        get(ConsoleSettings.IDLE).toSeconds(),
        get(ConsoleSettings.INVITATION_LIFETIME).toSeconds(),
        get(ConsoleSettings.MEMBER_INVITATIONS),
        get(ConsoleSettings.MODERATOR_INVITATIONS),
        HashCost.DEFAULT);
  }

  /** How browsers reach the console; empty where that is how it listens. */
  String consoleUrl() {
    return get(ConsoleSettings.PUBLIC_URL);
  }

  Site site() {
    return new Site(consoleUrl(), this::clientOf);
  }

  /** Where the console listens. */
  ConsoleDoor consoleDoor(String host, int port) {
    return new ConsoleDoor(
        host, port, get(ConsoleSettings.MAX_CONNECTIONS), this::isCrowd, consoleUrl());
  }

  /** This machine, where a proxy may stand whether it is trusted or not, and trusted proxies. */
  private boolean isCrowd(String host) {
    byte[] socket = NetUtil.createByteArrayFromIpAddressString(host);
    if (socket == null) {
      return true;
    }
    InetAddress address = address(socket);
    return address.isLoopbackAddress() || proxies.proxies().contains(address);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are always an address", e);
    }
  }

  /** Where whoever asks the console is, as far as the socket and trusted proxies tell. */
  String clientOf(HttpServerRequest request) {
    String host = request.remoteAddress().hostAddress();
    byte[] socket = host == null ? null : NetUtil.createByteArrayFromIpAddressString(host);
    if (socket == null) {
      return "";
    }
    return proxies.of(address(socket), () -> request.headers().getAll(proxies.field())).host();
  }

  /** The configuration as the console may show it. */
  List<ConfigurationEntry> shown() {
    return SecretSettings.shown(configuration);
  }

  AccessRules access() {
    return new AccessRules(
        get(AccessSettings.MAX_SESSIONS),
        get(AccessSettings.MAX_ADDRESSES),
        get(AccessSettings.MAX_DOWNLOADS),
        get(AccessSettings.MIN_RATIO),
        get(AccessSettings.RATIO_FREE),
        get(AccessSettings.WAIT).toSeconds(),
        get(AccessSettings.WAIT_RATIO),
        get(AccessSettings.MAX_HIT_AND_RUNS));
  }

  HitAndRunRules hitAndRuns() {
    return new HitAndRunRules(
        get(AccessSettings.HIT_AND_RUN_ENABLED),
        get(AccessSettings.HIT_AND_RUN_SEED).toSeconds(),
        get(AccessSettings.HIT_AND_RUN_RATIO),
        get(AccessSettings.HIT_AND_RUN_WITHIN).toSeconds(),
        FORGET_HIT_AND_RUN_SECONDS);
  }

  LedgerRules ledger() {
    return new LedgerRules(
        (int) get(Settings.INTERVAL).toSeconds(),
        (int) get(Settings.GRACE).toSeconds(),
        get(LedgerSettings.KEEP).toSeconds(),
        MAX_DELAY_SECONDS);
  }

  LedgerWriterOptions writer() {
    return new LedgerWriterOptions(
        get(LedgerSettings.MAX_QUEUED),
        (int) get(LedgerSettings.FLUSH).toMillis(),
        (int) Math.max(get(LedgerSettings.FLUSH).toMillis(), get(LedgerSettings.GATHER).toMillis()),
        GROUP_MILLIS,
        (int) get(LedgerSettings.STOP_TIMEOUT).toMillis());
  }

  CheatSettings cheats() {
    RuleMode unbalanced = get(RuleSettings.UNBALANCED_SWARMS);
    return new CheatSettings(
        new CheatSettings.Speed(
            get(RuleSettings.SPEED),
            get(RuleSettings.SPEED_UPLOAD),
            get(RuleSettings.SPEED_DOWNLOAD),
            get(RuleSettings.SPEED_BURST).toSeconds(),
            get(RuleSettings.SPEED_CLIENTS)),
        new CheatSettings.UploadToNobody(
            get(RuleSettings.UPLOAD_TO_NOBODY), get(RuleSettings.UPLOAD_TO_NOBODY_BYTES)),
        new CheatSettings.GrowingLeft(
            get(RuleSettings.GROWING_LEFT), get(RuleSettings.GROWING_LEFT_BYTES)),
        new CheatSettings.HiddenDownload(
            get(RuleSettings.HIDDEN_DOWNLOAD), get(RuleSettings.HIDDEN_DOWNLOAD_BYTES)),
        new CheatSettings.BeganComplete(get(RuleSettings.BEGAN_COMPLETE)),
        new CheatSettings.ManyAddresses(
            get(RuleSettings.MANY_ADDRESSES), get(RuleSettings.MANY_ADDRESSES_HOSTS)),
        new CheatSettings.Unbalanced(
            unbalanced == RuleMode.ACT ? RuleMode.WATCH : unbalanced,
            get(RuleSettings.UNBALANCED_SWARMS_BYTES),
            get(RuleSettings.UNBALANCED_SWARMS_SHARE),
            get(RuleSettings.UNBALANCED_SWARMS_SWARMS)));
  }

  /** The announce URLs that the operator names; empty for what is listened on. */
  List<String> publicUrls() {
    return get(Settings.PUBLIC_URLS);
  }
}
