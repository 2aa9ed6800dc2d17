package rhizome.cli.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

class EmptyingTest {

  private final Emptying emptying = new Emptying("/v1/nodes/n1");

  private static Json node(String workloads) throws IOException {
    return JsonText.parse("{\"name\": \"n1\", \"workloads\": [" + workloads + "]}");
  }

  @Test
  void whatIsLeftIsCountedByServiceAndTheEmptiedStayInTheList() throws IOException {
    Readiness first = emptying.of(node("\"shop/web#0\", \"shop/db#0\", \"shop/web#1\""));
    assertThat(first.there()).isTrue();
    assertThat(first.leftWorkloads()).isEqualTo(3);
    assertThat(first.services())
        .extracting(Readiness.Service::name)
        .containsExactly("shop/db", "shop/web");

    Readiness last = emptying.of(node(""));
    assertThat(last.there()).as("nothing is left to wait for").isFalse();
    assertThat(last.services()).extracting(Readiness.Service::left).containsExactly(0, 0);
  }
}
