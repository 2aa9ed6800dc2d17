package rhizome.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {

  private static final PathTemplate SLOT = new PathTemplate("/v1/workloads/{robot}/{slot}");

  @Test
  void namesInBracesStandForSingleSegments() {
    assertThat(SLOT.match(List.of("v1", "workloads", "shop", "0")))
        .contains(Map.of("robot", "shop", "slot", "0"));
  }

  @Test
  void anythingElseIsAnotherPath() {
    assertThat(SLOT.match(List.of("v1", "workloads", "shop"))).isEmpty();
    assertThat(SLOT.match(List.of("v1", "workloads", "shop", "0", "log"))).isEmpty();
    assertThat(SLOT.match(List.of("v1", "robots", "shop", "0"))).isEmpty();
    assertThat(SLOT.match(List.of())).isEmpty();
  }

  @Test
  void noPathAndMethodMeanTwoOperations() {
    List<String> all = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      all.add(operation.method() + " " + operation.path().text().replaceAll("\\{[a-z]+}", "{}"));
    }
    assertThat(all).doesNotHaveDuplicates();
  }
}
