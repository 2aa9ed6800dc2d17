package rhizome.gateway.edge;

import com.typesafe.config.Config;
import java.time.Duration;
import rhizome.runtime.cluster.HostPort;
import rhizome.runtime.node.LogSlice;

/**
 * How the door of the agents is built.
 *
 * @param port 0 for any that is free
 * @param connectionsMax agents at this gateway at the same time
 * @param halfOpenMax connections that have not yet said who they are
 * @param frameMax bytes of a frame
 * @param handshakeTimeout from the first packet to an accepted Hello
 * @param idleTimeout silence after which an agent's connection is given up
 * @param keepAlive silence of our own after which we say that we are there
 * @param inFlightMax questions of one agent that wait for an answer
 * @param waitingMax bytes for one agent that wait to be read by it
 * @param logReadsMax logs of one agent that are read at the same time
 * @param reconnectGrace how long an agent that vanished may take to come back unsuspected
 */
public record DoorSettings(
    String host,
    int port,
    int connectionsMax,
    int halfOpenMax,
    int frameMax,
    Duration handshakeTimeout,
    Duration idleTimeout,
    Duration keepAlive,
    int inFlightMax,
    int waitingMax,
    int logReadsMax,
    Duration reconnectGrace) {

  /** The largest frame that must fit: a piece of a log and what stands around it. */
  static final int FRAME_MIN = LogSlice.BYTES_MAX + 1024;

  public DoorSettings {
    if (port < 0 || port > HostPort.PORT_MAX) {
      throw new IllegalArgumentException("a port is 1 to 65535, or 0 for any, not " + port);
    }
    if (connectionsMax < 1 || halfOpenMax < 1 || inFlightMax < 1 || logReadsMax < 1) {
      throw new IllegalArgumentException(
          "rhizome.agents.connections-max, half-open-max, in-flight-max and log-reads-max count"
              + " from 1");
    }
    if (frameMax < FRAME_MIN || waitingMax < frameMax) {
      throw new IllegalArgumentException(
          "rhizome.agents.frame-max is at least %d bytes, and waiting-max at least frame-max"
              .formatted(FRAME_MIN));
    }
    if (!handshakeTimeout.isPositive() || !keepAlive.isPositive() || reconnectGrace.isNegative()) {
      throw new IllegalArgumentException(
          "rhizome.agents.handshake-timeout and keep-alive must be positive, and reconnect-grace"
              + " not negative");
    }
    if (idleTimeout.compareTo(keepAlive) <= 0) {
      throw new IllegalArgumentException(
          "rhizome.agents.idle-timeout must be longer than keep-alive, not " + idleTimeout);
    }
  }

  /** Reads the block {@code rhizome.agents}. */
  public static DoorSettings from(Config config) {
    Config agents = config.getConfig("rhizome.agents");
    return new DoorSettings(
        agents.getString("host"),
        agents.getInt("port"),
        agents.getInt("connections-max"),
        agents.getInt("half-open-max"),
        bytes(agents, "frame-max"),
        agents.getDuration("handshake-timeout"),
        agents.getDuration("idle-timeout"),
        agents.getDuration("keep-alive"),
        agents.getInt("in-flight-max"),
        bytes(agents, "waiting-max"),
        agents.getInt("log-reads-max"),
        agents.getDuration("reconnect-grace"));
  }

  static int bytes(Config agents, String key) {
    return (int) Math.min(Integer.MAX_VALUE, agents.getBytes(key));
  }

  public DoorSettings at(String otherHost, int otherPort) {
    return new DoorSettings(
        otherHost,
        otherPort,
        connectionsMax,
        halfOpenMax,
        frameMax,
        handshakeTimeout,
        idleTimeout,
        keepAlive,
        inFlightMax,
        waitingMax,
        logReadsMax,
        reconnectGrace);
  }
}
