package rhizome.agent.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.Stage;
import rhizome.agent.life.Identity;
import rhizome.agent.process.BootClock;
import rhizome.agent.process.Leader;
import rhizome.agent.process.Proc;
import rhizome.agent.process.Program;
import rhizome.agent.process.Spawner;
import rhizome.grid.node.FenceMode;
import rhizome.grid.node.LeaseTerms;

/** A guard and the processes it is told of, without an agent. */
class GuardTest {

  private static final LeaseTerms TERMS =
      new LeaseTerms(FenceMode.LEASE, Duration.ofMillis(600), Duration.ofMillis(400));
  private static final Spawner SPAWNER = new Spawner();

  @TempDir Path root;
  private String boot = "";
  private Guard guard;

  @BeforeEach
  void open() throws Exception {
    boot = Proc.boot();
    guard = Guard.of(root, TERMS, SPAWNER, boot);
  }

  @AfterEach
  void close() throws IOException {
    guard.end();
    assertThat(Post.isKept(root)).as("nothing is left of it").isFalse();
  }

  @Test
  void aStrangerWhoWasGivenTheNumberIsNotTouched() throws Exception {
    Identity stranger = sleeper(Map.of());
    Identity own = sleeper(Map.of());
    guard.add(new Identity(stranger.pid(), stranger.startTicks() - 1, boot));
    guard.add(own);
    overAt(BootClock.now().plusMillis(100));
    Stage.awaitGone(own.pid());
    awaitRest();
    assertThat(Stage.alive(stranger.pid())).isTrue();
    Stage.kill(stranger.pid());
  }

  @Test
  void whoCarriesTheTagIsEndedAndNobodyElse() throws Exception {
    Identity tagged = sleeper(Map.of("RHIZOME_FENCE", root.toString()));
    Identity others = sleeper(Map.of("RHIZOME_FENCE", root + "-other"));
    Identity shared = sleeper(Map.of("RHIZOME_AGENT", root.toString()));
    overAt(BootClock.now());
    Stage.awaitGone(tagged.pid());
    awaitRest();
    assertThat(List.of(others, shared)).allMatch(process -> Stage.alive(process.pid()));
    Stage.kill(others.pid());
    Stage.kill(shared.pid());
  }

  /** The guard may be in the midst of looking for whom to end, and finds these, too. */
  @Test
  void whoBeganAfterARenewalLivesThatLong() throws Exception {
    overAt(BootClock.now());
    for (int i = 0; i < 16; i++) {
      Duration offset = BootClock.now().plusMillis(6L * i);
      Stage.await("another moment of its round", () -> BootClock.now().compareTo(offset) >= 0);
      Duration end = BootClock.now().plusMillis(300);
      guard.until(end);
      Identity young = sleeper(Map.of("RHIZOME_FENCE", root.toString()));
      Stage.awaitGone(young.pid());
      assertThat(BootClock.now()).as("round %d", i).isGreaterThanOrEqualTo(end.minusMillis(10));
    }
  }

  @Test
  void aTermThatIsRenewedInTimeEndsNobody() throws Exception {
    Identity own = sleeper(Map.of());
    guard.add(own);
    overAt(BootClock.now().plusMillis(600));
    Duration end = BootClock.now().plusMillis(2_000);
    Stage.await(
        "two seconds of renewals",
        () -> {
          try {
            guard.until(BootClock.now().plusMillis(600));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return BootClock.now().compareTo(end) >= 0;
        });
    assertThat(Stage.alive(own.pid())).isTrue();
    Duration last = BootClock.now().plusMillis(600);
    guard.until(last);
    Stage.awaitGone(own.pid());
    assertThat(BootClock.now()).isGreaterThanOrEqualTo(last.minusMillis(10));
  }

  @Test
  void whatAProcessHoldsGoesOnUntilThatProcessStopsOrIsGoneForALease() throws Exception {
    Identity own = sleeper(Map.of());
    Identity holder = sleeper(Map.of());
    guard.add(own);
    Post.of(root, boot).heldBy(holder);
    guard.start();
    Duration end = BootClock.now().plus(TERMS.lease().multipliedBy(3));
    Stage.await("three leases", () -> BootClock.now().compareTo(end) >= 0);
    assertThat(Stage.alive(own.pid())).isTrue();
    Stage.kill(holder.pid());
    Duration killed = BootClock.now();
    Stage.awaitGone(own.pid());
    assertThat(BootClock.now().minus(killed)).isGreaterThan(TERMS.lease().minusMillis(300));
  }

  @Test
  void whatIsWrittenIsReadAgainAndOnlyInTheSameBoot() throws Exception {
    Post post = Post.of(root, boot);
    post.until(Duration.ofMillis(123_456_789));
    assertThat(post.read().orElseThrow().end()).isEqualTo(Duration.ofMillis(123_456_780));
    assertThat(Post.of(root, "another").read()).isEmpty();
    Files.writeString(post.folder().resolve("term"), "nonsense");
    assertThat(post.read()).isEmpty();
    post.until(Duration.ofMillis(10));
    assertThat(post.read()).isPresent();
    assertThat(guard.inherited().allows(Duration.ofMillis(9))).isTrue();
    assertThat(guard.inherited().allows(Duration.ofMillis(10))).isFalse();
    guard.hold();
    assertThat(guard.inherited().allows(Duration.ofDays(1))).isTrue();
  }

  @Test
  void aFolderThatOthersMayWriteToIsNotTrusted() throws Exception {
    Path inMemory = Post.of(root, boot).folder();
    Files.setPosixFilePermissions(inMemory, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(Post.of(root, boot).folder()).isEqualTo(root.resolve(".guard"));
    Files.delete(inMemory);
    Files.delete(root.resolve(".guard"));
  }

  /** Stepping the clock of the machine can change nothing where nobody looks at it. */
  @Test
  void nobodyWhoFencesLooksAtTheWallClock() throws Exception {
    noClasses()
        .that()
        .resideInAPackage("rhizome.agent.guard")
        .or()
        .haveSimpleName("Fence")
        .or()
        .haveSimpleName("BootClock")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("rhizome.agent"));
    try (var script = Guard.class.getResourceAsStream("guard.sh")) {
      assertThat(new String(script.readAllBytes(), StandardCharsets.UTF_8))
          .contains("/proc/uptime")
          .doesNotContainPattern("\\bdate\\b");
    }
  }

  private void overAt(Duration end) throws Exception {
    guard.until(end);
    Leader started = guard.start();
    started.close();
  }

  /** Two rounds in which the guard found nobody, told by its sleeping half a second at a time. */
  private void awaitRest() {
    Stage.await("the guard's log", () -> Stage.text(root.resolve(".guard.log")).contains("ended"));
    Duration end = BootClock.now().plusMillis(500);
    Stage.await("some more rounds", () -> BootClock.now().compareTo(end) >= 0);
  }

  private Identity sleeper(Map<String, String> environment) throws Exception {
    Path sleep = Path.of("/bin/sleep");
    Program program =
        new Program(sleep, List.of("1000000"), environment, Path.of("/"), Program.NOWHERE);
    int pid = SPAWNER.spawn(program);
    return Proc.identity(pid, boot).orElseThrow();
  }
}
