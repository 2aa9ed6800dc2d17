package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.cluster.ClusterProfile;

/** What operators copy from cluster-config works with what there is. */
class DeploymentFilesTest {

  private static final Path ROOT =
      Path.of(System.getProperty("rhizome.root")).resolve("cluster-config");
  private static final String UNIT = "rhizome-member.service";

  @TempDir private Path machine;

  @Test
  void theUnitStartsACommandThatIsUnderstood() throws IOException {
    String start =
        unit().lines().filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow();
    List<String> words = List.of(start.replace(" $RHIZOME_JOIN", "").split(" "));
    assertThat(words.getFirst()).endsWith("/rhizome");
    DocsTest.parse(words.subList(1, words.size()));
  }

  @Test
  void theUnitIsUnderstoodBySystemd() throws Exception {
    Path program = machine.resolve("opt/rhizome/rhizome");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    if (verify("[Service]\nExecStart=/opt/rhizome/rhizome\n") != 0) {
      System.err.println("SKIPPED: no systemd-analyze here that looks into another root");
      Assumptions.abort("no systemd-analyze that looks into another root");
    }
    assertThat(verify(unit())).isZero();
    assertThat(verify(unit().replace("KillMode=process", "KillMode=proces")))
        .as("a slip is found")
        .isNotZero();
  }

  private int verify(String unit) throws IOException, InterruptedException {
    Path file = machine.resolve("etc/systemd/system").resolve(UNIT);
    Files.createDirectories(file.getParent());
    Files.writeString(file, unit);
    try {
      return new ProcessBuilder(
              "systemd-analyze",
              "verify",
              "--man=no",
              "--recursive-errors=no",
              "--root=" + machine,
              UNIT)
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException _) {
      return -1;
    }
  }

  @Test
  void thePodsStartACommandThatIsUnderstood() throws IOException {
    List<String> words = texts(container().path("command"));
    assertThat(words.getFirst()).endsWith("/rhizome");
    DocsTest.parse(words.subList(1, words.size()));
    assertThat(words).contains("--service=" + pod().at("/metadata/labels/app").asText());
  }

  @Test
  void theApiIsAskedForNoMoreThanItPermits() throws IOException {
    Map<String, List<String>> permitted = new TreeMap<>();
    for (JsonNode rule : object("Role").path("rules")) {
      permitted.put(
          texts(rule.path("apiGroups")) + "/" + texts(rule.path("resources")),
          texts(rule.path("verbs")));
    }
    assertThat(permitted.get("[]/[pods]")).contains("list");
    assertThat(permitted.get("[coordination.k8s.io]/[leases]")).contains("get", "create", "patch");
    assertThat(object("RoleBinding").at("/roleRef/name"))
        .isEqualTo(object("Role").at("/metadata/name"));
    assertThat(object("RoleBinding").at("/subjects/0/name").asText())
        .isEqualTo(object("ServiceAccount").at("/metadata/name").asText())
        .isEqualTo(pod().at("/spec/serviceAccountName").asText());
  }

  @Test
  void portsAreThoseOfAMember() throws IOException {
    Config cluster = ClusterProfile.of(ConfigFactory.empty()).getConfig("rhizome.cluster");
    List<Integer> used = List.of(cluster.getInt("port"), cluster.getInt("management.port"));
    List<Integer> open = new ArrayList<>();
    container().path("ports").forEach(port -> open.add(port.path("containerPort").asInt()));
    List<Integer> let = new ArrayList<>();
    object("NetworkPolicy")
        .at("/spec/ingress/0/ports")
        .forEach(p -> let.add(p.path("port").asInt()));
    assertThat(open).containsExactlyElementsOf(used);
    assertThat(let).containsExactlyElementsOf(used);
    for (String probe : List.of("livenessProbe", "readinessProbe")) {
      assertThat(container().path(probe).at("/httpGet/port").asText()).isEqualTo("management");
    }
  }

  @Test
  void whatIsMountedIsThereAndWhatIsSelectedIsThePod() throws IOException {
    TreeSet<String> there = new TreeSet<>();
    pod().at("/spec/volumes").forEach(volume -> there.add(volume.path("name").asText()));
    for (String group : List.of("containers", "initContainers")) {
      for (JsonNode container : pod().path("spec").path(group)) {
        container
            .path("volumeMounts")
            .forEach(mount -> assertThat(there).contains(mount.path("name").asText()));
      }
    }
    JsonNode labels = pod().at("/metadata/labels");
    assertThat(object("Deployment").at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(object("PodDisruptionBudget").at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(object("NetworkPolicy").at("/spec/podSelector/matchLabels")).isEqualTo(labels);
  }

  private static String unit() throws IOException {
    return Files.readString(ROOT.resolve("systemd").resolve(UNIT));
  }

  private static JsonNode pod() throws IOException {
    return object("Deployment").at("/spec/template");
  }

  private static JsonNode container() throws IOException {
    return pod().at("/spec/containers/0");
  }

  private static JsonNode object(String kind) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    try (var documents =
        yaml.readerFor(JsonNode.class)
            .<JsonNode>readValues(ROOT.resolve("kubernetes/members.yaml").toFile())) {
      return documents.readAll().stream()
          .filter(document -> document.path("kind").asText().equals(kind))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
