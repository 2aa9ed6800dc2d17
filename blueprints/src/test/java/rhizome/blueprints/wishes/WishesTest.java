package rhizome.blueprints.wishes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;
import rhizome.blueprints.wishes.Wishes.Spread;

class WishesTest {

  @Test
  void theOrderAndTheNumberOfValuesDoNotMatter() {
    assertThat(requiring(List.of("ssd", "nvme", "ssd")))
        .isEqualTo(requiring(List.of("nvme", "ssd")));
    assertThat(requiring(List.of("ssd")).none()).isFalse();
    assertThat(requiring().none()).isTrue();
  }

  @Test
  void whatCannotBeIsNoWish() {
    SortedMap<String, List<String>> disk = new TreeMap<>(Map.of("disk", List.of("ssd")));
    assertThatThrownBy(() -> new Preference(disk, 0)).hasMessageContaining("weight");
    assertThatThrownBy(() -> new Preference(disk, 101)).hasMessageContaining("weight");
    assertThatThrownBy(() -> new Preference(new TreeMap<>(), 1)).hasMessageContaining("labels");
    assertThatThrownBy(() -> new Spread("rack", 0)).hasMessageContaining("max-skew");
    assertThatThrownBy(() -> new Spread("rack", 10_001)).hasMessageContaining("max-skew");
    assertThatThrownBy(() -> apart(33)).hasMessageContaining("at most 32");
    assertThat(apart(32).apart()).hasSize(32);
  }

  private static Wishes apart(int count) {
    List<Company> apart = Collections.nCopies(count, new Company("web", "node"));
    return new Wishes(new TreeMap<>(), List.of(), Optional.empty(), List.of(), apart);
  }

  @SafeVarargs
  private static Wishes requiring(List<String>... disks) {
    SortedMap<String, List<String>> require = new TreeMap<>();
    for (List<String> values : disks) {
      require.put("disk", values);
    }
    return new Wishes(require, List.of(), Optional.empty(), List.of(), List.of());
  }
}
