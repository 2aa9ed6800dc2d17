package rhizome.grid.task;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Action.Moment;

/**
 * Those that a run was made of: of each moment and slot the newest.
 *
 * @param epochs by slot, of the leases under which it last happened
 */
public record Occasions(Map<Moment, SortedMap<Integer, Long>> epochs) {

  static final Occasions NONE = new Occasions(new EnumMap<>(Moment.class));

  public Occasions {
    EnumMap<Moment, SortedMap<Integer, Long>> copy = new EnumMap<>(Moment.class);
    epochs.forEach(
        (moment, own) -> copy.put(moment, Collections.unmodifiableSortedMap(new TreeMap<>(own))));
    epochs = Collections.unmodifiableMap(copy);
  }

  boolean has(Occasion occasion) {
    return of(occasion.moment()).getOrDefault(occasion.slot(), 0L) >= occasion.epoch();
  }

  Occasions with(Occasion occasion) {
    EnumMap<Moment, SortedMap<Integer, Long>> more = new EnumMap<>(Moment.class);
    more.putAll(epochs);
    SortedMap<Integer, Long> own = new TreeMap<>(of(occasion.moment()));
    own.merge(occasion.slot(), occasion.epoch(), Math::max);
    more.put(occasion.moment(), own);
    return new Occasions(more);
  }

  private SortedMap<Integer, Long> of(Moment moment) {
    return Optional.ofNullable(epochs.get(moment)).orElseGet(TreeMap::new);
  }
}
