package rhizome.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A Java file as the compiler reads it. */
record Syntax(TextFile file, CompilationUnitTree unit, SourcePositions positions) {

  /** Parses without resolving names; text with errors gives what could be made of it. */
  static List<Syntax> parse(List<TextFile> java) {
    Map<URI, TextFile> files = new HashMap<>();
    List<InMemory> sources = new ArrayList<>();
    for (TextFile file : java) {
      InMemory source = new InMemory(file);
      files.put(source.toUri(), file);
      sources.add(source);
    }
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null, null, new DiagnosticCollector<>(), List.of("-proc:none"), null, sources);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<Syntax> parsed = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        TextFile file = Objects.requireNonNull(files.get(unit.getSourceFile().toUri()));
        parsed.add(new Syntax(file, unit, positions));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parsed;
  }

  long firstLine(Tree tree) {
    return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
  }

  long lastLine(Tree tree) {
    return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
  }

  private static final class InMemory extends SimpleJavaFileObject {

    private final TextFile file;

    InMemory(TextFile file) {
      super(URI.create("string:///" + file.path().replace(' ', '_')), JavaFileObject.Kind.SOURCE);
      this.file = file;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return file.text();
    }
  }
}
