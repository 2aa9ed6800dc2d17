package rhizome.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.healing.Exit;

class SpawnerTest {

  private static final Path SHELL = Path.of("/bin/sh");

  @TempDir Path folder;
  private final Spawner spawner = new Spawner();
  private Path out = SHELL;

  @BeforeEach
  void output() {
    out = folder.resolve("out.log");
  }

  @Test
  void aProgramGetsItsArgumentsEnvironmentFolderAndNothingElse() throws Exception {
    Program program =
        new Program(
            Path.of("/usr/bin/env"),
            List.of(),
            Map.of("A", "1", "B", "two words and ü"),
            folder,
            out);
    assertThat(run(program)).isEqualTo(new Exit.Code(0));
    assertThat(out).content().isEqualTo("A=1\nB=two words and ü\n");

    assertThat(shell("pwd; echo \"$1|$2\"; exit 7", "x", "a b", "c")).isEqualTo(new Exit.Code(7));
    assertThat(out).content().endsWith("\n" + folder.toRealPath() + "\na b|c\n");
  }

  @Test
  void bothOutputsAreAppendedAndInputIsEmpty() throws Exception {
    Files.writeString(out, "before\n");
    shell("echo out; echo err >&2; cat; echo end");
    assertThat(out).content().isEqualTo("before\nout\nerr\nend\n");
  }

  @Test
  void noDescriptorOfOursLeaksIntoAProgram() throws Exception {
    try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FileChannel _ =
            FileChannel.open(
                folder.resolve("open"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FolderLock _ = FolderLock.take(folder)) {
      shell("exec ls -1 /proc/self/fd"); // a shell that starts another has pipes to it
    }
    assertThat(Files.readAllLines(out))
        .startsWith("0", "1", "2")
        .hasSizeBetween(3, 4); // ls may show the folder it reads
  }

  @Test
  void itLeadsASessionAndAGroupAndNoSignalIsIgnoredOrBlocked() throws Exception {
    // the shell blocks signals while it starts a child, so the program itself is asked
    shell("cat /proc/$$/stat | cut -d' ' -f1,5,6; exec grep -E 'Sig(Blk|Ign)' /proc/self/status");
    List<String> lines = Files.readAllLines(out);
    String[] ids = lines.getFirst().split(" ", -1);
    assertThat(ids[1]).isEqualTo(ids[0]);
    assertThat(ids[2]).isEqualTo(ids[0]);
    assertThat(lines.subList(1, 3)).allMatch(line -> line.endsWith("\t0000000000000000"));
  }

  @Test
  void howItEndedIsKnownByCodeAndBySignal() throws Exception {
    assertThat(shell("exit 0")).isEqualTo(new Exit.Code(0));
    assertThat(shell("exit 255")).isEqualTo(new Exit.Code(255));
    assertThat(shell("kill -TERM $$")).isEqualTo(new Exit.Signal(15));
    assertThat(shell("kill -SEGV $$")).isEqualTo(new Exit.Signal(11));
  }

  @Test
  void whatCannotBeStartedSaysWhy() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "no program");
    refused(program(text), text + " is not executable");
    assertThat(text.toFile().setExecutable(true)).isTrue();
    refused(program(text), text + " is not a program this machine can execute");
    Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    refused(program(script), script + " exists, but the interpreter it names does not");
    refused(
        new Program(SHELL, List.of(), Map.of(), folder.resolve("gone"), out),
        "the working folder " + folder.resolve("gone") + " is missing");
    refused(
        new Program(SHELL, List.of("x".repeat(200_000)), Map.of(), folder, out),
        "the arguments and environment of /bin/sh are too long");
  }

  @Test
  void whatIsWrongIsNotBlamedOnTheProgramWhenItIsNot() throws Exception {
    refused(program(folder.resolve("none")), "there is no program " + folder.resolve("none"));
    Path nowhere = folder.resolve("gone/out.log");
    refused(
        new Program(SHELL, List.of(), Map.of(), folder, nowhere),
        "its output cannot go to " + nowhere + ": No such file or directory");
    refused(
        new Program(SHELL, List.of(), Map.of(), folder, folder),
        "its output cannot go to " + folder + ": Is a directory");
    Path file = Files.writeString(folder.resolve("file"), "");
    refused(
        new Program(SHELL, List.of(), Map.of(), file, out),
        "the working folder " + file + " is missing");
    refused(program(file.resolve("x")), file + "/x: Not a directory");
    refused(program(folder), folder + " is not executable");
  }

  @Test
  void aRefusalLeavesNoProcessAndNoDescriptorBehind() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "no program");
    refused(program(text), text + " is not executable");
    int before = descriptors();
    for (int i = 0; i < 100; i++) {
      refused(program(text), text + " is not executable");
    }
    assertThat(descriptors()).as("others in this JVM may open a few").isLessThan(before + 50);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .noneMatch(child -> child.info().command().orElse("").endsWith("/text"));
  }

  @Test
  void aProgramCanHaveAsMuchAsTheKernelAllowsAndGetsItWhole() throws Exception {
    String longest = "x".repeat((128 << 10) - 1); // MAX_ARG_STRLEN, with its NUL
    assertThat(shell("echo ${#1}; echo ${#2}; echo $#", "name", longest, "", "é"))
        .isEqualTo(new Exit.Code(0));
    assertThat(out).content().isEqualTo((128 << 10) - 1 + "\n0\n3\n");
    refused(
        new Program(SHELL, List.of("-c", ":", longest + "x"), Map.of(), folder, out),
        "the arguments and environment of /bin/sh are too long");
    refused(
        new Program(SHELL, List.of("-c", ":"), Map.of("A", longest), folder, out),
        "the arguments and environment of /bin/sh are too long");
  }

  @Test
  void threadsThatSpawnAtOnceGetEachTheirOwn() throws Exception {
    List<Thread> threads = new java.util.ArrayList<>();
    java.util.Map<Integer, Exit> ends = new java.util.concurrent.ConcurrentHashMap<>();
    for (int number = 0; number < 40; number++) {
      int own = number;
      Program program =
          new Program(SHELL, List.of("-c", "exit $N"), Map.of("N", "" + own), folder, out);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      ends.put(own, run(program));
                    } catch (NotStarted e) {
                      throw new AssertionError(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int number = 0; number < 40; number++) {
      assertThat(ends).containsEntry(number, new Exit.Code(number));
    }
  }

  @Test
  void itsSignalsAreAtTheirDefaultEvenWhenThoseOfTheThreadAreNot() throws Exception {
    // A JVM handles SIGTERM and SIGHUP, ignores none, and blocks some in some of its threads.
    for (String name : List.of("HUP", "INT", "QUIT", "PIPE", "USR1", "TERM")) {
      assertThat(shell("kill -" + name + " $$; exit 7")).as(name).isInstanceOf(Exit.Signal.class);
    }
  }

  private static int descriptors() {
    String[] open = Path.of("/proc/self/fd").toFile().list();
    return open == null ? 0 : open.length;
  }

  @Test
  void halfAnArgumentIsNeverPassed() {
    refused(
        new Program(SHELL, List.of("a\0b"), Map.of(), folder, out),
        "an argument contains a NUL character");
    refused(
        new Program(SHELL, List.of(), Map.of("A", "a\0b"), folder, out),
        "the environment variable A contains a NUL character");
    refused(
        new Program(SHELL, List.of(), Map.of("A=B", "c"), folder, out),
        "'A=B' cannot name an environment variable");
  }

  private void refused(Program program, String reason) {
    assertThatThrownBy(() -> spawner.spawn(program))
        .isInstanceOfSatisfying(NotStarted.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private Exit shell(String script, String... arguments) throws NotStarted, IOException {
    List<String> all = new java.util.ArrayList<>(List.of("-c", script));
    all.addAll(List.of(arguments));
    return run(new Program(SHELL, all, Map.of("PATH", "/usr/bin:/bin"), folder, out));
  }

  private Exit run(Program program) throws NotStarted {
    return Leader.await(spawner.spawn(program));
  }

  private Program program(Path file) {
    return new Program(file, List.of(), Map.of(), folder, out);
  }
}
