package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  @Test
  void anyTextComesBackAsItWas() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x10000; c += c < 0x300 ? 1 : 97) {
      all.append((char) c);
    }
    for (int i = 0; i < all.length(); i += 100) {
      String text = all.substring(i, Math.min(all.length(), i + 100));
      String json = new Evidence().put("text", text).json();
      assertTrue(json.chars().allMatch(c -> c >= ' ' && c < 0x7F), json);
      assertEquals(text, new JsonObject(json).getString("text"));
    }
  }

  @Test
  void aTextIsCut() {
    String json = new Evidence().put("text", "x".repeat(1000)).json();
    assertEquals(200, new JsonObject(json).getString("text").length());
  }

  @Test
  void figuresAndListsAreWhereTheyBelong() {
    String json =
        new Evidence()
            .put("least", Long.MIN_VALUE)
            .list("all")
            .next()
            .put("a", 1)
            .put("b", true)
            .endNext()
            .next()
            .endNext()
            .endList()
            .list("none")
            .endList()
            .put("last", "x")
            .json();
    JsonObject expected =
        new JsonObject()
            .put("least", Long.MIN_VALUE)
            .put(
                "all",
                new JsonArray()
                    .add(new JsonObject().put("a", 1).put("b", true))
                    .add(new JsonObject()))
            .put("none", new JsonArray())
            .put("last", "x");
    assertEquals(expected.encode(), json);
    assertEquals("{}", new Evidence().json());
  }

  @Test
  void aHostileClientNameIsHarmless() {
    for (String id :
        new String[] {
          "\"},{\"x\":\"\\\n\r\t\u0000\u001B[2J\u00FF",
          "-\"\"\\\\\\\"-\n\n\n\n\nabcdefg",
          "-qB4650-\u2028\u0085</script>"
        }) {
      String twenty = (id + " ".repeat(20)).substring(0, 20);
      String json = Evidence.of(new Seen().peerId(Seen.peerId(twenty)).build()).json();
      JsonObject evidence = new JsonObject(json);
      assertTrue(json.chars().allMatch(c -> c >= ' ' && c < 0x7F), json);
      assertTrue(evidence.getString("client").matches("[A-Za-z0-9 .]+"), json);
      assertTrue(evidence.getString("peer_id").matches("[0-9a-f]{40}"), json);
    }
  }

  @Test
  void thePasskeyIsNotInIt() {
    Observation seen = new Seen().build();
    assertFalse(Evidence.of(seen).json().contains(seen.request().passkey()));
  }

  @Test
  void whatIsNotKnownIsNotSaid() {
    Observation magnet = new Seen().left(-1, AnnounceRequest.LEFT_UNKNOWN).build();
    assertFalse(new JsonObject(Evidence.of(magnet).json()).containsKey("left"));
  }
}
