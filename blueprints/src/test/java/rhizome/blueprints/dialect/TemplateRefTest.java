package rhizome.blueprints.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateRefTest {

  @ParameterizedTest
  @CsvSource({
    "vm, vm, , false",
    "node.ovc, node.ovc, , false",
    "h/a/vm, h/a/vm, , false",
    "h/a/r/vm, vm, , true",
    "h/a/r/vm/0.1.2, vm, 0.1.2, true",
    "h/a/r/vm/10.20.30, vm, 10.20.30, true",
    "h/a/r/vm/latest, vm, latest, false",
    "h/a/r/vm/1.2, vm, 1.2, false",
    "h/a/r/vm/1.2.3-rc, vm, 1.2.3-rc, false",
    "h/a/r/vm/1.2.3/x, h/a/r/vm/1.2.3/x, , false"
  })
  void aUidHasFourPartsAndPerhapsAVersion(
      String written, String name, @Nullable String version, boolean uid) {
    TemplateRef ref = TemplateRef.of(written);
    assertThat(ref).isEqualTo(new TemplateRef(written, name, Optional.ofNullable(version)));
    assertThat(ref.isUid()).isEqualTo(uid);
  }

  @ParameterizedTest
  @CsvSource({"node.ovc, node", "node, node", "a.b.c, a", "h/a/r/node.ovc/1.0.0, node", ".x, ''"})
  void theRoleStandsBeforeTheFirstDot(String written, String role) {
    assertThat(TemplateRef.of(written).role()).isEqualTo(role);
  }

  @ParameterizedTest
  @CsvSource({
    "vm, vm, true",
    "vm, disk, false",
    "vm, h/a/r/vm, true",
    "vm, h/a/r/vm/1.0.0, true",
    "h/a/r/vm, vm, true",
    "h/a/r/vm, h/a/r/vm, true",
    "h/a/r/vm, h/a/r/vm/1.0.0, true",
    "h/a/r/vm, h/a/r/vm2, false",
    "h/a/r/vm, h/b/r/vm, false",
    "h/a/r/vm, h/b/r/vm/1.0.0, false",
    "h/a/r/vm/1.0.0, h/a/r/vm/1.0.0, true",
    "h/a/r/vm/1.0.0, h/a/r/vm/2.0.0, false",
    "h/a/r/vm/1.0.0, h/a/r/vm, false"
  })
  void aSelectorMeansAllVersionsUnlessItNamesOne(String selector, String other, boolean means) {
    assertThat(TemplateRef.of(selector).selects(TemplateRef.of(other))).isEqualTo(means);
  }

  @ParameterizedTest
  @CsvSource({
    ", , a, true",
    ", , b, true",
    "vm, , a, true",
    "disk, , a, false",
    ", a, a, true",
    ", a, b, false",
    "vm, a, a, true",
    "disk, a, a, false",
    "vm, b, a, false"
  })
  void aBlockMeansTheServicesThatFitAllItNames(
      @Nullable String template, @Nullable String service, String name, boolean means) {
    ActionBlock block =
        new ActionBlock(
            0,
            Optional.ofNullable(template).map(TemplateRef::of),
            Optional.ofNullable(service).map(text -> new Word(0, text)),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false);
    SeedService candidate = new SeedService(0, TemplateRef.of("vm"), name, new Data.Nothing(0));
    assertThat(block.selects(candidate)).isEqualTo(means);
    assertThat(block.scoped()).isEqualTo(template != null || service != null);
  }

  @Test
  void onlyASingleValueHasAWord() {
    assertThat(new Data.Text(1, "a").word()).hasValue("a");
    assertThat(new Data.Plain(1, "5").word()).hasValue("5");
    assertThat(new Data.Nothing(1).word()).isEmpty();
    assertThat(new Data.Many(1, List.of(new Data.Text(2, "a"))).word()).isEmpty();
    assertThat(new Data.Fields(1, List.of()).word()).isEmpty();
  }
}
