package rhizome.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeLawsTest {

  private static final String MARKED = "@NullMarked package a; import org.jspecify.NullMarked;";

  @Test
  void aPackageMayHoldTwentyTypesAndNotOneMore() {
    assertThat(TreeLaws.packages(types(20))).isEmpty();
    assertThat(TreeLaws.packages(types(21)))
        .containsExactly(new Finding("m/src/main/java/a", "21 types, limit 20"));
  }

  @Test
  void secondTypesInOneFileCountAndTestsDoNot() {
    String two = "class A {} record B() {}";
    List<Syntax> crowded = new ArrayList<>(types(19));
    crowded.addAll(parse(new TextFile("m/src/main/java/a/A.java", two)));
    assertThat(TreeLaws.packages(crowded)).hasSize(1);

    List<Syntax> tested = new ArrayList<>(types(20));
    tested.addAll(parse(new TextFile("m/src/test/java/a/ATest.java", two)));
    assertThat(TreeLaws.packages(tested)).isEmpty();
  }

  @Test
  void noPackageIsNamedAfterNothing() {
    for (String name : List.of("util", "utils", "common", "manager", "impl", "helper")) {
      for (String source : List.of("main", "test")) {
        String path = "m/src/" + source + "/java/a/" + name + "/b/C.java";
        assertThat(TreeLaws.packages(parse(new TextFile(path, "class C {}"))))
            .containsExactly(new Finding(path, "its package names no thing of the domain"));
      }
    }
    TextFile fine = new TextFile("util/src/main/java/a/utility/C.java", "class C {}");
    assertThat(TreeLaws.packages(parse(fine))).isEmpty();
  }

  @Test
  void everyMainPackageIsMarked() {
    TextFile type = new TextFile("m/src/main/java/a/A.java", "package a; class A {}");
    TextFile marked = new TextFile("m/src/main/java/a/package-info.java", MARKED);
    TextFile plain = new TextFile("m/src/main/java/a/package-info.java", "package a;");
    TextFile test = new TextFile("m/src/test/java/a/ATest.java", "package a; class ATest {}");
    Finding unmarked = new Finding("m/src/main/java/a", "no package-info.java with @NullMarked");

    assertThat(TreeLaws.nullMarks(parse(type))).containsExactly(unmarked);
    assertThat(TreeLaws.nullMarks(parse(type, plain))).containsExactly(unmarked);
    assertThat(TreeLaws.nullMarks(parse(type, marked))).isEmpty();
    assertThat(TreeLaws.nullMarks(parse(test))).isEmpty();
  }

  @Test
  void testsAreWeighedOnceThereIsSomethingToWeigh() {
    assertThat(TreeLaws.tests(List.of(main(3000)))).isEmpty();
    assertThat(TreeLaws.tests(List.of(main(3001), test(3001)))).isEmpty();
    assertThat(TreeLaws.tests(List.of(main(3001), test(3000))))
        .containsExactly(
            new Finding("src", "3000 lines of tests for 3001 of main code, wanted 1.0 each"));
  }

  private static TextFile main(int lines) {
    return new TextFile("m/src/main/java/a/A.java", "\n".repeat(lines));
  }

  private static TextFile test(int lines) {
    return new TextFile("m/src/test/java/a/ATest.java", "\n".repeat(lines));
  }

  private static List<Syntax> types(int count) {
    return parse(
        IntStream.range(0, count)
            .mapToObj(i -> new TextFile("m/src/main/java/a/T" + i + ".java", "class T" + i + " {}"))
            .toArray(TextFile[]::new));
  }

  private static List<Syntax> parse(TextFile... files) {
    return Syntax.parse(List.of(files));
  }
}
