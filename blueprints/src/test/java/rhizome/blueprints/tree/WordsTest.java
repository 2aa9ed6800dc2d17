package rhizome.blueprints.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void longWordsAreCutAndOddOnesMadePrintable() {
    assertThat(Words.quote("a\nb\u0000")).isEqualTo("'a\uFFFDb\uFFFD'");
    assertThat(Words.quote("y".repeat(50))).isEqualTo("'" + "y".repeat(40) + "…'");
    assertThat(Words.list(List.of())).isEqualTo("none");
    assertThat(Words.list(Collections.nCopies(13, "a"))).endsWith("a, … (13 in all)");
  }
}
