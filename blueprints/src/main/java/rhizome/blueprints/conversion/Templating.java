package rhizome.blueprints.conversion;

import rhizome.blueprints.tree.Problems;

/** A text that has to be filled in by another program before it is YAML at all. */
final class Templating {

  private Templating() {}

  static void note(Problems problems) {
    String text = problems.source().text();
    int at = text.contains("{%") ? text.indexOf("{%") : text.indexOf("{{");
    if (at >= 0) {
      problems.add(
          text.codePointCount(0, at),
          "this looks like the source of a template (Jinja2), not like its result",
          "the text as the template engine renders it");
    }
  }
}
