package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientRulesTest {
  static PeerId peerId(String beginning) {
    String id = (beginning + "x".repeat(20)).substring(0, 20);
    return PeerId.read(id.getBytes(StandardCharsets.ISO_8859_1), 0);
  }

  private static List<String> words(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    // allowed, denied, peer id, let in
    "'','',-XL0012-,true",
    "'',-XL,-XL0012-,false",
    "'',-XL,-TR3000-,true",
    "'',-XL,-xl0012-,true",
    "-TR,'',-TR3000-,true",
    "-TR,'',-qB4650-,false",
    "-TR -qB,'',-qB4650-,true",
    "-TR,-TR2,-TR2940-,false",
    "-TR,-TR2,-TR3000-,true",
    "-TR2940,-TR2,-TR2940-,true",
    "-TR2940,-TR2,-TR2930-,false",
    "-TR2940,-TR2,-qB4650-,false",
    "-TR -TR2940,-TR2,-TR2940-,true",
    "-TR,-TR,-TR3000-,false",
    "'',-,M7-10-5--,true",
    "'',-,-TR3000-,false",
  })
  void theLongestBeginningDecides(String allowed, String denied, String id, boolean letIn) {
    assertEquals(letIn, new ClientRules(words(allowed), words(denied)).allows(peerId(id)));
  }

  @Test
  void aWholePeerIdIsABeginningToo() {
    String whole = "-TR3000-abcdefghijkl";

    assertTrue(new ClientRules(List.of(whole), List.of("-TR")).allows(peerId(whole)));
    assertEquals(
        false, new ClientRules(List.of(whole), List.of("-TR")).allows(peerId("-TR3000-z")));
  }
}
