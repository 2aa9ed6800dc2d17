package rhizome.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class KinTest {

  private static final int SESSION = 70;
  private static final Map<String, String> TAGS = Map.of("TAG", "ours");
  private static final Kin KIN = new Kin(SESSION, environment -> environment.equals(TAGS));

  private final Map<Proc.Stat, Map<String, String>> all = new LinkedHashMap<>();

  @Test
  void whoIsOfTheSessionOrCarriesTheTagsBelongsAndNobodyElse() {
    Proc.Stat child = runs(71, SESSION, Map.of());
    Proc.Stat daemon = runs(90, 90, TAGS);
    runs(91, 91, Map.of("TAG", "theirs"));
    runs(92, 91, Map.of());
    Proc.Stat both = runs(72, SESSION, TAGS);
    assertThat(KIN.among(all)).containsExactly(child, daemon, both);
  }

  @Test
  void aNumberGivenToAStrangerMakesHisSessionNotOurs() {
    runs(SESSION, SESSION, Map.of());
    runs(71, SESSION, Map.of());
    Proc.Stat daemon = runs(90, 90, TAGS);
    assertThat(KIN.among(all)).containsExactly(daemon);
  }

  @Test
  void whoNeverHadAProcessHasNoSessionEither() {
    runs(2, 0, Map.of()); // a thread of the kernel
    runs(1, 1, Map.of());
    Proc.Stat daemon = runs(90, 90, TAGS);
    assertThat(new Kin(Kin.NO_SESSION, KIN.tagged()).among(all)).containsExactly(daemon);
  }

  @Test
  void whateverRunsNoStrangerIsEverMeant() {
    Property.forAll(
        random -> {
          all.clear();
          for (int pid = 60; pid < 80; pid++) {
            if (random.nextBoolean()) {
              runs(pid, session(random, pid), random.nextInt(4) == 0 ? TAGS : Map.of());
            }
          }
          boolean reused = all.keySet().stream().anyMatch(stat -> stat.pid() == SESSION);
          List<Proc.Stat> meant = KIN.among(all);
          all.forEach(
              (stat, environment) ->
                  assertThat(meant.contains(stat))
                      .as("%s with %s", stat, environment)
                      .isEqualTo(
                          environment.equals(TAGS) || (!reused && stat.session() == SESSION)));
        });
  }

  /** Its own, or an older one's; a process with the number of the session leads it. */
  private static int session(RandomGenerator random, int pid) {
    return pid == SESSION || random.nextBoolean() ? pid : random.nextInt(60, 80);
  }

  private Proc.Stat runs(int pid, int session, Map<String, String> environment) {
    Proc.Stat stat = new Proc.Stat(pid, "x", 'S', session, session, pid, 0);
    all.put(stat, environment);
    return stat;
  }
}
