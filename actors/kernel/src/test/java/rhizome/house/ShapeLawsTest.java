package rhizome.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeLawsTest {

  @Test
  void aMethodMayHaveFortyLinesAndNotOneMore() {
    assertThat(check("class A {\n  void a() {\n" + "    b();\n".repeat(40) + "  }\n}\n")).isEmpty();
    assertThat(check("class A {\n  void a() {\n" + "    b();\n".repeat(41) + "  }\n}\n"))
        .containsExactly("A.java:2: 'a' has 41 lines, limit 40");
  }

  @Test
  void constructorsAndInitializersAreMethodsToo() {
    String body = "{\n" + "    b();\n".repeat(41) + "  }\n}\n";
    assertThat(check("class A {\n  A() " + body))
        .containsExactly("A.java:2: '<init>' has 41 lines, limit 40");
    assertThat(check("record A() {\n  A " + body))
        .containsExactly("A.java:2: '<init>' has 41 lines, limit 40");
    assertThat(check("class A {\n  static " + body))
        .containsExactly("A.java:2: an initializer has 41 lines, limit 40");
  }

  @Test
  void methodsOfNestedAndNamelessTypesCountToo() {
    String method = "{ void a() {\n" + "    b();\n".repeat(41) + "  } }";
    assertThat(check("class A {\n  class B " + method + "}")).hasSize(1);
    assertThat(check("class A {\n  Object b = new Object() " + method + "; }")).hasSize(1);
  }

  @Test
  void aMethodMayHaveFiveParametersAndNotOneMore() {
    assertThat(check("class A { void a(int b, int c, int d, int e, int f) {} }")).isEmpty();
    assertThat(check("interface A { void a(int b, int c, int d, int e, int f, int g); }"))
        .containsExactly("A.java:1: 'a' has 6 parameters, limit 5; make them a record");
  }

  @Test
  void aRecordHeaderMayBeLongAndSoMayItsConstructor() {
    String header = "record A(int b, int c, int d, int e, int f, int g) ";
    assertThat(check(header + "{ static int z; A { b = 1; } }")).isEmpty();
    assertThat(check(header + "{ A(int b, int c, int d, int e, int f, int g) {} }")).isEmpty();
    assertThat(check(header + "{ void a(int b, int c, int d, int e, int f, int g) {} }"))
        .hasSize(1);
    assertThat(
            check(
                "class A { int b, c, d, e, f, g; A(int b, int c, int d, int e, int f, int g) {} }"))
        .hasSize(1);
  }

  @Test
  void noTypeIsNamedAfterNothing() {
    for (String name : List.of("NodeImpl", "RobotManager", "YamlHelper", "StringUtil", "Utils")) {
      assertThat(check("class Outer { interface " + name + " {} }"))
          .singleElement()
          .asString()
          .contains("'" + name + "' names no thing");
    }
    assertThat(check("class Implied { record Utility() {} enum Helpers {} }")).isEmpty();
  }

  @Test
  void aSkippedTestSaysWhy() {
    String complaint = "A.java:1: a skipped test must say why: @Disabled(\"reason\")";
    assertThat(check("@Disabled class A {}")).containsExactly(complaint);
    assertThat(check("class A { @org.junit.jupiter.api.Disabled void a() {} }"))
        .containsExactly(complaint);
    assertThat(check("@Disabled(\" \") class A {}")).containsExactly(complaint);
    assertThat(check("@Disabled(value = \"\") class A {}")).containsExactly(complaint);
    assertThat(check("@Disabled(\"needs a second machine\") class A {}")).isEmpty();
    assertThat(check("@Disabled(value = NO_NETWORK) class A {}")).isEmpty();
  }

  @Test
  void onlyAnEntitysProtocolIsImportedWhole() {
    String complaint =
        "A.java:1: a wildcard import of something other than an entity's nested protocol";
    assertThat(check("import java.util.*;")).containsExactly(complaint);
    assertThat(check("import rhizome.grid.node.*;")).containsExactly(complaint);
    assertThat(check("import static rhizome.grid.node.Node.Refusal.*;")).containsExactly(complaint);
    assertThat(check("import rhizome.grid.node.Node.Command.*;")).isEmpty();
    assertThat(check("import rhizome.grid.node.Node.Command;")).isEmpty();
  }

  private static List<String> check(String text) {
    return Syntax.parse(List.of(new TextFile("A.java", text))).stream()
        .flatMap(syntax -> ShapeLaws.check(syntax).stream())
        .map(Finding::toString)
        .toList();
  }
}
