package rhizome.runtime.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import rhizome.grid.healing.Cause;
import rhizome.grid.notice.Letter;
import rhizome.grid.notice.Line;
import rhizome.grid.notice.Notice;

/** A letter as its receivers read it: as JSON, and as plain text. */
record LetterText(Letter letter, String id, String grid) {

  /** What this letter is called everywhere; a grid that lost its journal counts anew. */
  static String id(Letter letter, String grid) {
    return "msg_%s_%d_%d".formatted(grid, letter.number(), letter.at().toEpochMilli());
  }

  /** At most {@code max} bytes: what does not fit is counted. */
  byte[] json(int max) {
    int lines = letter.lines().size();
    byte[] bytes = bytes(lines);
    while (bytes.length > max && lines > 0) {
      lines /= 2;
      bytes = bytes(lines);
    }
    return bytes;
  }

  private byte[] bytes(int lines) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("id", id);
    data.put("grid", grid);
    data.put("test", letter.test());
    data.put("severity", letter.severity().word());
    data.put("headline", letter.headline());
    data.put("begun", letter.begun());
    data.put("ended", letter.over());
    ArrayNode notices = data.putArray("notices");
    letter.lines().stream().limit(lines).forEach(line -> notices.add(json(line)));
    data.put("untold", letter.begun() + letter.over() - lines);
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("type", "rhizome.letter");
    root.put("timestamp", letter.at().toString());
    root.set("data", data);
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode json(Line line) {
    Notice notice = line.notice();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("state", line.end().isEmpty() ? "begun" : "ended");
    json.put("topic", notice.key().topic().word());
    json.put("subject", notice.key().subject());
    json.put("severity", notice.severity().word());
    json.put("text", line.end().map(Line.End::text).orElse(notice.text()));
    json.put("since", notice.since().toString());
    line.end().ifPresent(end -> json.put("until", end.at().toString()));
    ArrayNode causes = json.putArray("cause");
    for (Cause link : links(notice)) {
      causes.addObject().put("what", link.what()).put("at", link.at().toString());
    }
    return json;
  }

  private static List<Cause> links(Notice notice) {
    return notice.cause().map(Cause::chain).orElse(List.of());
  }

  /** As {@code [rhizome] critical: shop/web#0 needs a human}. */
  String subject() {
    return "[%s] %s: %s"
        .formatted(grid, letter.test() ? "test" : letter.severity().word(), letter.headline());
  }

  String plain() {
    List<String> text = new ArrayList<>();
    if (letter.test()) {
      text.add("Somebody said 'rhizome notify test'. Nothing is wrong.");
    }
    letter.lines().forEach(line -> plain(line, text));
    letter
        .more()
        .forEach((topic, count) -> text.add("and %d more: %s".formatted(count, topic.word())));
    if (letter.ended() > 0) {
      text.add("and %d more are over".formatted(letter.ended()));
    }
    text.add("");
    text.add("-- ");
    text.add("grid %s, letter %d, %s".formatted(grid, letter.number(), letter.at()));
    text.add(
        "'rhizome notify list' shows what is open, 'rhizome explain NAME' a workload's story.");
    return String.join("\n", text) + "\n";
  }

  private static void plain(Line line, List<String> text) {
    Notice notice = line.notice();
    String subject = notice.key().subject();
    if (line.end().isPresent()) {
      Line.End end = line.end().get();
      text.add("over: %s %s".formatted(subject, end.text()));
      text.add("  was: %s, since %s".formatted(notice.text(), notice.since()));
      return;
    }
    text.add("%s: %s %s".formatted(notice.severity().word(), subject, notice.text()));
    text.add("  since %s".formatted(notice.since()));
    links(notice).forEach(link -> text.add("  because %s, %s".formatted(link.what(), link.at())));
  }
}
