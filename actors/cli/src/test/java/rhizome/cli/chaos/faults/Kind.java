package rhizome.cli.chaos.faults;

import java.util.List;
import rhizome.cli.chaos.hosts.Ground.Ability;

/** What can go wrong. */
public enum Kind {
  AGENT_KILLED("kill -9 of the agent", Strikes.NODE),
  AGENT_FROZEN("SIGSTOP of the agent", Strikes.NODE),
  CONTROL_KILLED("kill -9 of a control member", Strikes.CONTROL),
  OLDEST_KILLED("kill -9 of the oldest control member, host of the coordinator", Strikes.NOBODY),
  CONTROL_FROZEN("SIGSTOP of a control member", Strikes.CONTROL),
  BLACKOUT("kill -9 of every control member", Strikes.NOBODY),
  POWER_CUT("power cut", Strikes.NODE),
  ISOLATED("cut off from all others", Strikes.NODE, Ability.LINKS),
  HALVED("partition in halves", Strikes.HALF, Ability.LINKS),
  ONE_WAY("hears the others, is not heard", Strikes.NODE, Ability.LINKS),
  FLAPPING("cable in and out", Strikes.NODE, Ability.NAMESPACES),
  LOSSY("5 % of packets lost", Strikes.NODE, Ability.LINKS),
  CLOGGED("packets queue before a thin pipe", Strikes.NODE, Ability.LINKS),
  DISK_FULL("disk full", Strikes.NODE, Ability.DISKS),
  CLOCK_STEPPED("clock stepped by a minute", Strikes.NODE, Ability.CLOCKS),
  STORE_STOPPED("Cassandra stopped", Strikes.STORE),
  STORE_SLOW("Cassandra slow", Strikes.STORE),
  STORE_RESTARTED("Cassandra restarted", Strikes.STORE),
  ROLLED("rolling restart of all members", Strikes.NOBODY);

  /** Whom it strikes. */
  public enum Strikes {
    NODE,
    CONTROL,
    STORE,
    /** Every second host. */
    HALF,
    /** Whom, is found out when it strikes. */
    NOBODY
  }

  private final String words;
  private final Strikes strikes;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Ability> needs;

  Kind(String words, Strikes strikes, Ability... needs) {
    this.words = words;
    this.strikes = strikes;
    this.needs = List.of(needs);
  }

  public String words() {
    return words;
  }

  public Strikes strikes() {
    return strikes;
  }

  /** What a machine must permit for it. */
  public List<Ability> needs() {
    return needs;
  }

  /** No program may notice it: it is the control plane's or its store's alone. */
  public boolean isHarmless() {
    return switch (this) {
      case CONTROL_KILLED, OLDEST_KILLED, CONTROL_FROZEN -> true;
      case STORE_STOPPED, STORE_SLOW, STORE_RESTARTED -> true;
      // with nobody left to renew a lease, what is single ends: see ADR 0011
      case BLACKOUT -> false;
      case AGENT_KILLED, AGENT_FROZEN, POWER_CUT, DISK_FULL, CLOCK_STEPPED, ROLLED -> false;
      case ISOLATED, HALVED, ONE_WAY, FLAPPING, LOSSY, CLOGGED -> false;
    };
  }
}
