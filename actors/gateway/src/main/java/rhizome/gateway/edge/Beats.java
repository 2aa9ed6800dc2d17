package rhizome.gateway.edge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Facts;
import rhizome.grid.zone.Heartbeat;
import rhizome.runtime.edge.AgentFrame;

/**
 * The signs of life of one agent, and what of them its gateway has yet to be told. A sign is told
 * once by each line until a majority has noted it: one that went down with its gateway must not
 * cost the lease.
 */
final class Beats {

  private @Nullable Heartbeat open;
  private boolean told;
  private Facts facts;
  private String boot;
  private int turn;

  /**
   * @param facts the gateway knows from Hello
   * @param boot the same
   */
  Beats(Facts facts, String boot) {
    this.facts = facts;
    this.boot = boot;
  }

  /** Another gateway, that knows what Hello says and no more. */
  void begin(Facts said, String saidBoot) {
    told = false;
    facts = said;
    boot = saidBoot;
    turn = 0;
  }

  void next(Heartbeat heartbeat) {
    open = heartbeat;
    told = false;
  }

  /** A majority has noted this sign, or a later one. */
  void noted(long number) {
    if (told && open != null && number >= open.number()) {
      open = null;
    }
  }

  /** The boot that is spoken for, by its number on this line. */
  int turn() {
    return turn;
  }

  boolean isDue() {
    return open != null && !told;
  }

  /** What is to be said now; nothing if all was said. */
  Optional<AgentFrame.Beat> tell() {
    Heartbeat heartbeat = open;
    if (heartbeat == null || told) {
      return Optional.empty();
    }
    told = true;
    boolean sameFacts = heartbeat.facts().equals(facts);
    boolean sameBoot = heartbeat.boot().equals(boot);
    if (!sameBoot) {
      turn++;
    }
    facts = heartbeat.facts();
    boot = heartbeat.boot();
    return Optional.of(
        new AgentFrame.Beat(
            heartbeat.number(),
            heartbeat.digest(),
            turn,
            sameBoot ? Optional.empty() : Optional.of(boot),
            sameFacts ? Optional.empty() : Optional.of(facts)));
  }
}
