package rhizome.runtime.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.grid.Member;

class ContactTest {

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", ":9042", "a:0", "a:70000", "a b:1", "a:1x", "fd00::1:9042"})
  void whatIsNoHostAndPortIsRefused(String point) {
    assertThatThrownBy(() -> Contact.at(point)).hasMessageContaining("is not HOST:PORT");
  }

  @Test
  void aNameThatCouldNotBeAKeyspaceIsRefused() {
    for (String name : List.of("Grid", "1st", "a-b", "", "x; DROP KEYSPACE y")) {
      assertThatThrownBy(() -> Contact.at("a:1").in(name)).hasMessageContaining("be a keyspace");
    }
  }

  @Test
  void itsPluginsWinOverThoseOfTheProfile() {
    Config all = Member.profile(Contact.at("[fd00::1]:9042").in("other").config());
    assertThat(all.getString("akka.persistence.journal.plugin")).isEqualTo(FencedJournal.PATH);
    assertThat(all.getString(FencedJournal.PATH + ".keyspace")).isEqualTo("other");
    assertThat(all.getString(FencedJournal.PATH + ".replay-filter.mode")).isEqualTo("off");
    assertThat(all.getStringList("datastax-java-driver.basic.contact-points"))
        .containsExactly("[fd00::1]:9042");
    assertThat(EntitySettings.from(all).restartMax()).hasSeconds(5);
    assertThat(FenceSettings.from(all).keyspace()).isEqualTo("other");
  }

  @Test
  void eventsAreNotDeletedWhereASnapshotMayBePassedOver() {
    Config deleting =
        ConfigFactory.parseString("rhizome.entity.delete-events = on")
            .withFallback(Contact.at("a:1").config());
    assertThatThrownBy(() -> EntitySettings.from(Member.profile(deleting)))
        .hasMessageContaining("akka.persistence.cassandra.snapshot.snapshot-is-optional = off");
  }

  @Test
  void limitsThatCannotWorkAreRefusedByTheirNames() {
    for (String wrong :
        List.of(
            "rhizome.cassandra.waiting-max = 0",
            "rhizome.cassandra.claim-attempts-max = 0",
            "rhizome.cassandra.look-interval = 0s",
            FencedJournal.PATH + ".target-partition-size = 5")) {
      Config all =
          Member.profile(ConfigFactory.parseString(wrong).withFallback(Contact.at("a:1").config()));
      String key = wrong.substring(wrong.lastIndexOf('.') + 1, wrong.indexOf(' '));
      assertThatThrownBy(() -> FenceSettings.from(all)).hasMessageContaining(key);
    }
  }
}
