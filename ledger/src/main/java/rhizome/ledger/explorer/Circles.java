package rhizome.ledger.explorer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;

/** Of which addresses of several an address is one, as long as they hold something. */
final class Circles {

  private final Map<Address, NavigableMap<Address, Integer>> circles = new LinkedHashMap<>();

  /** In their order. */
  List<Address> of(Address member) {
    NavigableMap<Address, Integer> all = circles.get(member);
    return all == null ? List.of() : List.copyOf(all.keySet());
  }

  void add(Condition condition) {
    change(condition, 1);
  }

  void remove(Condition condition) {
    change(condition, -1);
  }

  private void change(Condition condition, int by) {
    switch (condition) {
      case Condition.TimeLock(_, var inner) -> change(inner, by);
      case Condition.Multisig(_, var members) ->
          members.forEach(member -> change(member, condition.address(), by));
      case Condition.Nil _, Condition.ToAddress _, Condition.Swap _ -> {}
    }
  }

  private void change(Address member, Address circle, int by) {
    NavigableMap<Address, Integer> all = circles.computeIfAbsent(member, _ -> new TreeMap<>());
    if (all.merge(circle, by, Integer::sum) == 0) {
      all.remove(circle);
    }
    if (all.isEmpty()) {
      circles.remove(member);
    }
  }
}
