package rhizome.cli.language;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.blueprints.template.Library;
import rhizome.blueprints.template.Template;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;

/** All templates, in a line each. */
@Command(name = "list", description = "List the templates of the library; needs no grid.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TemplateList implements Callable<Integer> {

  @Mixin private AnswerOptions options;

  private final Terminal terminal;

  TemplateList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Template> all = Library.builtIn().all();
    Json json = Json.object("templates", all.stream().map(TemplateList::json).toList());
    options.answer(terminal, json, () -> lines(all));
    return ExitCode.OK.code();
  }

  private static Json json(Template template) {
    return Json.object("name", template.name())
        .with("version", template.version().toString())
        .with("about", template.about());
  }

  private static List<String> lines(List<Template> all) {
    List<String> lines = new ArrayList<>();
    all.forEach(template -> lines.add("%s  %s".formatted(template.title(), template.about())));
    return lines;
  }
}
