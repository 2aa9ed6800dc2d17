package rhizome.cli.host;

import static rhizome.runtime.tls.Role.MEMBER;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cluster.ClusterProfile;
import rhizome.runtime.cluster.MemberKeys;
import rhizome.runtime.cluster.Role;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.JournalEngines;
import rhizome.runtime.tls.TlsRefused;

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
      return cassandra(settings, own);
    }
    for (Role role : roles) {
      if (role != Role.NODE && role != Role.VALIDATOR) {
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

  private static Config cassandra(JoinSettings settings, Config own) throws HostRefused {
    Config journal = ClusterProfile.of(own).getConfig("rhizome.cluster.journal");
    Config driver = ConfigFactory.empty();
    if (journal.getBoolean("tls")) {
      if (!hasCertificate(settings.credentials())) {
        throw new HostRefused(
            "rhizome.cluster.journal.tls needs a certificate: %s holds none"
                .formatted(settings.credentials()));
      }
      driver = JournalEngines.config(settings.credentials());
    }
    try {
      return new Contact(
              settings.cassandra(),
              journal.getString("datacenter"),
              journal.getString("keyspace"),
              driver)
          .config();
    } catch (IllegalArgumentException e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether the folder is one that {@code rhizome pki issue} made. */
  static boolean hasCertificate(Path credentials) {
    return Files.exists(credentials.resolve("tls.crt"));
  }

  /** With a certificate of its own a member's doors are TLS, and open where its members are. */
  static Config doors(JoinSettings settings, Config own) {
    if (!hasCertificate(settings.credentials())) {
      return ConfigFactory.empty();
    }
    String host = ClusterProfile.of(own).getString("rhizome.cluster.host");
    return ConfigFactory.parseMap(
        Map.of("rhizome.api.tls", true, "rhizome.api.host", host, "rhizome.agents.host", host),
        "the certificate in " + settings.credentials());
  }

  /**
   * The keys by which members know each other. Only who begins a cluster makes them.
   *
   * @throws HostRefused if there are none; says where they come from
   */
  static Config keys(JoinSettings settings) throws HostRefused {
    if (hasCertificate(settings.credentials())) {
      try {
        return Credentials.open(settings.credentials(), MEMBER)
            .config()
            .withFallback(ConfigFactory.parseResources("rhizome/remoting-tls.conf"));
      } catch (TlsRefused e) {
        throw new HostRefused(String.valueOf(e.getMessage()), e);
      }
    }
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
