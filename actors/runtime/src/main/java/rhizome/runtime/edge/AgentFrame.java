package rhizome.runtime.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import rhizome.grid.node.Facts;
import rhizome.grid.node.LeaseTerms;
import rhizome.grid.node.Report;
import rhizome.grid.scaling.Reading;
import rhizome.grid.task.Errand;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.LogSlice;

/** What an agent says to its gateway. */
public sealed interface AgentFrame {

  /**
   * Who speaks; the first frame of every connection.
   *
   * @param version of this language
   * @param boot of the agent's process, as long as that lives
   * @param lease for how long the agent keeps what is not renewed
   * @param build of the agent, for people
   * @param since what the first {@link GatewayFrame.Welcome} of this boot said; 0 before
   * @param fencing absent from an agent of a build that did not say it
   * @param tables whether it understands {@link rhizome.runtime.node.Order.Announce}
   */
  record Hello(
      int version,
      NodeId node,
      String boot,
      Facts facts,
      Duration lease,
      String build,
      long since,
      Optional<Fencing> fencing,
      boolean tables)
      implements AgentFrame {}

  /**
   * How the agent keeps to the end of its lease.
   *
   * @param mode as in {@code rhizome.grid.fence}; may be one that this build does not know
   * @param margin how much longer others wait
   */
  record Fencing(String mode, Duration margin) {
    public static Fencing of(LeaseTerms terms) {
      return new Fencing(terms.mode().name().toLowerCase(Locale.ROOT), terms.margin());
    }
  }

  /**
   * A heartbeat without what the connection knows already.
   *
   * @param turn counts the boots of the agent on this connection from 0, that of Hello
   * @param boot in the first beat of a later turn
   * @param facts only when they are not those told last
   */
  record Beat(long number, long digest, int turn, Optional<String> boot, Optional<Facts> facts)
      implements AgentFrame {}

  /** A question to an entity; its answer names {@code id}. */
  record Ask(long id, Matter matter) implements AgentFrame {}

  /** What an agent may ask; of whom follows from who asks. */
  sealed interface Matter {

    record Enrol(Facts facts, String boot, Instant at) implements Matter {}

    record Free(WorkloadId workload, long epoch, Instant at) implements Matter {}

    record Observe(Report report) implements Matter {}

    /** What it has in writing; none if {@code revision} is 0. */
    record Tabled(WorkloadId workload, long epoch, long revision, Instant at) implements Matter {}
  }

  /** What stands in a log, or why it cannot be read. */
  record LogReply(long id, Optional<LogSlice> slice, String error) implements AgentFrame {}

  /** An errand is over, or none of this agent's. */
  record Performed(long id, Errand.Answer answer) implements AgentFrame {}

  /** What a workload uses, or why nobody knows. */
  record Measured(long id, Optional<Reading> reading, String error) implements AgentFrame {}

  /** The agent ends in good order, as soon as the gateway has ended the connection. */
  record Bye() implements AgentFrame {}
}
