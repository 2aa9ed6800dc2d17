package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.grid.Ring.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.house.FreePorts;
import rhizome.runtime.kubernetes.ScriptedKubernetes;

/** Real members that find each other by a list of pods, in the environment of a pod. */
class KubernetesJoinTest {

  private static final String BY_LEASE =
      "rhizome.cluster { join-timeout = 60s, split-brain = lease-majority }";

  @TempDir Path folder;

  private final int management = FreePorts.pick(1).getFirst();
  private ScriptedKubernetes api;
  private PodJvm pods;

  @BeforeEach
  void open() throws Exception {
    api = new ScriptedKubernetes(folder.resolve("api"), "127.0.0.1");
    pods = new PodJvm(folder.resolve("ring"), api.environment());
  }

  @AfterEach
  void close() throws Exception {
    pods.close();
    api.close();
  }

  /** One JVM for all of it, as its start takes longer than what is looked at. */
  @Test
  void runningPodsFoundOneClusterAndWhoFindsTooFewSaysWhatWouldHelp() throws Exception {
    api.running("rhizome", host(0));
    api.running("rhizome", host(1));
    api.ending("rhizome", host(8));
    api.pending("rhizome", host(9));
    var first = pods.join(0, place(0, "rhizome", BY_LEASE));
    var second = pods.join(1, place(1, "rhizome", BY_LEASE));

    api.running("lonely", host(2));
    api.running("lonely", host(3));
    var alone = pods.join(2, place(2, "lonely", ""));
    var nameless = pods.join(4, place(4, "rizome", ""));
    Path forged = Files.writeString(folder.resolve("forged"), "no such token");
    String token = "akka.discovery.kubernetes-api.api-token-path = \"%s\"".formatted(forged);
    var unknown = pods.join(5, place(5, "rhizome", token));
    String nowhere = "akka.discovery.kubernetes-api.api-service-host-env-name = NO_SUCH_HOST";
    var outside = pods.join(6, place(6, "rhizome", nowhere));
    var barred = pods.join(7, place(7, "rhizome", BY_LEASE + ", " + token));

    assertThat(first.join()).isEqualTo("up");
    assertThat(second.join()).isEqualTo("up");
    await("one cluster, which serves", () -> pods.up(0) == 2 && pods.up(1) == 2);

    assertThat(alone.join())
        .contains("not inside a cluster after 4 s", "label app=lonely names 2")
        .contains(at(2) + " answers, and is in no cluster")
        .contains(at(3) + " refuses connections: no member listens there")
        .contains("founded when 2 answer (rhizome.cluster.contact-points-min), 1 do");
    assertThat(nameless.join())
        .contains("the Kubernetes API knows no running pod with label app=rizome")
        .contains("--service");
    assertThat(unknown.join())
        .contains("does not say which pods have label app=rhizome", "401")
        .contains("cluster-config/kubernetes/members.yaml");
    assertThat(outside.join())
        .contains("does not say which pods", "NO_SUCH_HOST")
        .contains("let this be a pod");
    assertThat(barred.join())
        .contains("lease-majority", "401")
        .contains("the verbs get, create and patch on leases");
  }

  private static String host(int i) {
    return "127.0.0." + (12 + i);
  }

  private String at(int i) {
    return host(i) + ":" + management;
  }

  private String[] place(int i, String app, String last) {
    List<String> lines = new ArrayList<>(api.settings());
    lines.addAll(
        List.of(
            "rhizome.cluster { seeds = [], discovery = kubernetes-api, service = %s }"
                .formatted(app),
            "rhizome.cluster { host = %s, join-timeout = 4s }".formatted(host(i)),
            "rhizome.cluster.management { host = %s, port = %d }".formatted(host(i), management),
            Ring.LOOKS_OFTEN));
    if (!last.isBlank()) {
      lines.add(last);
    }
    return lines.toArray(String[]::new);
  }
}
