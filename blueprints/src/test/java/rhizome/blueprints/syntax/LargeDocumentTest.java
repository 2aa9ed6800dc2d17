package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;

class LargeDocumentTest {

  private static final int SERVICES = 1_000;
  private static final Duration BOUND = Duration.ofSeconds(5);

  /** The bound is far above what it takes, and far below what anything quadratic would take. */
  @Test
  void aThousandServicesAreReadInAMoment() {
    StringBuilder text = new StringBuilder("blueprint: v1\nname: large\nservices:\n");
    for (int i = 0; i < SERVICES; i++) {
      text.append("  s").append(i).append(":\n");
      text.append("    run: {command: java, args: [-p, \"${ports.http}\"], env: {A: b}}\n");
      text.append("    replicas: 2\n    resources: {cpu: 0.5, memory: 128MiB}\n");
      text.append("    ports: {http: auto}\n    health: {http: {port: http, path: /}}\n");
      text.append("    restart: {attempts: 5, window: 1m}\n");
      text.append(i == 0 ? "" : "    needs: [s" + (i - 1) + "]\n");
    }
    Blueprint first = Reading.valid(text.toString());
    long before = System.nanoTime();
    Blueprint again = Reading.valid(text.toString());
    long took = System.nanoTime() - before;
    assertThat(again).isEqualTo(first);
    assertThat(again.services()).hasSize(SERVICES);
    assertThat(Duration.ofNanos(took)).isLessThan(BOUND);
    System.out.printf(
        "read %d services (%d KiB) in %d ms%n",
        SERVICES, text.length() / 1024, TimeUnit.NANOSECONDS.toMillis(took));
  }
}
