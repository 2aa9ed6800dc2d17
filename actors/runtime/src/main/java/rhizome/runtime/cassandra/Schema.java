package rhizome.runtime.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keyspace and tables of a grid: made when asked for, and looked at by every member. */
public final class Schema {

  /** Making tables takes longer than reading them. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
  private static final String RESOURCE = "/rhizome/keyspace.cql";
  static final List<String> TABLES =
      List.of("all_persistence_ids", "messages", "metadata", "snapshots", "writers");

  private Schema() {}

  /** What Cassandra lacks; the message says it, and the remedy. */
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Makes keyspace and tables where they are missing; what is there stays as it is.
   *
   * @param copies of each event in the data center; one only for trying
   * @throws Missing if nobody answers, or there are fewer nodes than copies
   */
  public static void apply(Contact contact, int copies) throws Missing, InterruptedException {
    if (copies < 1) {
      throw new IllegalArgumentException("there is at least one copy of an event");
    }
    try (CqlSession session = connect(contact)) {
      long nodes = nodes(session, contact);
      if (nodes < copies) {
        throw new Missing(
            ("%d copies need as many nodes, and the data center %s has %d: add nodes, or for"
                    + " trying only, ask for %d")
                .formatted(copies, contact.datacenter(), nodes, nodes),
            null);
      }
      for (String statement : statements(contact, copies)) {
        session.execute(SimpleStatement.newInstance(statement).setTimeout(PATIENCE));
      }
    } catch (RuntimeException e) {
      throw new Missing(
          "the schema cannot be made at %s: %s".formatted(contact, e.getMessage()), e);
    }
  }

  private static List<String> statements(Contact contact, int copies) {
    String replication =
        copies == 1
            ? "{'class': 'SimpleStrategy', 'replication_factor': 1}"
            : "{'class': 'NetworkTopologyStrategy', '%s': %d}"
                .formatted(contact.datacenter().replace("'", "''"), copies);
    List<String> statements = new ArrayList<>();
    for (String text : resource().replaceAll("(?m)^--.*$", "").split(";", -1)) {
      String statement =
          text.strip()
              .replaceFirst("(?s)(WITH replication) = \\{.*?}", "$1 = @")
              .replace("@", replication)
              .replaceAll("\\brhizome\\b", contact.keyspace());
      if (!statement.isEmpty()) {
        statements.add(statement);
      }
    }
    return statements;
  }

  private static long nodes(CqlSession session, Contact contact) {
    return session.getMetadata().getNodes().values().stream()
        .filter(node -> contact.datacenter().equals(node.getDatacenter()))
        .count();
  }

  /**
   * Waits until somebody answers, and then looks whether all is there.
   *
   * @throws Missing if nobody answers in time, or the keyspace or a table is not there
   */
  public static void await(Contact contact, Duration patience, Consumer<String> progress)
      throws Missing, InterruptedException {
    long begin = System.nanoTime();
    String told = "";
    while (true) {
      try (CqlSession session = connect(contact)) {
        look(session, contact);
        return;
      } catch (Missing e) {
        if (!(e.getCause() instanceof Unanswered)) {
          throw e;
        }
        if (!told.equals(e.getMessage())) {
          told = String.valueOf(e.getMessage());
          progress.accept("waiting for Cassandra: " + told);
        }
        if (System.nanoTime() - begin > patience.toNanos()) {
          throw new Missing(
              "%s after %d s: start it, or correct the address"
                  .formatted(e.getMessage(), patience.toSeconds()),
              e);
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_INTERVAL.toNanos());
      }
    }
  }

  private static void look(CqlSession session, Contact contact) throws Missing {
    try {
      requireAll(session, contact);
    } catch (DriverException e) {
      throw new Missing(
          "%s does not answer (%s)".formatted(contact, e.getMessage()), new Unanswered(e));
    }
  }

  private static void requireAll(CqlSession session, Contact contact) throws Missing {
    if (nodes(session, contact) == 0) {
      Set<String> there = new TreeSet<>();
      session
          .getMetadata()
          .getNodes()
          .values()
          .forEach(node -> there.add(String.valueOf(node.getDatacenter())));
      throw new Missing(
          "Cassandra at %s has no data center '%s': name one of %s"
              .formatted(contact, contact.datacenter(), there),
          null);
    }
    Set<String> missing = new TreeSet<>(TABLES);
    session
        .execute(
            SimpleStatement.newInstance(
                "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?",
                contact.keyspace()))
        .forEach(row -> missing.remove(row.getString("table_name")));
    if (!missing.isEmpty()) {
      throw new Missing(
          "keyspace %s at %s lacks %s: say `rhizome cassandra schema --contact %s`"
              .formatted(contact.keyspace(), contact, missing, contact.points().getFirst()),
          null);
    }
  }

  /** Nobody is there, which may be over soon. */
  private static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;

    Unanswered(Throwable cause) {
      super(cause);
    }
  }

  private static CqlSession connect(Contact contact) throws Missing, InterruptedException {
    return opened(contact, contact.connect(PATIENCE), PATIENCE.multipliedBy(2));
  }

  static CqlSession opened(Contact contact, CompletionStage<CqlSession> opening, Duration patience)
      throws Missing, InterruptedException {
    boolean taken = false;
    try {
      CqlSession session =
          opening.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      taken = true;
      return session;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why = cause instanceof AllNodesFailedException all ? why(all) : cause.getMessage();
      throw new Missing("%s does not answer (%s)".formatted(contact, why), new Unanswered(cause));
    } catch (TimeoutException e) {
      throw new Missing("%s does not answer".formatted(contact), new Unanswered(e));
    } finally {
      if (!taken) {
        var _ = opening.thenAccept(CqlSession::closeAsync); // what opens late is nobody's
      }
    }
  }

  private static @Nullable String why(AllNodesFailedException all) {
    return all.getAllErrors().values().stream()
        .flatMap(List::stream)
        .findFirst()
        .map(Schema::innermost)
        .map(Throwable::getMessage)
        .orElse(all.getMessage());
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String resource() {
    try (InputStream in = Schema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " cannot be read", e);
    }
  }
}
