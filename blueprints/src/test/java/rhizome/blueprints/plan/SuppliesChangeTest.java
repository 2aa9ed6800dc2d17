package rhizome.blueprints.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;

class SuppliesChangeTest {

  private static final Supplies NONE = Supplies.NONE;

  @Test
  void aChangedTextShowsHowMuchAndNotWhat() {
    assertThat(told(file("conf", "a\nhunter1\nc\n"), file("conf", "a\nhunter2\nc\nd\n")))
        .containsExactly("files.conf: 12 bytes -> 14 bytes, 2 lines differ");
    assertThat(told(file("conf", "a\n"), file("conf", "b\n")))
        .containsExactly("files.conf: 2 bytes -> 2 bytes, 1 line differs");
    assertThat(told(file("conf", "a\nb\n"), file("conf", "b\na\n")))
        .containsExactly(
            "files.conf: 4 bytes -> 4 bytes, the same lines in another order, or other ends of"
                + " lines");
  }

  @Test
  void whatComesAndGoesIsNamed() {
    Supplies all =
        new Supplies(
            List.of(new TextFile("f", "f", 0644, "x")),
            List.of(new Volume("v", "data", 1 << 30)),
            List.of(new Secret("s", true)));
    assertThat(told(NONE, all))
        .containsExactly(
            "files.f: none -> 1 bytes",
            "volumes.v: none -> {path: data, size: 1GiB}",
            "secrets.s: none -> {file: true}");
    assertThat(told(all, NONE))
        .containsExactly(
            "files.f: 1 bytes -> none",
            "volumes.v: {path: data, size: 1GiB} -> none",
            "secrets.s: {file: true} -> none");
    assertThat(told(all, all)).isEmpty();
  }

  @Test
  void aPathAModeAndAnOrderCountToo() {
    Supplies before =
        new Supplies(List.of(new TextFile("f", "a", 0644, "x")), List.of(), List.of());
    Supplies after = new Supplies(List.of(new TextFile("f", "b", 0755, "x")), List.of(), List.of());
    assertThat(told(before, after))
        .containsExactly("files.f.path: a -> b", "files.f.mode: 0644 -> 0755");
    Volume one = new Volume("a", "a", 0);
    Volume other = new Volume("b", "b", 0);
    assertThat(
            told(
                new Supplies(List.of(), List.of(one, other), List.of()),
                new Supplies(List.of(), List.of(other, one), List.of())))
        .containsExactly("order of files, volumes and secrets: as before -> another");
  }

  private static Supplies file(String name, String text) {
    return new Supplies(List.of(new TextFile(name, name, 0644, text)), List.of(), List.of());
  }

  private static List<String> told(Supplies before, Supplies after) {
    return SuppliesChange.between(before, after).stream().map(Change::toString).toList();
  }
}
