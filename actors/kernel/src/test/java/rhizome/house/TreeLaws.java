package rhizome.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Laws about packages and about the repository as a whole. */
final class TreeLaws {

  static final int PACKAGE_TYPES_MAX = 20;

  /** Test lines for each main line; weighed only once there is enough code to weigh. */
  static final double TESTS_MIN = 1.0;

  static final int WEIGHED_ABOVE = 3000;

  private static final Pattern VAGUE_PACKAGE =
      Pattern.compile("(.*\\.)?(utils?|commons?|managers?|impl|helpers?)(\\..*)?");

  private TreeLaws() {}

  /** No package too full or vaguely named. */
  static List<Finding> packages(List<Syntax> all) {
    Map<String, Integer> types = new TreeMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Syntax syntax : all) {
      if (syntax.file().isMain()) {
        types.merge(syntax.file().folder(), typesIn(syntax.unit()), Integer::sum);
      }
      if (VAGUE_PACKAGE.matcher(syntax.file().packageName()).matches()) {
        findings.add(new Finding(syntax.file().path(), "its package names no thing of the domain"));
      }
    }
    types.forEach(
        (folder, count) -> {
          if (count > PACKAGE_TYPES_MAX) {
            findings.add(
                new Finding(folder, "%d types, limit %d".formatted(count, PACKAGE_TYPES_MAX)));
          }
        });
    return findings;
  }

  /** Every package with main code says what it is for, and refuses unmarked nulls. */
  static List<Finding> nullMarks(List<Syntax> all) {
    Map<String, Boolean> marked = new TreeMap<>();
    for (Syntax syntax : all) {
      if (syntax.file().isMain()) {
        marked.merge(syntax.file().folder(), isNullMarked(syntax), Boolean::logicalOr);
      }
    }
    return marked.entrySet().stream()
        .filter(folder -> !folder.getValue())
        .map(folder -> new Finding(folder.getKey(), "no package-info.java with @NullMarked"))
        .toList();
  }

  /** As many lines of tests as of main code. */
  static List<Finding> tests(List<TextFile> java) {
    long main = lines(java.stream().filter(TextFile::isMain).toList());
    long test = lines(java.stream().filter(TextFile::isTest).toList());
    if (main <= WEIGHED_ABOVE || test >= TESTS_MIN * main) {
      return List.of();
    }
    return List.of(
        new Finding(
            "src",
            "%d lines of tests for %d of main code, wanted %.1f each"
                .formatted(test, main, TESTS_MIN)));
  }

  private static long lines(List<TextFile> files) {
    return files.stream().mapToLong(file -> file.text().lines().count()).sum();
  }

  private static int typesIn(CompilationUnitTree unit) {
    return (int) unit.getTypeDecls().stream().filter(ClassTree.class::isInstance).count();
  }

  private static boolean isNullMarked(Syntax syntax) {
    return syntax.file().isPackageInfo()
        && syntax.unit().getPackageAnnotations().stream()
            .map(annotation -> annotation.getAnnotationType().toString())
            .anyMatch(name -> name.equals("NullMarked") || name.endsWith(".NullMarked"));
  }
}
