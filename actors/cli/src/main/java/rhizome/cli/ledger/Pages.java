package rhizome.cli.ledger;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Parts of paths that somebody wrote. */
public final class Pages {

  private Pages() {}

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Nothing for the first page. */
  public static String query(@Nullable String page) {
    return page == null ? "" : "?page=" + segment(page);
  }
}
