package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmallStoresTest extends DatabaseContract {
  private static Token token(String name, Set<String> scopes) {
    byte[] hash = new byte[32];
    hash[0] = -1;
    hash[31] = 1;
    return new Token(0, name, hash, scopes, 5, 6, 7);
  }

  @Test
  void tokensAreKeptAsTheyAre() throws Exception {
    Token one = database.tokens().insert(token("one", Set.of("users:read", "users:write")));
    Token two = database.tokens().insert(token("two", Set.of()));

    reopen();

    assertEquals(List.of(one, two), database.tokens().all());
    assertEquals(1, one.id());
    assertEquals(Set.of("users:read", "users:write"), one.scopes());
  }

  @Test
  void aTokensNameIsItsOwn() throws Exception {
    database.tokens().insert(token("one", Set.of()));

    assertEquals(
        "another token has this name",
        assertThrows(
                ConflictException.class, () -> database.tokens().insert(token("one", Set.of())))
            .getMessage());
    assertThrows(
        StorageException.class,
        () -> database.tokens().insert(token("two", Set.of("users:read users:write"))));
  }

  @Test
  void aTokenThatIsForgottenLeavesItsId() throws Exception {
    Token one = database.tokens().insert(token("one", Set.of()));
    database.tokens().delete(one.id());
    database.tokens().delete(one.id());

    assertEquals(List.of(), database.tokens().all());
    assertEquals(2, database.tokens().insert(token("one", Set.of())).id());
  }

  @Test
  void multipliersAreKeptChangedAndForgotten() throws Exception {
    Multiplier site =
        database
            .multipliers()
            .insert(
                new Multiplier(
                    0, Multiplier.Subject.SITE, 0, 200, 0, 5, Long.MAX_VALUE, "a feast"));
    Multiplier user =
        database
            .multipliers()
            .insert(new Multiplier(0, Multiplier.Subject.USER, 3, 100, 50, 5, 9, ""));
    assertEquals(List.of(site, user), database.multipliers().all());

    Multiplier changed =
        new Multiplier(site.id(), Multiplier.Subject.TORRENT, 8, 1000, 1, -5, 1L << 62, "another");
    database.multipliers().update(changed);
    database.multipliers().delete(user.id());

    reopen();

    assertEquals(List.of(changed), database.multipliers().all());
    assertThrows(StorageException.class, () -> database.multipliers().update(user));
    assertEquals(3, database.multipliers().insert(user).id());
  }

  @Test
  void aSettingIsMadeOnce() throws Exception {
    assertEquals("first", database.setting("site.key", () -> "first"));
    assertEquals("other", database.setting("other", () -> "other"));

    reopen();

    assertEquals("first", database.setting("site.key", () -> "second"));
  }

  @Test
  void theDescriptionHoldsNoPassword() {
    assertFalse(options.toString().contains("password"));
    assertFalse(database.description().contains("password"));
    StorageOptions open =
        new StorageOptions("jdbc:postgresql://h/d?user=u&password=hush", "u", "hush", 1);
    assertFalse(open.toString().contains("hush"));
  }
}
