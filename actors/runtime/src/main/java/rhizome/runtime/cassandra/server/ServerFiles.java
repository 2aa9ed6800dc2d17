package rhizome.runtime.cassandra.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import rhizome.runtime.cassandra.server.ServerSettings.Place;

/** What a Cassandra of our own reads at its start, written for its owner only. */
record ServerFiles(Path folder) {

  static final String LOG = "cassandra.log";

  /** Both ends show certificates of our authority. */
  private static final String BOTH_KNOWN =
      """
        require_client_auth: true
        protocol: TLS
        accepted_protocols: [TLSv1.3, TLSv1.2]
        ssl_context_factory:
          class_name: org.apache.cassandra.security.PEMBasedSslContextFactory
        keystore: "@conf@/server.pem"
        truststore: "@conf@/clients.pem"
      """;

  private static final String TLS =
      """
      # Who comes without a certificate of our authority does not get in.
      client_encryption_options:
        enabled: true
        optional: false
      """
          + BOTH_KNOWN;

  private static final String TLS_BETWEEN =
      """
      # Nor does another Cassandra.
      server_encryption_options:
        internode_encryption: all
      """
          + BOTH_KNOWN;

  Path log() {
    return folder.resolve(LOG);
  }

  Path conf() {
    return folder.resolve("conf");
  }

  Path yaml() {
    return conf().resolve("cassandra.yaml");
  }

  Path logback() {
    return conf().resolve("logback.xml");
  }

  Path data() {
    return folder.resolve("data");
  }

  /** Writes them anew; the data beside them stays as it is. */
  void write(ServerSettings settings) throws IOException {
    ownerOnly(folder);
    ownerOnly(conf());
    ownerOnly(data());
    write(logback(), resource("logback.xml"));
    write(
        yaml(),
        resource("cassandra.yaml")
            .replace("@tls@", settings.tls().isPresent() ? TLS : "")
            .replace("@tls-between@", isClosedRing(settings) ? TLS_BETWEEN : "")
            .replace("@seeds@", seeds(settings))
            .replace("@hints@", Boolean.toString(settings.place() instanceof Place.InRing))
            .replace("@conf@", yamlText(conf()))
            .replace("@data@", yamlText(data()))
            .replace("@host@", settings.host())
            .replace("@cql-port@", Integer.toString(settings.cqlPort()))
            .replace("@storage-port@", Integer.toString(settings.place().storagePort())));
    if (settings.tls().isPresent()) {
      Path tls = settings.tls().get();
      // One file with the key and its chain, which is how Cassandra wants it.
      write(
          conf().resolve("server.pem"),
          Files.readString(tls.resolve("tls.key")) + Files.readString(tls.resolve("tls.crt")));
      write(conf().resolve("clients.pem"), Files.readString(tls.resolve("ca.crt")));
    }
  }

  private static boolean isClosedRing(ServerSettings settings) {
    return settings.tls().isPresent() && settings.place() instanceof Place.InRing;
  }

  /** Whoever begins is its own. */
  private static String seeds(ServerSettings settings) {
    return settings.place() instanceof Place.InRing(_, var seeds) && !seeds.isEmpty()
        ? String.join(",", seeds)
        : settings.host() + ":" + settings.place().storagePort();
  }

  /** Inside double quotes. */
  private static String yamlText(Path path) {
    return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void ownerOnly(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
  }

  private static String resource(String name) throws IOException {
    String path = "/rhizome/cassandra/" + name;
    try (InputStream in = ServerFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
