package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.Token;
import io.skep.storage.TokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstTokenTest {
  private final List<Token> kept = new ArrayList<>();
  private final Path folder;

  FirstTokenTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Tokens tokens() throws Exception {
    TokenStore store =
        new TokenStore() {
          @Override
          public List<Token> all() {
            return kept;
          }

          @Override
          public Token insert(Token token) {
            Token numbered =
                new Token(
                    kept.size() + 1L,
                    token.name(),
                    token.hash(),
                    token.scopes(),
                    token.user(),
                    token.createdAt(),
                    token.expiresAt());
            kept.add(numbered);
            return numbered;
          }

          @Override
          public void delete(long id) {
            kept.removeIf(token -> token.id() == id);
          }
        };
    return Tokens.load(store, () -> 1);
  }

  @Test
  void theFirstStartMakesATokenWithEveryScope() throws Exception {
    Tokens tokens = tokens();

    Path file = FirstToken.make(tokens, folder).orElseThrow();

    assertEquals(folder.resolve("admin-token"), file);
    Token token = tokens.find(Files.readString(file).strip()).orElseThrow();
    assertEquals("admin", token.name());
    assertEquals(Scopes.ALL, token.scopes());
    assertEquals(0, token.expiresAt());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList(), "nothing is left beside it");
    }
  }

  @Test
  void onlyItsOwnerCanReadIt() throws Exception {
    Path file = FirstToken.make(tokens(), folder).orElseThrow();
    Assumptions.assumeTrue(
        file.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system knows no owners");

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void laterStartsMakeNone() throws Exception {
    Path file = FirstToken.make(tokens(), folder).orElseThrow();
    String secret = Files.readString(file);

    assertEquals(Optional.empty(), FirstToken.make(tokens(), folder));
    assertEquals(secret, Files.readString(file));
  }

  /** Killed after the file was written and before the token was kept. */
  @Test
  void aFileWithoutATokenIsReplaced() throws Exception {
    Files.writeString(folder.resolve("admin-token"), "skep_old\n");
    Files.writeString(folder.resolve("admin-token.new"), "half");

    Tokens tokens = tokens();
    Path file = FirstToken.make(tokens, folder).orElseThrow();

    assertTrue(tokens.find(Files.readString(file).strip()).isPresent());
    assertFalse(Files.exists(folder.resolve("admin-token.new")));
  }

  @Test
  void aLostOneIsMadeAnewAndTheOldOneEnds() throws Exception {
    Tokens tokens = tokens();
    Path file = FirstToken.make(tokens, folder).orElseThrow();
    String lost = Files.readString(file).strip();
    String other = tokens.add("forum", Set.of("stats:read"), 0, 0).secret();
    Files.delete(file);

    assertEquals(file, FirstToken.renew(tokens, folder));

    Token token = tokens.find(Files.readString(file).strip()).orElseThrow();
    assertEquals("admin", token.name());
    assertEquals(Scopes.ALL, token.scopes());
    assertEquals(Optional.empty(), tokens.find(lost));
    assertTrue(tokens.find(other).isPresent());
    assertEquals(2, tokens().all().size(), "it is kept so");
  }

  @Test
  void withoutAFileThereIsNoToken() throws Exception {
    Tokens tokens = tokens();

    assertThrows(IOException.class, () -> FirstToken.make(tokens, folder.resolve("missing")));
    assertEquals(List.of(), tokens.all());
  }
}
