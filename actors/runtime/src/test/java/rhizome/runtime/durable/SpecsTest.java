package rhizome.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;
import rhizome.blueprints.wishes.Wishes.Spread;
import rhizome.runtime.durable.proto.Stored;

/** Blueprints by forms written by hand; without the new fields they mean what they always did. */
class SpecsTest {

  private static final Spec SLEEP =
      new Spec(
          new Run(
              "sleep", List.of("9"), Map.of("A", "b"), Optional.empty(), Duration.ofSeconds(10)),
          new Resources(100, 64),
          List.of(new Port("http", 80), new Port("db", Port.AUTO)),
          Health.DEFAULT,
          Restart.DEFAULT);

  private static final Service WEB = new Service("web", 2, SLEEP, List.of("db"));

  private static com.google.protobuf.Duration millis(long millis) {
    return Times.write(Duration.ofMillis(millis));
  }

  /** As it was stored before there was anything beside the program. */
  private static Stored.Spec.Builder sleep() {
    return Stored.Spec.newBuilder()
        .setRun(
            Stored.Run.newBuilder()
                .setCommand("sleep")
                .addArgs("9")
                .putEnv("A", "b")
                .setGrace(millis(10_000)))
        .setResources(Stored.Resources.newBuilder().setCpuMillis(100).setMemoryBytes(64))
        .addPorts(Stored.Port.newBuilder().setName("http").setNumber(80))
        .addPorts(Stored.Port.newBuilder().setName("db"))
        .setHealth(HealthForms.write(Health.DEFAULT))
        .setRestart(
            Stored.Restart.newBuilder()
                .setAttempts(5)
                .setWindow(millis(60_000))
                .setBackoff(millis(100))
                .setBackoffMax(millis(10_000))
                .setHealthyAfter(millis(10_000)));
  }

  /** As it was stored before a service had actions, an update or a budget. */
  private static Stored.Service.Builder web() {
    return Stored.Service.newBuilder()
        .setName("web")
        .setReplicas(2)
        .setSpec(sleep())
        .addNeeds("db");
  }

  private static Stored.Blueprint blueprint(Stored.Service service) {
    return Stored.Blueprint.newBuilder().setName("shop").addServices(service).build();
  }

  private static Blueprint blueprint(Service service) {
    return new Blueprint("shop", List.of(service));
  }

  private static Service read(Stored.Service service) {
    return Specs.read(blueprint(service)).services().getFirst();
  }

  private static Stored.Service write(Service service) {
    return Specs.write(blueprint(service)).getServices(0);
  }

  @Test
  void aSpecOfBeforeIsSingleAndGivenNothing() {
    Spec spec = Specs.read(sleep().build());
    assertThat(spec).isEqualTo(SLEEP);
    assertThat(spec.single()).isTrue();
    assertThat(spec.supplies()).isEqualTo(Supplies.NONE);
  }

  @Test
  void aSpecWithoutAnythingNewIsStoredAsBefore() {
    assertThat(Specs.write(SLEEP)).isEqualTo(sleep().build());
    assertThat(Specs.write(SLEEP).hasSupplies()).isFalse();
    assertThat(Specs.write(SLEEP.shared())).isEqualTo(sleep().setShared(true).build());
    assertThat(Specs.read(sleep().setShared(true).build())).isEqualTo(SLEEP.shared());
  }

  @Test
  void aFolderThatIsSaidIsNotTheSameAsNone() {
    Stored.Run there = sleep().getRun().toBuilder().setWorkdir("").build();
    assertThat(Specs.read(sleep().build()).run().workdir()).isEmpty();
    assertThat(Specs.read(sleep().setRun(there).build()).run().workdir()).contains("");
  }

  @Test
  void aServiceOfBeforeHasNoActionsAndIsUpdatedAsMostAre() {
    Service service = read(web().build());
    assertThat(service).isEqualTo(WEB);
    assertThat(service.actions()).isEmpty();
    assertThat(service.update()).isEqualTo(Update.DEFAULT);
    assertThat(service.budget()).isEqualTo(Budget.DEFAULT);
    assertThat(service.isProtected()).isFalse();
    assertThat(write(WEB)).isEqualTo(web().build());
  }

  @Test
  void aBlueprintOfBeforeHasNoOutputs() {
    assertThat(Specs.read(blueprint(web().build()))).isEqualTo(blueprint(WEB));
    assertThat(Specs.write(blueprint(WEB))).isEqualTo(blueprint(web().build()));
  }

  @Test
  void outputsAreKeptByNameWithTheirPlaceholders() {
    TreeMap<String, String> outputs = new TreeMap<>();
    outputs.put("url", "http://x:${services.web.ports.http}/");
    outputs.put("a", "");
    Stored.Blueprint stored =
        blueprint(web().build()).toBuilder()
            .putOutputs("url", "http://x:${services.web.ports.http}/")
            .putOutputs("a", "")
            .build();
    assertThat(Specs.read(stored)).isEqualTo(new Blueprint("shop", List.of(WEB), outputs));
    assertThat(Specs.write(Specs.read(stored))).isEqualTo(stored);
  }

  private static Stored.Update.Builder usual() {
    return Stored.Update.newBuilder()
        .setAtOnce(1)
        .setHealthyFor(millis(10_000))
        .setProgressDeadline(millis(600_000))
        .setPromote(true)
        .setRevert(true);
  }

  private static Update update(int atOnce, int canary, boolean promote, boolean revert) {
    Update usual = Update.DEFAULT;
    return new Update(
        atOnce, canary, usual.healthyFor(), usual.progressDeadline(), promote, revert);
  }

  static Stream<Arguments> updates() {
    Budget none = Budget.DEFAULT;
    return Stream.of(
        Arguments.of(WEB.with(update(4, 0, true, true), none, false), usual().setAtOnce(4).build()),
        Arguments.of(WEB.with(update(1, 2, true, true), none, false), usual().setCanary(2).build()),
        Arguments.of(
            WEB.with(update(1, 0, false, true), none, false), usual().setPromote(false).build()),
        Arguments.of(
            WEB.with(update(1, 0, true, false), none, false), usual().setRevert(false).build()),
        Arguments.of(
            WEB.with(Update.DEFAULT, new Budget(1), false), usual().setMinReady(1).build()),
        Arguments.of(WEB.with(Update.DEFAULT, none, true), usual().setProtect(true).build()),
        Arguments.of(
            WEB.with(
                new Update(1, 0, Duration.ZERO, Duration.ofMillis(1), true, true), none, false),
            usual().setHealthyFor(millis(0)).setProgressDeadline(millis(1)).build()));
  }

  /** Each departure from what is usual alone has all of it stored, and read back. */
  @ParameterizedTest
  @MethodSource("updates")
  void anUpdateThatIsNotUsualHasOneForm(Service service, Stored.Update stored) {
    assertThat(write(service)).isEqualTo(web().setUpdate(stored).build());
    assertThat(read(web().setUpdate(stored).build())).isEqualTo(service);
  }

  @Test
  void anUpdateThatIsThereAndSaysTheUsualIsTheUsual() {
    assertThat(read(web().setUpdate(usual()).build())).isEqualTo(WEB);
  }

  private static void refused(Consumer<Stored.Update.Builder> change, String why) {
    Stored.Update.Builder update = usual();
    change.accept(update);
    assertThatThrownBy(() -> read(web().setUpdate(update).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  @Test
  void anUpdateThatCouldNeverEndIsRefused() {
    refused(Stored.Update.Builder::clearAtOnce, "at once are 1 to 10000");
    refused(update -> update.setAtOnce(10_001), "at once are 1 to 10000");
    refused(update -> update.setCanary(-1), "canaries are 0 to 10000");
    refused(update -> update.setMinReady(10_001), "a budget keeps 0 to 10000 ready");
    String why = "a progress deadline must be longer than what a replica is to be healthy for";
    refused(update -> update.setProgressDeadline(millis(10_000)), why);
    refused(update -> update.setHealthyFor(millis(-1)), why);
  }

  @Test
  void actionsKeepTheirOrder() {
    Action one =
        new Action(
            "b",
            List.of("true"),
            Duration.ofSeconds(1),
            List.of(),
            false,
            Optional.empty(),
            List.of());
    Action other =
        new Action(
            "a", List.of("x"), Duration.ofSeconds(1), List.of(), true, Optional.empty(), List.of());
    Service service = WEB.with(List.of(one, other));
    assertThat(write(service).getActionsList()).hasSize(2);
    assertThat(read(write(service)).actions()).containsExactly(one, other);
    assertThat(write(service).hasUpdate()).isFalse();
  }

  private static Stored.Supplies supplies() {
    return Stored.Supplies.newBuilder()
        .addFiles(
            Stored.Supplies.File.newBuilder()
                .setName("conf")
                .setPath("etc/a.conf")
                .setMode(0640)
                .setText("listen ${ports.http};\n"))
        .addVolumes(
            Stored.Supplies.Volume.newBuilder()
                .setName("data")
                .setPath("var/data")
                .setSizeBytes(1L << 40))
        .addSecrets(Stored.Supplies.Secret.newBuilder().setName("pw").setFile(true))
        .addSecrets(Stored.Supplies.Secret.newBuilder().setName("key"))
        .build();
  }

  @Test
  void whatAProgramIsGivenHasOneForm() {
    Supplies supplies =
        new Supplies(
            List.of(new TextFile("conf", "etc/a.conf", 0640, "listen ${ports.http};\n")),
            List.of(new Volume("data", "var/data", 1L << 40)),
            List.of(new Secret("pw", true), new Secret("key", false)));
    assertThat(SuppliesForm.write(supplies)).isEqualTo(supplies());
    assertThat(SuppliesForm.read(supplies())).isEqualTo(supplies);
    assertThat(Specs.write(SLEEP.with(supplies)))
        .isEqualTo(sleep().setSupplies(supplies()).build());
    assertThat(Specs.read(sleep().setSupplies(supplies()).build())).isEqualTo(SLEEP.with(supplies));
  }

  @Test
  void eachKindOfSupplyAloneIsStored() {
    Stored.Supplies all = supplies();
    for (Stored.Supplies some :
        List.of(
            all.toBuilder().clearVolumes().clearSecrets().build(),
            all.toBuilder().clearFiles().clearSecrets().build(),
            all.toBuilder().clearFiles().clearVolumes().build())) {
      Spec spec = Specs.read(sleep().setSupplies(some).build());
      assertThat(spec.supplies().none()).isFalse();
      assertThat(Specs.write(spec).getSupplies()).isEqualTo(some);
    }
  }

  /** Bytes are as little to be trusted as blueprints. */
  @Test
  void noStoredPathLeadsOutOfItsFolder() {
    for (String path : List.of("../x", "/etc/passwd", "a//b", "a/..", "", "a/./b", "a b")) {
      String why = "'" + path + "' is no path below a folder";
      Stored.Supplies.File file =
          Stored.Supplies.File.newBuilder().setName("f").setPath(path).build();
      assertThatThrownBy(
              () -> SuppliesForm.read(Stored.Supplies.newBuilder().addFiles(file).build()))
          .hasMessage(why);
      Stored.Supplies.Volume volume =
          Stored.Supplies.Volume.newBuilder().setName("v").setPath(path).build();
      assertThatThrownBy(
              () -> SuppliesForm.read(Stored.Supplies.newBuilder().addVolumes(volume).build()))
          .hasMessage(why);
    }
  }

  @Test
  void aModeOrASizeThatIsNoneIsRefused() {
    Stored.Supplies.Builder strange = supplies().toBuilder();
    strange.getFilesBuilder(0).setMode(01000);
    assertThatThrownBy(() -> SuppliesForm.read(strange.build()))
        .hasMessage("a mode is 0000 to 0777");
    strange.getFilesBuilder(0).setMode(0777);
    assertThat(SuppliesForm.read(strange.build()).files().getFirst().mode()).isEqualTo(0777);
    strange.getVolumesBuilder(0).setSizeBytes(-1);
    assertThatThrownBy(() -> SuppliesForm.read(strange.build()))
        .hasMessage("a size must not be negative");
  }

  /** As it was stored before a service could ask for nodes, and as it is since. */
  @Test
  void whoStoredNoWishesIsPlacedAnywhere() {
    assertThat(Specs.read(sleep().build()).wishes()).isEqualTo(Wishes.NONE);
    assertThat(Specs.write(SLEEP).hasWishes()).isFalse();
    Wishes wishes =
        new Wishes(
            new TreeMap<>(Map.of("disk", List.of("nvme", "ssd"))),
            List.of(new Preference(new TreeMap<>(Map.of("region", List.of("eu"))), 7)),
            Optional.of(new Spread("rack", 2)),
            List.of(new Company("db", "node")),
            List.of(new Company("web", "rack")));
    Stored.Wishes.Values eu = Stored.Wishes.Values.newBuilder().addValue("eu").build();
    Stored.Wishes.Values fast =
        Stored.Wishes.Values.newBuilder().addValue("nvme").addValue("ssd").build();
    Stored.Wishes stored =
        Stored.Wishes.newBuilder()
            .putRequire("disk", fast)
            .addPrefer(Stored.Wishes.Preference.newBuilder().putMatch("region", eu).setWeight(7))
            .setSpread(Stored.Wishes.Spread.newBuilder().setOver("rack").setMaxSkew(2))
            .addNear(Stored.Wishes.Company.newBuilder().setService("db").setWithin("node"))
            .addApart(Stored.Wishes.Company.newBuilder().setService("web").setWithin("rack"))
            .build();
    assertThat(Specs.read(sleep().setWishes(stored).build())).isEqualTo(SLEEP.with(wishes));
    assertThat(Specs.write(SLEEP.with(wishes)).getWishes()).isEqualTo(stored);
  }

  @Test
  void aJobHasOneForm() {
    Stored.Spec endless = sleep().setJob(Stored.Job.getDefaultInstance()).build();
    assertThat(Specs.write(SLEEP.with(Job.UNLIMITED))).isEqualTo(endless);
    assertThat(Specs.read(endless)).isEqualTo(SLEEP.with(Job.UNLIMITED));
    Stored.Spec limited =
        sleep().setJob(Stored.Job.newBuilder().setDeadline(millis(90_000))).build();
    Spec spec = SLEEP.with(new Job(Optional.of(Duration.ofSeconds(90))));
    assertThat(Specs.write(spec)).isEqualTo(limited);
    assertThat(Specs.read(limited)).isEqualTo(spec);
    assertThat(Specs.read(sleep().build()).job()).as("before there were jobs").isEmpty();
  }

  @Test
  void whatIsWaitedForOtherwiseThanAsEverHasOneForm() {
    SortedMap<String, Condition> completed = new TreeMap<>(Map.of("db", Condition.COMPLETED));
    Stored.Service stored =
        web().setConditions(Stored.Conditions.newBuilder().addCompleted("db")).build();
    assertThat(Specs.write(blueprint(WEB.awaiting(completed)))).isEqualTo(blueprint(stored));
    assertThat(Specs.read(blueprint(stored))).isEqualTo(blueprint(WEB.awaiting(completed)));
    Stored.Service started =
        web().setConditions(Stored.Conditions.newBuilder().addStarted("db")).build();
    assertThat(Specs.read(blueprint(started)).services().getFirst().condition("db"))
        .isEqualTo(Condition.STARTED);
    assertThat(Specs.write(blueprint(WEB))).as("as ever").isEqualTo(blueprint(web().build()));
  }
}
