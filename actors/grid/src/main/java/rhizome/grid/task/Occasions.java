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
 * @param numbers by slot, of the last time it happened
 */
public record Occasions(Map<Moment, SortedMap<Integer, Long>> numbers) {

  static final Occasions NONE = new Occasions(new EnumMap<>(Moment.class));

  public Occasions {
    EnumMap<Moment, SortedMap<Integer, Long>> copy = new EnumMap<>(Moment.class);
    numbers.forEach(
        (moment, own) -> copy.put(moment, Collections.unmodifiableSortedMap(new TreeMap<>(own))));
    numbers = Collections.unmodifiableMap(copy);
  }

  boolean has(Occasion occasion) {
    return of(occasion.moment()).getOrDefault(occasion.slot(), 0L) >= occasion.number();
  }

  Occasions with(Occasion occasion) {
    EnumMap<Moment, SortedMap<Integer, Long>> more = new EnumMap<>(Moment.class);
    more.putAll(numbers);
    SortedMap<Integer, Long> own = new TreeMap<>(of(occasion.moment()));
    own.merge(occasion.slot(), occasion.number(), Math::max);
    more.put(occasion.moment(), own);
    return new Occasions(more);
  }

  private SortedMap<Integer, Long> of(Moment moment) {
    return Optional.ofNullable(numbers.get(moment)).orElseGet(TreeMap::new);
  }
}
