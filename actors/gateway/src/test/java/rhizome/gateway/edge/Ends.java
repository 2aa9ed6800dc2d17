package rhizome.gateway.edge;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Facts;
import rhizome.kernel.ZoneId;
import rhizome.runtime.cluster.HostPort;

/** Both ends of a stream, on loopback, and what tests of either need. */
final class Ends {

  static final Papers PAPERS = new Papers();
  static final Facts FACTS = new Facts(new ZoneId("default"), "host", new Resources(1000, 1 << 30));

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** One for all tests; ends with the JVM. */
  static final ActorSystem<Void> SYSTEM =
      ActorSystem.create(
          Behaviors.empty(),
          "edge",
          ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF, daemonic = on }")
              .withFallback(ConfigFactory.parseResources("rhizome/akka.conf"))
              .withFallback(ConfigFactory.load())
              .resolve());

  private static final Config AGENTS =
      ConfigFactory.parseResources("rhizome/agents.conf").resolve();

  private Ends() {}

  /**
   * The settings of the house, with some of a test's own. Agents that say nothing while the machine
   * is busy with something else are not what most tests are about.
   */
  static DoorSettings door(String own) {
    return DoorSettings.from(agents("idle-timeout = 60s, handshake-timeout = 60s\n" + own))
        .at("127.0.0.1", 0);
  }

  static LineSettings line(String own) {
    return LineSettings.from(agents(own));
  }

  private static Config agents(String own) {
    return ConfigFactory.parseString("rhizome.agents {" + own + "}").withFallback(AGENTS);
  }

  static EdgeDoor open(EdgePort grid, DoorSettings settings) {
    return EdgeDoor.open(SYSTEM, grid, PAPERS.gateway(), settings).toCompletableFuture().join();
  }

  static HostPort at(EdgeDoor door) {
    InetSocketAddress address = door.address();
    return new HostPort(address.getAddress().getHostAddress(), address.getPort());
  }

  /** Waits until it holds; the test fails if it never does. */
  static void await(String what, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > DEADLINE.toNanos()) {
        throw new AssertionError("never: " + what);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
