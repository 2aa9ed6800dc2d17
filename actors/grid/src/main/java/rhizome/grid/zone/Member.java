package rhizome.grid.zone;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.node.Facts;
import rhizome.grid.preemption.Tenant;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * One node as its zone remembers it. Mutable, because ten thousand are heard each second; only
 * {@link Presence} and {@link ZoneIndex} touch it.
 */
final class Member {

  /** Where a node stands between heard and lost. */
  enum Phase {
    /** Its heartbeats come. */
    HEARD,
    /** It says it is online, and this zone has yet to hear it. */
    UNHEARD,
    /** Nothing is heard of it, and nobody was told. */
    SILENT,
    /** Its node was told that it is suspected. */
    SUSPECTED,
    /** Its node was told that its lease is over. */
    LOST;

    boolean isThere() {
      return this == HEARD || this == UNHEARD;
    }

    boolean isTold() {
      return this == SUSPECTED || this == LOST;
    }
  }

  /** A place it has reserved. */
  record Held(Tenant tenant, long epoch, boolean single, Wishes wishes) {
    Resources resources() {
      return tenant.amount();
    }
  }

  final NodeId node;
  String boot;
  Phase phase;
  Instant heard;
  @Nullable Facts facts;

  /**
   * Until when it is believed to be online with this boot; null as long as it has not said so
   * itself. Until then it is no candidate: it could not fence what it refused.
   */
  @Nullable Instant watched;

  boolean admits = true;
  boolean unconfirmed;
  Optional<String> witness = Optional.empty();
  Map<WorkloadId, Held> held = new TreeMap<>();
  Resources reserved = Resources.NONE;

  Member(NodeId node, String boot, Phase phase, Instant heard) {
    this.node = node;
    this.boot = boot;
    this.phase = phase;
    this.heard = heard;
  }

  Duration silence(Instant now) {
    return Duration.between(heard, now);
  }

  /** Whether it has to say anew what it is and holds, the next time it is heard. */
  boolean hasToEnrol(Instant now) {
    return watched == null || !now.isBefore(watched);
  }

  void doubt(Instant now) {
    watched = watched == null ? null : now;
  }

  /** It has said itself that it is online, and takes more. */
  boolean isOpen() {
    return watched != null && admits;
  }

  /** It was emptied and will get nothing more, so nobody waits for it. */
  boolean isDrained() {
    return !admits && held.isEmpty();
  }

  ZoneIndex.Silent silent() {
    int shared = (int) held.values().stream().filter(place -> !place.single).count();
    return new ZoneIndex.Silent(node, boot, heard, witness, shared, held.size());
  }
}
