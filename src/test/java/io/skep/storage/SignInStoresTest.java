package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignInStoresTest extends DatabaseContract {
  private static byte[] bytes(int first) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) first;
    bytes[31] = -1;
    return bytes;
  }

  @Test
  void aCredentialIsKeptInPlaceOfTheOneBefore() throws Exception {
    Credential other = new Credential(2, "", 0, new byte[] {0, -1, 1}, 5);
    database.credentials().put(new Credential(1, "$argon2id$one", 7, new byte[0], 0));
    database.credentials().put(other);
    Credential after = new Credential(1, "$argon2id$two", 1L << 40, bytes(1), 1L << 33);
    database.credentials().put(after);

    reopen();

    assertEquals(List.of(after, other), database.credentials().all());
    database.credentials().put(new Credential(2, "", 0, new byte[0], 5));
    Credential without = database.credentials().all().get(1);
    assertFalse(without.hasSecondFactor() || without.hasPassword());
    assertFalse(after.toString().contains("argon2"), after.toString());
  }

  @Test
  void aStepIsUsedOnceAndNoneBeforeIt() throws Exception {
    database.credentials().put(new Credential(1, "h", 7, bytes(1), 10));

    assertFalse(database.credentials().useStep(1, 9));
    assertFalse(database.credentials().useStep(1, 10));
    assertTrue(database.credentials().useStep(1, 12));
    assertFalse(database.credentials().useStep(1, 11));
    assertFalse(database.credentials().useStep(1, 12));
    assertFalse(database.credentials().useStep(2, 12), "of nobody");
    assertEquals(new Credential(1, "h", 7, bytes(1), 12), database.credentials().all().get(0));
  }

  private static Browser browser(long user, int first) {
    return new Browser(0, user, bytes(first), 5, 6, "2001:db8::1", "Mozilla/5.0 (é)");
  }

  @Test
  void browsersAreKeptSeenAndForgotten() throws Exception {
    Browser one = database.browsers().insert(browser(1, 1));
    Browser two = database.browsers().insert(browser(1, 2));
    Browser three = database.browsers().insert(browser(2, 3));
    assertEquals(List.of(one, two, three), database.browsers().all());
    assertEquals(1, one.id());

    Browser seen = new Browser(two.id(), 1, two.hash(), 5, 1L << 40, two.address(), two.agent());
    database.browsers().delete(List.of(one.id(), 99L));
    database.browsers().seen(List.of(seen, new Browser(one.id(), 1, one.hash(), 5, 9, "", "")));
    database.browsers().seen(List.of());
    database.browsers().delete(List.of());

    reopen();

    assertEquals(List.of(seen, three), database.browsers().all());
    assertEquals(4, database.browsers().insert(browser(1, 4)).id());
  }

  @Test
  void aUserHasOnePasswordLink() throws Exception {
    database.passwordLinks().put(new PasswordLink(1, bytes(1), 5, 6));
    database.passwordLinks().put(new PasswordLink(1, bytes(2), 7, 8));
    database.passwordLinks().put(new PasswordLink(2, bytes(3), 7, 8));

    reopen();

    assertEquals(
        List.of(new PasswordLink(1, bytes(2), 7, 8), new PasswordLink(2, bytes(3), 7, 8)),
        database.passwordLinks().all());
    assertTrue(database.passwordLinks().delete(1));
    assertFalse(database.passwordLinks().delete(1));
    assertEquals(1, database.passwordLinks().all().size());
  }

  @Test
  void invitationsAreTakenAndOnlyTheOthersForgotten() throws Exception {
    Invitation one = database.invitations().insert(new Invitation(0, bytes(1), 7, 1, 2, 0, 0, 0));
    Invitation two = database.invitations().insert(new Invitation(0, bytes(2), 7, 1, 2, 0, 0, 0));
    Invitation taken = new Invitation(one.id(), one.hash(), 7, 1, 2, 8, 1L << 40, 0);
    database.invitations().update(taken);
    database.invitations().update(new Invitation(two.id(), two.hash(), 7, 1, 2, 0, 0, 3));
    assertThrows(
        StorageException.class,
        () -> database.invitations().update(new Invitation(9, bytes(1), 7, 1, 2, 0, 0, 3)));

    database.invitations().deleteUntaken(List.of(one.id(), two.id(), 99L));
    database.invitations().deleteUntaken(List.of());
    reopen();

    assertEquals(List.of(taken), database.invitations().all());
    assertEquals(3, database.invitations().insert(two).id());
  }

  private static AuditEntry entry(String name, String action, long user) {
    return new AuditEntry(
        0,
        5,
        AuditEntry.Actor.TOKEN,
        name,
        2,
        3,
        "192.0.2.1",
        action,
        "did 'it'",
        user,
        "{\"a\":1}",
        "");
  }

  @Test
  void theAuditLogIsFoundNewestFirst() throws Exception {
    database.auditLog().add(List.of(entry("a", "x", 1), entry("b", "x", 2)));
    database.auditLog().add(List.of());
    database.auditLog().add(List.of(entry("a", "y", 2)));
    reopen();

    AuditStore.Query all = new AuditStore.Query("", "", 0, 0, 10);
    assertEquals(
        List.of(entry("a", "y", 2).with(3), entry("b", "x", 2).with(2), entry("a", "x", 1).with(1)),
        database.auditLog().find(all));
    assertEquals(3, database.auditLog().count(all));
    assertEquals(
        List.of(entry("b", "x", 2).with(2)),
        database.auditLog().find(new AuditStore.Query("", "", 0, 1, 1)));
    assertEquals(2, database.auditLog().count(new AuditStore.Query("a", "", 0, 0, 1)));
    assertEquals(2, database.auditLog().count(new AuditStore.Query("", "x", 0, 0, 1)));
    assertEquals(
        List.of(entry("a", "y", 2).with(3)),
        database.auditLog().find(new AuditStore.Query("a", "", 2, 0, 10)));
  }

  @Test
  void theAuditLogIsOnlyAddedTo() throws Exception {
    database.auditLog().add(List.of(entry("a", "x", 1)));

    assertThrows(SQLException.class, () -> execute("UPDATE audit_log SET words = 'nothing'"));
    assertThrows(SQLException.class, () -> execute("DELETE FROM audit_log"));
    if (kind != Kind.SQLITE) {
      assertThrows(SQLException.class, () -> execute("TRUNCATE audit_log"));
    }
    assertEquals(1, number("SELECT count(*) FROM audit_log"));
  }

  @Test
  void aTokenSaysWhoMadeIt() throws Exception {
    Token made =
        database.tokens().insert(new Token(0, "t", bytes(1), Set.of("me"), 1, 2, 3, 1L << 40));

    reopen();

    assertEquals(1L << 40, database.tokens().all().get(0).madeBy());
    assertEquals(List.of(made), database.tokens().all());
  }
}
