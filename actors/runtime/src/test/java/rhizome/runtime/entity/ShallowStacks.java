package rhizome.runtime.entity;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * A dispatcher whose threads have half the stack a JVM gives by default, whatever flags this one
 * was started with. Named by {@link #CONFIG}; Akka makes it by reflection.
 */
public final class ShallowStacks extends ExecutorServiceConfigurator {

  /** A stack that overflows ends an actor system, and here not the JVM of the tests with it. */
  static final Config CONFIG =
      ConfigFactory.parseString(
          """
          akka.actor.default-dispatcher.executor = "%s"
          akka.jvm-exit-on-fatal-error = off
          akka.persistence.typed.stash-capacity = 1
          """
              .formatted(ShallowStacks.class.getName()));

  private static final long STACK_BYTES = 512 << 10;

  public ShallowStacks(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    return () ->
        Executors.newFixedThreadPool(4, work -> new Thread(null, work, "shallow", STACK_BYTES));
  }
}
