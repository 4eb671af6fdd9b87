package io.skep.client;

import io.skep.metainfo.TorrentFile;
import java.util.List;

/** The page that lists a torrent's files on the {@link StreamServer}. */
final class StreamPage {
  private StreamPage() {}

  static String html(String torrent, List<TorrentFile> files) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    page.append(escape(torrent)).append("</title></head>\n<body><h1>");
    page.append(escape(torrent)).append("</h1>\n<ul>\n");
    for (int number = 0; number < files.size(); number++) {
      TorrentFile file = files.get(number);
      if (file.kind() == TorrentFile.Kind.CONTENT) {
        page.append("<li><a href=\"").append(escape(StreamPaths.path(number, file))).append("\">");
        page.append(escape(file.pathText())).append("</a> (");
        page.append(file.length()).append(" bytes)</li>\n");
      }
    }
    return page.append("</ul></body></html>\n").toString();
  }

  /** The torrent's maker chose these names. */
  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
