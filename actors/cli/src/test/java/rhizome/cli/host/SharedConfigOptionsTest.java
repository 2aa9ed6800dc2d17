package rhizome.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.Labels;
import rhizome.runtime.cluster.Role;

/** The journal and the keys that members share, and what is refused where they are missing. */
class SharedConfigOptionsTest {

  private static final String PLUGIN = "akka.persistence.journal.plugin";

  @TempDir private Path folder;

  private JoinSettings settings(boolean first, String... cassandra) {
    return new JoinSettings(
        folder,
        ConfigFactory.empty(),
        first,
        folder,
        List.of(cassandra),
        Optional.empty(),
        Resources.DEFAULT,
        Labels.NONE);
  }

  private static Config own(String text) {
    return ConfigFactory.parseString(text);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void onlyAMemberThatHostsNoEntitiesDoesWithoutAJournal(Role role) throws HostRefused {
    if (role == Role.NODE || role == Role.VALIDATOR) {
      Config journal = SharedConfig.journal(settings(false), own(""), List.of(role));
      assertThat(journal.getString(PLUGIN)).isEqualTo("akka.persistence.journal.inmem");
    } else {
      assertThatThrownBy(
              () -> SharedConfig.journal(settings(false), own(""), List.of(Role.NODE, role)))
          .isInstanceOf(HostRefused.class)
          .hasMessage(
              "a cluster needs a journal that all of its members share: name it with --cassandra"
                  + " HOST:PORT");
    }
  }

  @Test
  void aJournalTheOperatorNamedIsLeftAloneThoughThereIsACassandra() throws HostRefused {
    Config named = own(PLUGIN + " = theirs");
    List<Role> all = List.of(Role.values());
    assertThat(SharedConfig.journal(settings(false), named, all).isEmpty()).isTrue();
    assertThat(SharedConfig.journal(settings(false, "c1:9042"), named, all).isEmpty()).isTrue();
  }

  @Test
  void aCassandraIsTheJournalOfAnyRoleInTheKeyspaceOfTheSettings() throws HostRefused {
    Config journal =
        SharedConfig.journal(
            settings(false, "c1:9042", "[fd00::1]:9042"),
            own("rhizome.cluster.journal { datacenter = dc7, keyspace = other }"),
            List.of(Role.NODE));
    assertThat(journal.getStringList("datastax-java-driver.basic.contact-points"))
        .containsExactly("c1:9042", "[fd00::1]:9042");
    assertThat(
            journal.getString("datastax-java-driver.basic.load-balancing-policy.local-datacenter"))
        .isEqualTo("dc7");
    assertThat(journal.getString("akka.persistence.cassandra.journal.keyspace")).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c1", "c1:0", "c1:65536", "c1:x", ":9042", "c 1:9042", ""})
  void whatIsNoPlaceOfACassandraIsRefused(String point) {
    assertThatThrownBy(
            () -> SharedConfig.journal(settings(false, point), own(""), List.of(Role.CONTROL)))
        .isInstanceOf(HostRefused.class)
        .hasMessage("'%s' is not HOST:PORT, such as 10.0.0.1:9042", point);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Grid", "1grid", "a-b", ""})
  void whatIsNoKeyspaceIsRefused(String keyspace) {
    Config own = own("rhizome.cluster.journal.keyspace = \"" + keyspace + "\"");
    assertThatThrownBy(
            () -> SharedConfig.journal(settings(false, "c1:9042"), own, List.of(Role.CONTROL)))
        .isInstanceOf(HostRefused.class)
        .hasMessage("'%s' cannot be a keyspace: small letters, digits and _, 48 at most", keyspace);
  }

  @Test
  void aJournalOverTlsNeedsACertificate() {
    Config own = own("rhizome.cluster.journal.tls = on");
    assertThatThrownBy(
            () -> SharedConfig.journal(settings(false, "c1:9042"), own, List.of(Role.CONTROL)))
        .isInstanceOf(HostRefused.class)
        .hasMessage(
            "rhizome.cluster.journal.tls needs a certificate: %s holds none", folder.toString());
  }

  @Test
  void withACertificateTheDoorsAreTlsWhereTheMemberIs() throws Exception {
    Config own = own("rhizome.cluster.host = \"10.0.0.7\"");
    assertThat(SharedConfig.hasCertificate(folder)).isFalse();
    assertThat(SharedConfig.doors(settings(false), own).isEmpty()).isTrue();

    Files.writeString(folder.resolve("tls.crt"), "");
    assertThat(SharedConfig.hasCertificate(folder)).isTrue();
    Config doors = SharedConfig.doors(settings(false), own);
    assertThat(doors.getBoolean("rhizome.api.tls")).isTrue();
    assertThat(doors.getString("rhizome.api.host")).isEqualTo("10.0.0.7");
    assertThat(doors.getString("rhizome.agents.host")).isEqualTo("10.0.0.7");
  }

  @Test
  void aCertificateThatIsNoneIsRefusedAndNoKeysAreMadeInItsPlace() throws Exception {
    Files.writeString(folder.resolve("tls.crt"), "no certificate");
    assertThatThrownBy(() -> SharedConfig.keys(settings(true))).isInstanceOf(HostRefused.class);
    assertThat(folder.resolve("member.p12")).doesNotExist();
  }

  @Test
  void onlyWhoBeginsAClusterMakesKeysAndTheyAreTheOwners() throws Exception {
    assertThatThrownBy(() -> SharedConfig.keys(settings(false)))
        .isInstanceOf(HostRefused.class)
        .hasMessage(
            "%s holds no keys of the cluster: copy member.p12 and member.password from a member of"
                + " it into that folder, or name another with --credentials",
            folder);
    assertThat(folder.resolve("member.p12")).doesNotExist();

    Config made = SharedConfig.keys(settings(true));
    for (String file : new String[] {"member.p12", "member.password"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(SharedConfig.keys(settings(false))).as("once they are there").isEqualTo(made);
    assertThat(SharedConfig.keys(settings(true))).as("they are not made anew").isEqualTo(made);

    Files.writeString(folder.resolve("member.password"), "another");
    assertThatThrownBy(() -> SharedConfig.keys(settings(true)))
        .isInstanceOf(HostRefused.class)
        .hasMessageContaining("does not open with the password in member.password")
        .hasMessageNotContaining("another");
  }
}
