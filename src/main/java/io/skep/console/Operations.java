package io.skep.console;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which code answers which operation of the contract. */
final class Operations {
  private final Map<String, Operation> table = new HashMap<>();

  private Operations() {}

  /** Those that there are: without the private parts only a few. */
  static Map<String, Operation> of(Contract contract, ConsoleServer.Parts parts) {
    Operations operations = new Operations();
    ConsoleServer.PrivateParts site = parts.privateParts();
    operations.open(contract, parts, site);
    if (site != null) {
      operations.ofUsers(parts, site);
      operations.ofTorrents(parts, site);
      operations.ofRules(parts, site);
    }
    return Map.copyOf(operations.table);
  }

  private void open(
      Contract contract, ConsoleServer.Parts parts, ConsoleServer.@Nullable PrivateParts site) {
    SwarmsApi swarms = new SwarmsApi(parts.swarms(), parts.seconds());
    table.put("showContract", call -> Reply.text("application/yaml", contract.text()));
    table.put("showStats", new StatsApi(parts.totals(), site)::show);
    table.put("listSwarms", swarms::list);
    table.put("showSwarm", swarms::show);
  }

  private void ofUsers(ConsoleServer.Parts parts, ConsoleServer.PrivateParts site) {
    Directory directory = new Directory(site.users(), site.torrents());
    UsersApi users = new UsersApi(site, directory);
    table.put("listUsers", users::list);
    table.put("addUser", users::add);
    table.put("showUser", users::show);
    table.put("changeUser", users::change);
    table.put("rotatePasskey", users::rotatePasskey);
    table.put("revokePasskey", users::revokePasskey);
    PasskeysApi passkeys = new PasskeysApi(site, directory);
    table.put("listAnnounceUrls", passkeys::announceUrls);
    table.put("revokeTorrentPasskey", passkeys::revoke);
    BooksApi books = new BooksApi(site, directory);
    table.put("listCredits", books::credits);
    table.put("listUserTorrents", books::torrentsOfUser);
    table.put("listTorrentUsers", books::usersOfTorrent);
    table.put("listHitAndRuns", books::hitAndRuns);
    table.put("checkBooks", books::check);
    table.put("correct", new CorrectionsApi(site.ledger(), directory, users, parts.seconds())::add);
    TokensApi tokens = new TokensApi(site, users, directory, parts.seconds());
    table.put("showMe", tokens::me);
    table.put("listTokens", tokens::list);
    table.put("addToken", tokens::add);
    table.put("removeToken", tokens::remove);
  }

  private void ofTorrents(ConsoleServer.Parts parts, ConsoleServer.PrivateParts site) {
    Directory directory = new Directory(site.users(), site.torrents());
    TorrentsApi torrents = new TorrentsApi(site, parts.swarms(), directory);
    table.put("listTorrents", torrents::list);
    table.put("addTorrent", torrents::add);
    table.put("showTorrent", torrents::show);
    table.put("changeTorrent", torrents::change);
    table.put("deleteTorrent", torrents::delete);
    PasskeysApi passkeys = new PasskeysApi(site, directory);
    TorrentFilesApi files = new TorrentFilesApi(site, passkeys, directory);
    table.put("getTorrentFile", files::file);
    table.put("importTorrents", files::importFolder);
    table.put("putBulk", new BulkApi(site, directory, parts.seconds())::put);
    table.put("listTop", new TopApi(site, parts.swarms(), directory, parts.seconds())::list);
  }

  private void ofRules(ConsoleServer.Parts parts, ConsoleServer.PrivateParts site) {
    Directory directory = new Directory(site.users(), site.torrents());
    SessionsApi sessions = new SessionsApi(site.ledger(), directory, parts.seconds());
    table.put("listSessions", sessions::list);
    FindingsApi findings = new FindingsApi(site.findings(), directory);
    table.put("listFindings", findings::list);
    table.put("showFinding", findings::show);
    table.put("decideFinding", findings::decide);
    MultipliersApi multipliers =
        new MultipliersApi(site.ledger().multipliers(), directory, parts.seconds());
    table.put("listMultipliers", multipliers::list);
    table.put("addMultiplier", multipliers::add);
    table.put("showMultiplier", multipliers::show);
    table.put("changeMultiplier", multipliers::change);
    table.put("removeMultiplier", multipliers::remove);
  }
}
