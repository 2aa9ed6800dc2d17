package rhizome.blueprints.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;

class DialectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {blueprint: v1, name: x, services: {}}             | NATIVE
          {blueprint: v9, services: [vm__a: ]}               | NATIVE
          {services: [vm__a: ]}                              | ZROBOT_2
          {services: [], 'h/a/r/vm/0.0.1__a': }              | ZROBOT_2
          {'h/a/r/vm/0.0.1__a': , vm__b: }                   | ZROBOT_1
          {vm__a: , actions: [{action: install}]}            | AYS
          {node.ovc__a: }                                    | AYS
          {eventfilters: []}                                 | AYS
          {actions: [{action: install}]}                     | AYS
          {actions: [{actor: vm, actions: x}]}               | AYS
          {actions: [{actions: [install]}]}                  | ZROBOT_2
          {actions: {actions: install}}                      | ZROBOT_2
          {actions: [install, start]}                        | ZROBOT_2
          {services: {a: {image: redis}}}                    | COMPOSE
          {version: '3', services: {a: {}}}                  | COMPOSE
          {services: {a: {command: x}, b: }}                 | COMPOSE
          {services: {a: {run: x}, b: {command: y}}}         |
          {name: x, services: {a: {replicas: 2}}}            |
          {services: {}}                                     |
          {longjobs: []}                                     |
          [vm__a]                                            |
          vm__a                                              |
          """)
  void aDocumentIsKnownByItsKeys(String text, @Nullable Dialect dialect) {
    assertThat(of(text)).isEqualTo(Optional.ofNullable(dialect));
  }

  @Test
  void eachHasATitleThatReadsWellInAMessage() {
    for (Dialect dialect : Dialect.values()) {
      assertThat(dialect.title()).matches("an? .+");
    }
  }

  private static Optional<Dialect> of(String text) {
    Problems problems = new Problems(new Source("f.yaml", text));
    Optional<Dialect> dialect = Composer.compose(problems, Limits.DEFAULT).flatMap(Dialect::of);
    assertThat(problems.all()).isEmpty();
    return dialect;
  }
}
