package rhizome.cli.host;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.util.List;
import rhizome.runtime.cluster.MemberKeys;
import rhizome.runtime.cluster.Role;

/** What members of one cluster share beside their settings: the journal and the keys. */
final class SharedConfig {

  private static final String JOURNAL = "akka.persistence.journal.plugin";

  private SharedConfig() {}

  /**
   * The journal's configuration.
   *
   * @param own what the operator wrote; may name any plugin that all members share
   * @throws HostRefused if a member that reads or writes events has none
   */
  static Config journal(JoinSettings settings, Config own, Iterable<Role> roles)
      throws HostRefused {
    if (own.hasPath(JOURNAL)) {
      return ConfigFactory.empty();
    }
    if (!settings.cassandra().isEmpty()) {
      return cassandra(settings.cassandra());
    }
    for (Role role : roles) {
      if (role != Role.NODE) {
        throw new HostRefused(
            "a cluster needs a journal that all of its members share: name it with --cassandra"
                + " HOST:PORT");
      }
    }
    return ConfigFactory.parseString(
        """
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = ""
        """);
  }

  private static Config cassandra(List<String> contacts) {
    return ConfigFactory.parseString(
            """
            akka.persistence.journal.plugin = "akka.persistence.cassandra.journal"
            akka.persistence.snapshot-store.plugin = "akka.persistence.cassandra.snapshot"
            """)
        .withValue(
            "datastax-java-driver.basic.contact-points", ConfigValueFactory.fromIterable(contacts));
  }

  /**
   * The keys by which members know each other. Only who begins a cluster makes them.
   *
   * @throws HostRefused if there are none; says where they come from
   */
  static Config keys(JoinSettings settings) throws HostRefused {
    if (!settings.first() && !Files.exists(settings.credentials().resolve("member.p12"))) {
      throw new HostRefused(
          ("%s holds no keys of the cluster: copy member.p12 and member.password from a member of"
                  + " it into that folder, or name another with --credentials")
              .formatted(settings.credentials()));
    }
    try {
      return MemberKeys.open(settings.credentials()).config();
    } catch (IllegalStateException e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
  }
}
