package rhizome.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Laws about the shape of methods and types, read from the syntax tree. */
final class ShapeLaws {

  static final int METHOD_LINES_MAX = 40;
  static final int PARAMETERS_MAX = 5;

  private static final Pattern VAGUE_TYPE = Pattern.compile(".*(Impl|Manager|Helper|Utils?)");

  /** The one wildcard that is allowed, so that an entity's table reads as prose. */
  private static final Pattern PROTOCOL = Pattern.compile("rhizome\\..*\\.[A-Z]\\w*\\.\\*");

  private ShapeLaws() {}

  static List<Finding> check(Syntax syntax) {
    Inspector inspector = new Inspector(syntax);
    inspector.scan(syntax.unit(), null);
    return inspector.findings;
  }

  private static final class Inspector extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final Syntax syntax;
    private final List<Finding> findings = new ArrayList<>();

    Inspector(Syntax syntax) {
      this.syntax = syntax;
    }

    @Override
    public @Nullable Void visitImport(ImportTree entry, @Nullable Void nothing) {
      String name = entry.getQualifiedIdentifier().toString();
      if (name.endsWith(".*") && (entry.isStatic() || !PROTOCOL.matcher(name).matches())) {
        report(entry, "a wildcard import of something other than an entity's nested protocol");
      }
      return super.visitImport(entry, null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      String name = type.getSimpleName().toString();
      if (VAGUE_TYPE.matcher(name).matches()) {
        report(type, "'" + name + "' names no thing of the domain; say what it is");
      }
      for (Tree member : type.getMembers()) {
        if (member instanceof BlockTree initializer) {
          checkLength(initializer, "an initializer");
        } else if (member instanceof MethodTree method && !isCanonical(method, type)) {
          checkParameters(method);
        }
      }
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      if (method.getBody() != null) {
        checkLength(method.getBody(), "'" + method.getName() + "'");
      }
      return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
      String name = annotation.getAnnotationType().toString();
      boolean disabled = name.equals("Disabled") || name.endsWith(".Disabled");
      if (disabled && annotation.getArguments().stream().noneMatch(ShapeLaws::saysSomething)) {
        report(annotation, "a skipped test must say why: @Disabled(\"reason\")");
      }
      return super.visitAnnotation(annotation, null);
    }

    private void checkLength(BlockTree body, String name) {
      long lines = syntax.lastLine(body) - syntax.firstLine(body) - 1;
      if (lines > METHOD_LINES_MAX) {
        report(body, "%s has %d lines, limit %d".formatted(name, lines, METHOD_LINES_MAX));
      }
    }

    private void checkParameters(MethodTree method) {
      int count = method.getParameters().size();
      if (count > PARAMETERS_MAX) {
        report(
            method,
            "'%s' has %d parameters, limit %d; make them a record"
                .formatted(method.getName(), count, PARAMETERS_MAX));
      }
    }

    /** A record's header may be long, and so may the constructor that repeats it. */
    private static boolean isCanonical(MethodTree method, ClassTree type) {
      long components =
          type.getMembers().stream()
              .filter(VariableTree.class::isInstance)
              .map(VariableTree.class::cast)
              .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
              .count();
      return type.getKind() == Tree.Kind.RECORD
          && method.getReturnType() == null
          && method.getParameters().size() == components;
    }

    private void report(Tree tree, String what) {
      findings.add(Finding.at(syntax.file(), syntax.firstLine(tree), what));
    }
  }

  private static boolean saysSomething(Tree argument) {
    Tree value = argument instanceof AssignmentTree named ? named.getExpression() : argument;
    return !(value instanceof LiteralTree literal)
        || (literal.getValue() instanceof String text && !text.isBlank());
  }
}
