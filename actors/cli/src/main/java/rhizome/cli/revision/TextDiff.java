package rhizome.cli.revision;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmI;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhizome.blueprints.plan.Change;
import rhizome.cli.json.Json;

/** How the canonical texts of two revisions differ, line by line, without the secrets in them. */
final class TextDiff {

  private static final int CONTEXT = 3;

  /** Up to so many lines the square of them fits into memory, and the difference reads better. */
  private static final int SMALL_LINES_MAX = 2_000;

  private static final Pattern ENTRY = Pattern.compile("( +)(\"[^\"]*\"|[^\": ]+): \\S.*");

  private TextDiff() {}

  /** In the unified form; empty when the texts are the same, but for what is hidden. */
  static List<String> between(Json before, Json after) {
    List<String> old = shown(before);
    List<String> now = shown(after);
    return UnifiedDiffUtils.generateUnifiedDiff(
        name(before),
        name(after),
        old,
        DiffUtils.diff(old, now, algorithm(old.size() + now.size())),
        CONTEXT);
  }

  private static DiffAlgorithmI<String> algorithm(int lines) {
    return lines <= SMALL_LINES_MAX ? new MyersDiff<>() : new MyersDiffWithLinearSpace<>();
  }

  private static String name(Json revision) {
    return "generation " + revision.at("generation").text();
  }

  private static List<String> shown(Json revision) {
    return revision.at("text").text().lines().map(TextDiff::shown).toList();
  }

  /** Whatever has the name of a secret, wherever it stands. */
  private static String shown(String line) {
    Matcher entry = ENTRY.matcher(line);
    return entry.matches() && Change.isSecret(entry.group(2).replace("\"", ""))
        ? "%s%s: %s".formatted(entry.group(1), entry.group(2), Change.HIDDEN)
        : line;
  }
}
