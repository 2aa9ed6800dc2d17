package rhizome.cli.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.cli.chaos.faults.Schedule.Hosts;
import rhizome.cli.chaos.faults.Schedule.Odds;
import rhizome.house.Property;
import rhizome.kernel.Seed;

class ScheduleTest {

  private static final Odds ODDS =
      new Odds(List.of(Kind.values()), 3, Duration.ofSeconds(2), Duration.ofSeconds(5));
  private static final Hosts HOSTS =
      new Hosts(List.of("n1", "n2", "n3"), List.of("c1", "c2", "c3"), List.of("s1"));

  @Test
  void aSeedDrawsTheSameAgainAndAnotherSomethingElse() {
    Property.forAll(
        random -> {
          Seed seed = new Seed(random.nextLong());
          Schedule drawn = Schedule.draw(seed, ODDS, HOSTS);
          assertThat(Schedule.draw(seed, ODDS, HOSTS)).isEqualTo(drawn);
          assertThat(Schedule.draw(seed.fork("other"), ODDS, HOSTS)).isNotEqualTo(drawn);
        });
  }

  @Test
  void everyKindComesOnceInEveryRoundWithinItsLimits() {
    Property.forAll(
        random -> {
          Schedule drawn = Schedule.draw(new Seed(random.nextLong()), ODDS, HOSTS);
          for (int round = 0; round < ODDS.rounds(); round++) {
            int kinds = Kind.values().length;
            assertThat(drawn.faults().subList(round * kinds, (round + 1) * kinds))
                .extracting(Fault::kind)
                .containsExactlyInAnyOrder(Kind.values());
          }
          assertThat(drawn.faults())
              .allSatisfy(
                  fault -> {
                    assertThat(fault.pause())
                        .isBetween(ODDS.pauseMin(), ODDS.pauseMin().multipliedBy(2));
                    assertThat(fault.lasts())
                        .isBetween(ODDS.lastsMin(), ODDS.lastsMin().multipliedBy(3));
                  });
        });
  }

  @Test
  void halfIsNeverTheMajorityOfTheControlMembersNorAllNodes() {
    Property.forAll(
        random -> {
          Schedule drawn = Schedule.draw(new Seed(random.nextLong()), ODDS, HOSTS);
          assertThat(drawn.faults())
              .filteredOn(fault -> fault.kind() == Kind.HALVED)
              .allSatisfy(
                  fault -> {
                    assertThat(fault.hosts()).filteredOn(HOSTS.controls()::contains).hasSize(1);
                    assertThat(fault.hosts()).filteredOn(HOSTS.nodes()::contains).hasSize(1);
                  });
        });
  }

  @Test
  void whereItStrikesIsWhereItsKindStrikes() {
    for (Fault fault : Schedule.draw(new Seed(1), ODDS, HOSTS).faults()) {
      List<String> allowed =
          switch (fault.kind().strikes()) {
            case NODE -> HOSTS.nodes();
            case CONTROL -> HOSTS.controls();
            case STORE -> HOSTS.stores();
            case HALF -> List.of("n1", "n2", "n3", "c1", "c2", "c3");
            case NOBODY -> List.<String>of();
          };
      assertThat(allowed).containsAll(fault.hosts());
    }
  }
}
