package rhizome.runtime;

import akka.actor.typed.DispatcherSelector;

/**
 * Threads for what says who is alive, and for nothing else: a thousand entities that wake at once,
 * as they do when a control member is lost, must not keep a heartbeat waiting. Defined in {@code
 * akka.conf}.
 */
public final class Liveness {

  /** Its name, for streams. */
  public static final String DISPATCHER = "rhizome.liveness-dispatcher";

  /** For actors. */
  public static final DispatcherSelector THREADS = DispatcherSelector.fromConfig(DISPATCHER);

  private Liveness() {}
}
