package rhizome.blueprints.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.draft.Draft;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/** What a service of a compose file runs, as a program of the node. */
final class Program {

  private static final Pattern VARIABLE = Pattern.compile(Spelling.VARIABLE);

  private final Notes notes;
  private final Interpolation interpolation;
  private final Amounts amounts;

  Program(Notes notes) {
    this.notes = notes;
    this.interpolation = new Interpolation(notes);
    this.amounts = new Amounts(notes);
  }

  void write(Draft draft, Node.Scalar name, Parts parts) {
    Optional<String> image = image(parts);
    List<String> words =
        new ArrayList<>(parts.value("entrypoint").map(this::words).orElse(List.of()));
    words.addAll(parts.value("command").map(this::words).orElse(List.of()));
    if (words.isEmpty() || words.getFirst().isBlank()) {
      notes.refuse(
          name.at(),
          "the service "
              + Words.quote(name.text())
              + " has no command"
              + image
                  .map(of -> ", and what the image " + Words.quote(of) + " runs is not known")
                  .orElse(""),
          "command: [...], which 'docker image inspect' shows as Entrypoint and Cmd");
      return;
    }
    image.ifPresent(of -> draft.remark(4, "was run from the image " + of));
    draft.head(4, "run");
    draft.line(6, "command", BlueprintWriter.scalar(Interpolation.escaped(words.getFirst())));
    draft.words(6, "args", words.stream().skip(1).map(Interpolation::escaped).toList());
    Map<String, String> env = parts.value("environment").map(this::env).orElse(new TreeMap<>());
    if (!env.isEmpty()) {
      draft.head(6, "env");
      env.forEach(
          (key, value) -> draft.line(8, key, BlueprintWriter.scalar(Interpolation.escaped(value))));
    }
    parts.scalar("working_dir").ifPresent(folder -> workdir(draft, folder));
    parts
        .scalar("stop_grace_period")
        .flatMap(time -> amounts.duration(time, "stop_grace_period"))
        .ifPresent(grace -> draft.line(6, "grace", Quantity.write(grace)));
  }

  private Optional<String> image(Parts parts) {
    Optional<Node.Entry> build = parts.take("build");
    Optional<Node.Scalar> image = parts.scalar("image");
    build.ifPresent(
        entry ->
            notes.note(
                Habit.IMAGE,
                entry.key().at(),
                "'build' is left out: no image is built, and none is run",
                "the program on every node that may run this, where the command finds it"));
    image.ifPresent(
        of ->
            notes.note(
                Habit.IMAGE,
                of.at(),
                "the image "
                    + Words.quote(of.text())
                    + " is not run; its program is, from the node",
                "the program "
                    + Words.quote(program(of.text()))
                    + " installed on every node that may"
                    + " run this; paths are those of the node"));
    return image.map(Node.Scalar::text);
  }

  /** {@code registry/path/redis:7@sha256:…} has a program that is likely called redis. */
  private static String program(String image) {
    String last = image.replaceFirst("@.*", "");
    last = last.substring(last.lastIndexOf('/') + 1);
    return last.replaceFirst(":.*", "");
  }

  private List<String> words(Node node) {
    if (node instanceof Node.Scalar line) {
      Optional<List<String>> split = ShellWords.split(interpolation.fill(line));
      if (split.isEmpty()) {
        notes.refuse(line.at(), "a quote in the command is not closed", "a list of words");
      }
      return split.orElse(List.of());
    }
    List<String> words = new ArrayList<>();
    for (Node item : Parts.items(node)) {
      if (item instanceof Node.Scalar word) {
        words.add(interpolation.fill(word));
      } else {
        notes.refuse(item.at(), "a word of the command is " + item.kind(), "a text");
      }
    }
    return words;
  }

  private Map<String, String> env(Node node) {
    Map<String, String> env = new TreeMap<>();
    if (node instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (entry.value() instanceof Node.Scalar value) {
          Optional<String> filled =
              value.isNull() ? Optional.empty() : Optional.of(interpolation.fill(value));
          variable(env, entry.key().at(), entry.key().text(), filled);
        } else {
          String message = "the variable " + Words.quote(entry.key().text()) + " is ";
          notes.refuse(entry.value().at(), message + entry.value().kind(), "a text");
        }
      }
      return env;
    }
    for (Node item : Parts.items(node)) {
      if (item instanceof Node.Scalar pair) {
        String text = interpolation.fill(pair);
        int split = text.indexOf('=');
        variable(
            env,
            pair.at(),
            split < 0 ? text : text.substring(0, split),
            split < 0 ? Optional.empty() : Optional.of(text.substring(split + 1)));
      } else {
        notes.refuse(item.at(), "a variable is " + item.kind(), "NAME=VALUE");
      }
    }
    return env;
  }

  private void variable(Map<String, String> env, int at, String name, Optional<String> value) {
    String shown = "the variable " + Words.quote(name);
    if (!VARIABLE.matcher(name).matches() || name.startsWith(Spelling.RESERVED)) {
      String why = name.startsWith(Spelling.RESERVED) ? " is the node's own" : " has no such name";
      notes.note(Habit.NO_COUNTERPART, at, shown + why + "; it is left out", "another name");
    } else if (value.isEmpty()) {
      notes.note(
          Habit.INTERPOLATION,
          at,
          shown + " is passed on from the shell by compose; it is left out",
          name + "=VALUE");
    } else {
      env.put(name, value.get());
    }
  }

  private void workdir(Draft draft, Node.Scalar folder) {
    String path = interpolation.fill(folder);
    if (path.startsWith("/")) {
      draft.line(6, "workdir", BlueprintWriter.scalar(Interpolation.escaped(path)));
    } else {
      notes.note(
          Habit.NO_COUNTERPART,
          folder.at(),
          "'working_dir' is not absolute; it is left out",
          "a path that begins with '/'");
    }
  }
}
