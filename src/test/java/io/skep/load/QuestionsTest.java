package io.skep.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private static final int PEERS = 1000;
  private static final int[] SOURCES = {0, 1, 2};

  private final PeerPlan plan =
      new PeerPlan(
          new Crowd(PEERS, 7, List.of(), new Popularity.Uniform(), 0.5, 3, List.of(), 1), 3, 3);
  private final Question question = new Question(4);

  private Questions questions(Mix mix) {
    return new Questions(plan, mix, SOURCES, 5);
  }

  @Test
  void fillingAsksOnceForEach() {
    Questions questions = questions(new Mix(1, 0, 0, 0, 50, 0.5, 4));
    questions.filling(true);
    Set<Integer> asked = new HashSet<>();
    for (int source : SOURCES) {
      while (questions.has(source)) {
        questions.next(source, question);
        assertEquals(Kind.ANNOUNCE, question.kind);
        assertEquals(Event.STARTED, question.event);
        assertEquals(source, plan.source(question.peer));
        assertTrue(asked.add(question.peer));
      }
    }
    assertEquals(PEERS, asked.size());
    assertEquals(PEERS, questions.filled());
    assertTrue(questions.isFilled());
  }

  @Test
  void whatIsLostWhileFillingIsAskedAgainFromTheSameSource() {
    Questions questions = questions(new Mix(1, 0, 0, 0, 50, 0, 4));
    questions.filling(true);
    for (int source : SOURCES) {
      while (questions.has(source)) {
        questions.next(source, question);
      }
    }
    questions.lost(500);
    assertFalse(questions.isFilled());
    assertFalse(questions.has(0));
    assertTrue(questions.has(plan.source(500)));
    questions.next(plan.source(500), question);
    assertEquals(500, question.peer);
    assertTrue(questions.isFilled());
  }

  @Test
  void aTrackerThatAnswersNothingIsNotAskedForEver() {
    Questions questions = questions(new Mix(1, 0, 0, 0, 50, 0, 4));
    questions.filling(true);
    long asked = 0;
    for (int source : SOURCES) {
      while (questions.has(source)) {
        questions.next(source, question);
        questions.lost(question.peer);
        asked++;
      }
    }
    assertEquals(PEERS + 1000 + PEERS / 10, asked);
  }

  @Test
  void eventsComeByTheirWeights() {
    Questions questions = questions(new Mix(70, 20, 10, 0, 50, 0, 4));
    Map<Event, Integer> counts = new EnumMap<>(Event.class);
    for (int i = 0; i < 100_000; i++) {
      questions.next(i % 3, question);
      counts.merge(question.event, 1, Integer::sum);
    }
    assertEquals(70_000, counts.getOrDefault(Event.NONE, 0), 1000);
    assertEquals(20_000, counts.getOrDefault(Event.STARTED, 0), 1000);
    assertEquals(10_000, counts.getOrDefault(Event.COMPLETED, 0), 1000);
  }

  @Test
  void onlySeedersHaveCompleted() {
    Questions questions = questions(new Mix(0, 0, 1, 0, 50, 0, 4));
    for (int i = 0; i < 1000; i++) {
      questions.next(1, question);
      assertEquals(Event.COMPLETED, question.event);
      assertTrue(plan.isSeeder(question.peer));
    }
  }

  @Test
  void whoHasStoppedStartsNext() {
    Questions questions = questions(new Mix(1, 0, 0, 1, 50, 0, 4));
    boolean[] stopped = new boolean[PEERS];
    int restarts = 0;
    for (int i = 0; i < 50_000; i++) {
      questions.next(i % 3, question);
      boolean was = stopped[question.peer];
      assertEquals(was, question.event == Event.STARTED);
      restarts += was ? 1 : 0;
      stopped[question.peer] = question.event == Event.STOPPED;
    }
    assertTrue(restarts > 1000, "restarts: " + restarts);
  }

  @Test
  void scrapesAreTheirShareAndAskForTorrentsThereAre() {
    Questions questions = questions(new Mix(1, 0, 0, 0, 50, 0.2, 4));
    int scrapes = 0;
    for (int i = 0; i < 50_000; i++) {
      questions.next(i % 3, question);
      if (question.kind == Kind.SCRAPE) {
        scrapes++;
        for (int torrent : question.torrents) {
          assertTrue(torrent >= 0 && torrent < 7);
        }
        assertEquals(4, Arrays.stream(question.torrents).distinct().count(), "each once");
      }
    }
    assertEquals(10_000, scrapes, 600);
  }
}
