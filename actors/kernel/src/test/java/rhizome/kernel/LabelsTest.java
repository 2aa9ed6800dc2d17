package rhizome.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

  @Test
  void theyReadAsTheyAreWritten() {
    Labels labels = Labels.parse(List.of("region=eu", "disk=NVMe_2.0"));
    assertThat(labels.written()).containsExactly("disk=NVMe_2.0", "region=eu");
    assertThat(Labels.parse(labels.written())).isEqualTo(labels);
    assertThat(labels).hasToString("disk=NVMe_2.0,region=eu");
    assertThat(labels.none()).isFalse();
    assertThat(Labels.NONE.none()).isTrue();
  }

  @Test
  void everyNodeHasItsNameForALabel() {
    Labels labels = Labels.parse(List.of("region=eu"));
    NodeId node = new NodeId("n1");
    assertThat(labels.of(node, "node")).hasValue("n1");
    assertThat(labels.of(node, "region")).hasValue("eu");
    assertThat(labels.of(node, "disk")).isEmpty();
    assertThat(labels.get("node")).isEmpty();
  }

  @Test
  void whatIsSaidNearerGoesBeforeWhatIsSaidFurtherAway() {
    Labels near = Labels.parse(List.of("region=eu"));
    Labels far = Labels.parse(List.of("region=us", "disk=ssd"));
    assertThat(near.over(far)).isEqualTo(Labels.parse(List.of("region=eu", "disk=ssd")));
    assertThat(Labels.NONE.over(far)).isEqualTo(far);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          region    | 'region' is not a label: write key=value, such as region=eu
          Region=eu | 'Region' is not a label: use 1 to 63 of a-z, 0-9, '-', a letter or digit
          -a=eu     | '-a' is not a label
          =eu       | '' is not a label
          region=   | '' is not a value of label region: use 1 to 63 of A-Z, a-z, 0-9
          region=-x | '-x' is not a value of label region
          node=n1   | the label 'node' is the name of the node
          """)
  void whatIsNoneIsRefusedWithWhatWouldBe(String written, String complaint) {
    assertThatThrownBy(() -> Labels.parse(List.of(written)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(complaint);
  }

  @Test
  void eachIsGivenOnceAndNoneIsLongOrOneOfVeryMany() {
    String most = "x".repeat(63);
    assertThat(Labels.parse(List.of(most + "=" + most)).get(most)).hasValue(most);
    assertThatThrownBy(() -> Labels.parse(List.of("a=" + most + "x")))
        .hasMessageContaining("is not a value of label a");
    assertThatThrownBy(() -> Labels.parse(List.of(most + "x=a")))
        .hasMessageContaining("is not a label");
    assertThatThrownBy(() -> Labels.parse(List.of("a=1", "a=2"))).hasMessageContaining("twice");
    assertThat(Labels.parse(many(32)).values()).hasSize(32);
    assertThatThrownBy(() -> Labels.parse(many(33))).hasMessage("a node has at most 32 labels");
  }

  private static List<String> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> "l" + i + "=v").toList();
  }
}
