package rhizome.cli.chaos.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class LinksTest {

  private static final Map<Integer, String> PORTS = Map.of(1, "port1", 2, "port2", 3, "port3");

  @Test
  void aDirectionIsCutAtThePortOfWhoShallNotHear() {
    assertThat(Links.WELL.batch(Links.WELL.with(1, 2, 100), PORTS))
        .startsWith("filter add dev port2 parent 1: protocol all prio 1 bpf")
        .hasLineCount(1);
    assertThat(Links.WELL.with(1, 2, 100).batch(Links.WELL, PORTS))
        .isEqualTo("filter del dev port2 parent 1: prio 1\n");
  }

  @Test
  void whatStaysIsNotTouched() {
    Links one = Links.WELL.with(1, 2, 100);
    assertThat(one.batch(one.with(3, 2, 5), PORTS)).hasLineCount(1).contains("prio 3");
    assertThat(one.batch(one, PORTS)).isEmpty();
  }

  @Test
  void thereAndBackIsNothing() {
    Property.forAll(
        random -> {
          Links some = any(random);
          Links other = any(random);
          assertThat(
                  some.batch(other, PORTS).lines().filter(l -> l.startsWith("filter add")).count())
              .isEqualTo(
                  other.batch(some, PORTS).lines().filter(l -> l.startsWith("filter del")).count());
        });
  }

  private static Links any(RandomGenerator random) {
    Links links = Links.WELL;
    for (int i = random.nextInt(6); i > 0; i--) {
      links = links.with(random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(101));
    }
    return links;
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> Links.WELL.with(1, 2, 101)).hasMessageContaining("not 101");
    assertThatThrownBy(() -> Links.WELL.batch(Links.WELL.with(1, 9, 100), PORTS))
        .hasMessageContaining("number 9");
  }
}
