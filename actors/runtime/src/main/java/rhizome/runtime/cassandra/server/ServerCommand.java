package rhizome.runtime.cassandra.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a Cassandra 5.0.9 on Java 17. */
record ServerCommand(Path java, List<Path> jars, ServerSettings settings, ServerFiles files) {

  private static final String MAIN = "org.apache.cassandra.service.CassandraDaemon";

  /** From {@code conf/jvm17-server.options} of the release. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.ref",
          "java.base/java.lang.reflect",
          "java.base/java.math",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.nio.charset",
          "java.base/java.nio.file.spi",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/java.util.concurrent.locks",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.util",
          "java.base/jdk.internal.util.jar",
          "java.base/sun.nio.ch",
          "jdk.management/com.sun.management.internal");

  private static final List<String> EXPORTED =
      List.of(
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.unsupported/sun.misc");

  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(java.toString());
    words.add("-Xms" + settings.heapMib() / 2 + "m");
    words.add("-Xmx" + settings.heapMib() + "m");
    words.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:MaxDirectMemorySize=" + settings.heapMib() / 2 + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xss512k",
            "-Djdk.attach.allowAttachSelf=true",
            "-Dio.netty.tryReflectionSetAccessible=true"));
    jars.stream()
        .filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
        .forEach(jar -> words.add("-javaagent:" + jar));
    for (String opened : OPENED) {
      words.add("--add-opens=" + opened + "=ALL-UNNAMED");
      words.add("--add-exports=" + opened + "=ALL-UNNAMED");
    }
    EXPORTED.forEach(exported -> words.add("--add-exports=" + exported + "=ALL-UNNAMED"));
    words.addAll(
        List.of(
            "-Dcassandra.config=" + files.yaml().toUri(),
            "-Dcassandra.storagedir=" + files.data(),
            "-Dcassandra.logdir=" + files.folder(),
            "-Dcassandra-foreground=yes",
            "-Dlogback.configurationFile=" + files.logback()));
    words.addAll(waits(settings.place()));
    words.add("-cp");
    words.add(jars.stream().map(Path::toString).collect(Collectors.joining(":")));
    words.add(MAIN);
    return List.copyOf(words);
  }

  private static List<String> waits(ServerSettings.Place place) {
    return switch (place) {
      // There is no news of others to wait for.
      case ServerSettings.Place.Alone _ ->
          List.of(
              "-Dcassandra.skip_wait_for_gossip_to_settle=0",
              "-Dcassandra.ring_delay_ms=0",
              "-Dcassandra.initial_token=0");
      // Cassandra's 30 s are for rings of hundreds.
      case ServerSettings.Place.InRing _ -> List.of("-Dcassandra.ring_delay_ms=5000");
    };
  }
}
