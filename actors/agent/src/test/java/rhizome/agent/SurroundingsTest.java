package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.agent.Stage.WEB;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.life.Job;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Program;
import rhizome.blueprints.model.Port;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

class SurroundingsTest {

  @TempDir Path root;
  private AgentSettings settings = AgentSettings.of(Path.of("/"), new NodeId("n1"), new Seed(1));
  private Surroundings surroundings = new Surroundings(settings);

  @BeforeEach
  void use() {
    settings = AgentSettings.of(root, new NodeId("n1"), new Seed(1));
    surroundings = new Surroundings(settings);
  }

  @Test
  void theEnvironmentIsSmallCleanAndTagged() throws Exception {
    Specs specs =
        Specs.of("sh").env("COLOUR", "blue").env("LANG", "de_DE").env("RHIZOME_EPOCH", "666");
    Map<String, String> environment = program(specs, Map.of("http-admin", 8080)).environment();
    Map<String, String> expected = new TreeMap<>();
    expected.put("COLOUR", "blue");
    expected.put("HOME", root.resolve("work").toString());
    expected.put("JAVA_HOME", System.getProperty("java.home"));
    expected.put("LANG", "de_DE");
    expected.put("PATH", environment.get("PATH"));
    expected.put("RHIZOME_AGENT", root.toString());
    expected.put("RHIZOME_EPOCH", "3");
    expected.put("RHIZOME_FENCE", root.toString());
    expected.put("RHIZOME_INCARNATION", "1");
    expected.put("RHIZOME_NODE", "n1");
    expected.put("RHIZOME_PORT_HTTP_ADMIN", "8080");
    expected.put("RHIZOME_WORKLOAD", "shop/web#0");
    assertThat(environment).isEqualTo(expected);
  }

  @Test
  void portsAreFilledInWhereverTheyAreNamed() throws Exception {
    Specs specs =
        Specs.of("sh", "-p", "${ports.http}", "x${ports.http}y${ports.admin}", "$ports ${other}")
            .env("URL", "http://localhost:${ports.http}/");
    Program program = program(specs, Map.of("http", 8080, "admin", 9090));
    assertThat(program.arguments()).containsExactly("-p", "8080", "x8080y9090", "$ports ${other}");
    assertThat(program.environment()).containsEntry("URL", "http://localhost:8080/");
  }

  @Test
  void aPortTheServiceDoesNotHaveIsNamed() {
    refused(Specs.of("sh", "${ports.https}"), "nothing is called 'ports.https'; there are [");
  }

  @Test
  void aProgramIsSoughtInThePathOrWhereItIsSaidToBe() throws Exception {
    assertThat(program(Specs.of("sh"), Map.of()).file().toString()).endsWith("/bin/sh");
    Path tool = executable(root.resolve("tools/tool"));
    assertThat(program(Specs.of(tool.toString()), Map.of()).file()).isEqualTo(tool);
    Specs relative = Specs.of("./tools/tool").workdir(root.toString());
    assertThat(program(relative, Map.of()).file()).isEqualTo(tool);
    assertThat(program(relative, Map.of()).folder()).isEqualTo(root);
    refused(Specs.of("tool"), "no program 'tool' in PATH (");
    refused(Specs.of(root.resolve("none").toString()), "there is no program " + root + "/none");
    refused(Specs.of(root.toString()), root + " is a folder, not a program");
    Path text = Files.writeString(root.resolve("text"), "no program");
    refused(Specs.of(text.toString()), text + " is not executable");
  }

  @Test
  void aProbesCommandIsMarkedSoThatNobodyAdoptsIt() throws Exception {
    Program probe =
        surroundings.probe(
            job(Specs.of("sh"), Map.of("http", 80)), List.of("sh", "${ports.http}"), root);
    assertThat(probe.environment()).containsEntry("RHIZOME_PROBE", "1");
    assertThat(probe.arguments()).containsExactly("80");
    assertThat(probe.output()).isEqualTo(Program.NOWHERE);
  }

  @Test
  void automaticPortsAreDistinctWithinTheRangeAndKept() throws Exception {
    PortPicker picker = new PortPicker(25_000, 25_009, new Seed(1));
    Map<Integer, WorkloadId> all = new TreeMap<>();
    for (int slot = 0; slot < 5; slot++) {
      WorkloadId workload = WorkloadId.parse("shop/web#" + slot);
      Job job = portsJob(workload, Map.of());
      Map<String, Integer> ports = picker.pick(job);
      ports.values().forEach(number -> all.put(number, workload));
      assertThat(picker.pick(portsJob(workload, ports))).isEqualTo(ports);
    }
    assertThat(all).hasSize(10);
    assertThat(all.keySet()).allMatch(number -> number >= 25_000 && number <= 25_009);

    WorkloadId more = WorkloadId.parse("shop/more#0");
    assertThatThrownBy(() -> picker.pick(portsJob(more, Map.of())))
        .isInstanceOfSatisfying(
            NotStarted.class,
            e -> assertThat(e.reason()).isEqualTo("no port from 25000 to 25009 is free for admin"));
    picker.release(WEB);
    assertThat(picker.pick(portsJob(more, Map.of()))).hasSize(2);
  }

  @Test
  void anAutomaticPortSomebodyTookMeanwhileIsReplaced() throws Exception {
    PortPicker picker = new PortPicker(25_020, 25_029, new Seed(1));
    Map<String, Integer> ports = picker.pick(portsJob(WEB, Map.of()));
    try (ServerSocket thief = new ServerSocket()) {
      thief.bind(new InetSocketAddress(ports.getOrDefault("admin", 0)));
      Map<String, Integer> now = picker.pick(portsJob(WEB, ports));
      assertThat(now.get("http")).isEqualTo(ports.get("http"));
      assertThat(now.get("admin")).isNotEqualTo(ports.get("admin")).isBetween(25_020, 25_029);
    }
  }

  @Test
  void anAgentWithoutASearchPathForProgramsIsRefused() {
    assertThatThrownBy(
            () ->
                new AgentSettings(
                    root,
                    new NodeId("n"),
                    new Seed(1),
                    List.of(),
                    Optional.empty(),
                    AgentLimits.DEFAULT,
                    LeaseTerms.NONE,
                    root))
        .hasMessageContaining("search path");
  }

  private static Job portsJob(WorkloadId workload, Map<String, Integer> before) {
    Specs specs = Specs.sleeper().ports(new Port("admin", Port.AUTO), new Port("http", Port.AUTO));
    return new Job(
        new Assignment(workload, 3, specs.spec()), 1, rhizome.grid.healing.Restarts.NONE, before);
  }

  private static Job job(Specs specs, Map<String, Integer> ports) {
    return new Job(
        new Assignment(WEB, 3, specs.spec()), 1, rhizome.grid.healing.Restarts.NONE, ports);
  }

  private Program program(Specs specs, Map<String, Integer> ports) throws NotStarted {
    return surroundings.program(
        job(specs, ports), ports, root.resolve("work"), root.resolve("out.log"));
  }

  private void refused(Specs specs, String reason) {
    assertThatThrownBy(() -> program(specs, Map.of()))
        .isInstanceOfSatisfying(NotStarted.class, e -> assertThat(e.reason()).startsWith(reason));
  }

  private static Path executable(Path file) throws Exception {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
