package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.metainfo.PieceLayout.Span;
import io.skep.metainfo.TorrentFile.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceLayoutTest {
  @Test
  void piecesOfVersion1RunOverFiles() throws MetainfoException {
    PieceLayout layout = PieceLayout.of(List.of(file(3), file(0), file(4), file(2)), 4, false);
    assertEquals(3, layout.pieceCount());
    assertEquals(9, layout.contentLength());
    assertEquals(List.of(4, 4, 1), lengths(layout));
    assertEquals(List.of(span(0, 0, 3), span(2, 0, 1)), layout.spans(0, 0, 4));
    assertEquals(List.of(span(2, 1, 3), span(3, 0, 1)), layout.spans(1, 0, 4));
    assertEquals(List.of(span(2, 2, 2)), layout.spans(1, 1, 2));
    assertEquals(List.of(span(3, 1, 1)), layout.spans(2, 0, 1));
    assertEquals(List.of(), layout.spans(2, 1, 0));
    assertEquals(1, layout.fileOf(0) + 1);
    assertEquals(2, layout.fileOf(1));
    assertEquals(3, layout.fileOf(2));
  }

  @Test
  void knowsTheFilesPieces() throws MetainfoException {
    PieceLayout layout = PieceLayout.of(List.of(file(3), file(0), file(4), file(2)), 4, false);
    assertEquals(List.of(0, 0), List.of(layout.firstPiece(0), layout.lastPiece(0)));
    assertEquals(List.of(-1, -2), List.of(layout.firstPiece(1), layout.lastPiece(1)));
    assertEquals(List.of(0, 1), List.of(layout.firstPiece(2), layout.lastPiece(2)));
    assertEquals(List.of(1, 2), List.of(layout.firstPiece(3), layout.lastPiece(3)));
    assertEquals(List.of(1, 0), List.of(layout.pieceOf(2, 1), layout.offsetInPiece(2, 1)));
    assertEquals(List.of(2, 0), List.of(layout.pieceOf(3, 1), layout.offsetInPiece(3, 1)));
    assertThrows(IndexOutOfBoundsException.class, () -> layout.pieceOf(3, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> layout.pieceOf(1, 0));
  }

  @Test
  void filesOfVersion2BeginWithPieces() throws MetainfoException {
    PieceLayout layout = PieceLayout.of(List.of(file(3), file(0), file(5)), 4, true);
    assertEquals(3, layout.pieceCount());
    assertEquals(8, layout.contentLength());
    assertEquals(List.of(3, 4, 1), lengths(layout));
    assertEquals(3, layout.hashedLength(0));
    assertEquals(List.of(span(0, 0, 3)), layout.spans(0, 0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> layout.spans(0, 0, 4));
    assertEquals(1, layout.firstPiece(2));
    assertEquals(2, layout.lastPiece(2));
    assertEquals(2, layout.fileOf(2));
  }

  @Test
  void paddingAtTheEndOfAPieceIsHashedAndDoesNotTravel() throws MetainfoException {
    PieceLayout layout =
        PieceLayout.of(List.of(file(3), padding(1), file(5), padding(3)), 4, false);
    assertEquals(List.of(3, 4, 1), lengths(layout));
    assertEquals(4, layout.hashedLength(0));
    assertEquals(4, layout.hashedLength(2));
    assertEquals(8, layout.contentLength());
    assertEquals(List.of(span(0, 0, 3), Span.padding(1)), layout.spans(0, 0, 4));
    assertEquals(List.of(Span.padding(1)), layout.spans(0, 3, 1));
    assertEquals(List.of(span(2, 4, 1), Span.padding(3)), layout.spans(2, 0, 4));
    assertEquals(List.of(Span.padding(2)), layout.spans(2, 2, 2));
  }

  @Test
  void paddingWithinAPieceTravels() throws MetainfoException {
    PieceLayout layout =
        PieceLayout.of(List.of(padding(1), file(3), padding(2), file(1), padding(1)), 8, false);
    assertEquals(List.of(7), lengths(layout));
    assertEquals(8, layout.hashedLength(0));
    assertEquals(
        List.of(Span.padding(1), span(1, 0, 3), Span.padding(2), span(3, 0, 1), Span.padding(1)),
        layout.spans(0, 0, 8));
    assertEquals(List.of(span(1, 1, 2), Span.padding(1)), layout.spans(0, 2, 3));
    assertEquals(List.of(Span.padding(1)), layout.spans(0, 5, 1));
    assertEquals(1, layout.fileOf(0));
  }

  @Test
  void refusesAPieceOfNothing() {
    MetainfoException refused =
        assertThrows(
            MetainfoException.class,
            () -> PieceLayout.of(List.of(file(4), padding(4), file(4)), 4, false));
    assertEquals("piece 1 of the torrent is nothing but padding", refused.reason());
    assertThrows(
        MetainfoException.class, () -> PieceLayout.of(List.of(padding(4), file(4)), 4, false));
    assertThrows(
        MetainfoException.class, () -> PieceLayout.of(List.of(file(4), padding(5)), 4, false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void boundsHowManyPiecesThereAre(boolean isAligned) throws MetainfoException {
    long most = (long) PieceLayout.MAX_PIECES << 20;
    assertEquals(
        PieceLayout.MAX_PIECES,
        PieceLayout.of(List.of(file(most)), 1 << 20, isAligned).pieceCount());
    for (List<TorrentFile> files :
        List.of(
            List.of(file(most + 1)),
            List.of(file(most), file(1)),
            List.of(file(Long.MAX_VALUE)),
            List.of(file(Long.MAX_VALUE), file(Long.MAX_VALUE)))) {
      MetainfoException refused =
          assertThrows(MetainfoException.class, () -> PieceLayout.of(files, 1 << 20, isAligned));
      assertEquals("the torrent has more than 2097152 pieces", refused.reason());
    }
  }

  @Test
  void aTebibyteIsNoTrouble() throws MetainfoException {
    PieceLayout layout = PieceLayout.of(List.of(file(5), file(1L << 40)), 1 << 20, false);
    assertEquals((1 << 20) + 1, layout.pieceCount());
    assertEquals((1L << 40) + 5, layout.contentLength());
    assertEquals(1 << 20, layout.pieceOf(1, (1L << 40) - 1));
    assertEquals(List.of(span(1, (1L << 40) - 5, 5)), layout.spans(layout.pieceCount() - 1, 0, 5));
  }

  /** Every way to cut every piece has the same bytes in the same places. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void spansCoverExactly(boolean isAligned) throws MetainfoException {
    List<TorrentFile> files =
        List.of(file(1), file(0), padding(2), file(7), file(16), file(0), file(3), padding(3));
    PieceLayout layout =
        PieceLayout.of(
            files.stream().filter(f -> !isAligned || f.kind() == Kind.CONTENT).toList(),
            8,
            isAligned);
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      int length = layout.hashedLength(piece);
      List<Span> whole = bytes(layout.spans(piece, 0, length));
      assertEquals(length, whole.size());
      for (int begin = 0; begin <= length; begin++) {
        for (int end = begin; end <= length; end++) {
          assertEquals(whole.subList(begin, end), bytes(layout.spans(piece, begin, end - begin)));
        }
      }
    }
  }

  private static List<Span> bytes(List<Span> spans) {
    List<Span> bytes = new ArrayList<>();
    for (Span span : spans) {
      for (int i = 0; i < span.length(); i++) {
        bytes.add(span.isPadding() ? Span.padding(1) : span(span.file(), span.offset() + i, 1));
      }
    }
    return bytes;
  }

  private static List<Integer> lengths(PieceLayout layout) {
    List<Integer> lengths = new ArrayList<>();
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      lengths.add(layout.length(piece));
    }
    return lengths;
  }

  private static Span span(int file, long offset, int length) {
    return new Span(file, offset, length, false);
  }

  private static TorrentFile file(long length) {
    return new TorrentFile(List.of("n", "f"), length, Kind.CONTENT, null);
  }

  private static TorrentFile padding(long length) {
    return new TorrentFile(List.of("n", ".pad"), length, Kind.PADDING, null);
  }
}
