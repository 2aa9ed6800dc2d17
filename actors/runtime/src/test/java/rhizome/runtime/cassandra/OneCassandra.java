package rhizome.runtime.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import rhizome.runtime.cassandra.server.CassandraServer;
import rhizome.runtime.cassandra.server.ServerSettings;
import rhizome.runtime.cassandra.server.Unavailable;
import rhizome.runtime.journal.Journal;
import rhizome.runtime.journal.SharedJournal;

/** One Cassandra for all tests of a JVM, started by the first that needs it. */
public final class OneCassandra implements ExecutionCondition {

  private static final Path TARGET = Path.of("target", "cassandra").toAbsolutePath();
  private static final int HEAP_MIB = 384;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Map<Path, Contact> KEYSPACES = new LinkedHashMap<>();

  private static @Nullable CassandraServer server;
  private static @Nullable String unavailable;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return missing()
        .map(
            why -> {
              System.err.printf("SKIPPED %s: %s%n", context.getDisplayName(), why);
              return ConditionEvaluationResult.disabled(why);
            })
        .orElseGet(() -> ConditionEvaluationResult.enabled("Cassandra answers"));
  }

  private static synchronized Optional<String> missing() {
    if (server == null && unavailable == null) {
      long begin = System.nanoTime();
      try {
        server = start("shared");
        System.err.printf("Cassandra answers after %.1f s%n", (System.nanoTime() - begin) / 1e9);
      } catch (Unavailable e) {
        unavailable = e.getMessage();
      } catch (IOException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    return Optional.ofNullable(unavailable);
  }

  /** Another one, on an empty folder, which a test may treat as it likes. */
  static CassandraServer start(String name) throws Unavailable, IOException, InterruptedException {
    Path folder = TARGET.resolve(name);
    empty(folder);
    CassandraServer started =
        CassandraServer.start(
            CassandraServer.Order.of(folder, cache(), settings(), ConfigFactory.empty()));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started)));
    return started;
  }

  static ServerSettings settings() {
    return ServerSettings.usual().at("127.0.0.1", 0).withHeap(HEAP_MIB);
  }

  static Path cache() {
    return TARGET.resolve("jars");
  }

  private static void end(CassandraServer server) {
    try {
      server.kill();
    } catch (IOException | InterruptedException e) {
      System.err.println("Cassandra did not end: " + e);
    }
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> all;
      try (Stream<Path> walk = Files.walk(folder)) {
        all = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }

  public static synchronized Contact contact() {
    if (server == null) {
      throw new IllegalStateException("annotate the test with @OnCassandra");
    }
    return server.contact();
  }

  /** The one of all tests, for those that make it ill; they leave it well. */
  static synchronized CassandraServer server() {
    if (server == null) {
      throw new IllegalStateException("annotate the test with @OnCassandra");
    }
    return server;
  }

  /** Starts it again where it was, with what it holds. */
  static synchronized void again() throws Unavailable, IOException, InterruptedException {
    CassandraServer before = server();
    server =
        CassandraServer.start(
            CassandraServer.Order.of(
                TARGET.resolve("shared"), cache(), before.settings(), ConfigFactory.empty()));
    CassandraServer now = server;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(now)));
  }

  /** A journal of its own for each folder, and the same one again for the same folder. */
  public static Journal journal(Path folder) {
    return SharedJournal.of(keyspace(contact(), folder));
  }

  /**
   * To make a keyspace takes Cassandra seconds. So one whose folder is gone, because its test is
   * over, is emptied and given to the next.
   */
  public static synchronized Contact keyspace(Contact contact, Path folder) {
    try {
      Contact own = KEYSPACES.get(folder);
      if (own != null) {
        return own;
      }
      Optional<Path> gone = KEYSPACES.keySet().stream().filter(Files::notExists).findFirst();
      Contact next = gone.isPresent() ? emptied(gone.get()) : made(contact);
      KEYSPACES.put(folder, next);
      return next;
    } catch (Schema.Missing e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Contact made(Contact contact) throws Schema.Missing, InterruptedException {
    Contact own = contact.in("k" + KEYSPACES.size());
    Schema.apply(own, 1);
    return own;
  }

  private static Contact emptied(Path folder) {
    Contact contact = KEYSPACES.remove(folder);
    if (contact == null) {
      throw new IllegalStateException("no keyspace for " + folder);
    }
    try (CqlSession session = contact.connect(PATIENCE).toCompletableFuture().join()) {
      for (String table : Schema.TABLES) {
        var _ = session.execute("TRUNCATE %s.%s".formatted(contact.keyspace(), table));
      }
    }
    return contact;
  }
}
