package io.skep.console;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which code answers which operation of the contract. */
final class Operations {
  private final Map<String, Operation> table = new HashMap<>();

  private Operations() {}

  /** Those that there are: without the private parts only a few. */
  static Map<String, Operation> of(Contract contract, ConsoleServer.Parts parts, Live live) {
    Operations operations = new Operations();
    ConsoleServer.PrivateParts site = parts.privateParts();
    operations.open(contract, parts, site);
    operations.ofLive(parts, live);
    if (site != null) {
      Directory directory = new Directory(site.users(), site.torrents());
      operations.ofUsers(parts, site, directory);
      operations.ofMe(parts, site, directory);
      operations.ofTorrents(parts, site, directory);
      operations.ofTorrentPages(parts, site, directory, live);
      operations.ofRules(parts, site, directory);
      operations.ofPeople(parts, site, directory);
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

  private void ofLive(ConsoleServer.Parts parts, Live live) {
    table.put("showOverview", live.overview()::show);
    LiveWatch watch = new LiveWatch(parts);
    ConsoleServer.PrivateParts site = parts.privateParts();
    PeerMap map =
        new PeerMap(
            parts.swarms(),
            parts.live().countries(),
            site == null ? null : site.torrents(),
            parts.seconds());
    table.put("showMap", new MapApi(map)::show);
    table.put("listen", new EventsApi(live.streams(), live.overview(), watch)::listen);
  }

  private void ofUsers(
      ConsoleServer.Parts parts, ConsoleServer.PrivateParts site, Directory directory) {
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
    BooksApi books = new BooksApi(site, directory, parts.seconds());
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

  private void ofMe(
      ConsoleServer.Parts parts, ConsoleServer.PrivateParts site, Directory directory) {
    MeApi me = new MeApi(site, directory, parts.seconds());
    table.put("showMyFigures", me::figures);
    table.put("showMyHistory", me::history);
    table.put("listMyCredits", me::credits);
    table.put("listMyHitAndRuns", me::hitAndRuns);
    table.put("listMySessions", me::sessions);
    table.put("listMyTorrents", me::torrents);
    table.put("rotateMyPasskey", me::rotatePasskey);
  }

  private void ofTorrents(
      ConsoleServer.Parts parts, ConsoleServer.PrivateParts site, Directory directory) {
    TorrentsApi torrents = new TorrentsApi(site, parts.swarms(), directory, parts.seconds());
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

  private void ofTorrentPages(
      ConsoleServer.Parts parts, ConsoleServer.PrivateParts site, Directory directory, Live live) {
    TorrentPageApi page = new TorrentPageApi(site, directory, live.swarmHistory(), parts.seconds());
    table.put("listTorrentFiles", page::files);
    table.put("showTorrentHistory", page::history);
    table.put("showTorrentBalance", page::balance);
    PeersApi peers = new PeersApi(site, parts.swarms(), directory, parts.seconds());
    table.put("listTorrentPeers", peers::list);
    PasskeysApi passkeys = new PasskeysApi(site, directory);
    table.put("getMagnet", new TorrentFilesApi(site, passkeys, directory)::magnet);
  }

  private void ofRules(
      ConsoleServer.Parts parts, ConsoleServer.PrivateParts site, Directory directory) {
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

  private void ofPeople(
      ConsoleServer.Parts parts, ConsoleServer.PrivateParts site, Directory directory) {
    SignInApi signIn = new SignInApi(site, directory);
    table.put("signIn", signIn::signIn);
    table.put("signOut", signIn::signOut);
    table.put("makeFirstAdministrator", signIn::makeFirstAdministrator);
    table.put("showInvitation", signIn::look);
    table.put("join", signIn::join);
    table.put("setPassword", signIn::setPassword);
    AccountApi account = new AccountApi(site, directory);
    table.put("changePassword", account::changePassword);
    table.put("beginSecondFactor", account::beginSecondFactor);
    table.put("confirmSecondFactor", account::confirmSecondFactor);
    table.put("removeSecondFactor", account::removeSecondFactor);
    table.put("listBrowsers", account::browsers);
    table.put("endBrowser", account::endBrowser);
    table.put("makePasswordLink", account::passwordLink);
    table.put("removeUserSecondFactor", account::removeSecondFactorOf);
    InvitationsApi invitations = new InvitationsApi(site, directory, parts.seconds());
    table.put("listInvitations", invitations::list);
    table.put("addInvitation", invitations::add);
    table.put("revokeInvitation", invitations::revoke);
    table.put("showInvitationTree", invitations::tree);
    table.put("listAuditLog", new AuditApi(site.signIn().auditLog(), directory)::list);
    table.put("listConfiguration", new ConfigurationApi(site.configuration())::list);
  }
}
