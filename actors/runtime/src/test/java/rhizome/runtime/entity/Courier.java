package rhizome.runtime.entity;

import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.util.ArrayList;
import java.util.List;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;

/** A small law to try the shell with: parcels are taken, and owed until they are delivered. */
public class Courier
    implements Decider<Courier.Command, Courier.Event, Courier.Bag, Courier.Carry> {

  public sealed interface Command {
    record Take(String parcel) implements Command {}

    record TakeTwo(String first, String second) implements Command {}

    record Deliver(String parcel) implements Command {}

    /** A bug in the law. */
    record Stumble() implements Command {}
  }

  public sealed interface Event {
    record Taken(String parcel) implements Event {}

    record Delivered(String parcel) implements Event {}
  }

  public record Bag(List<String> parcels, int delivered) {
    public Bag {
      parcels = List.copyOf(parcels);
    }
  }

  public record Carry(String parcel) {}

  public enum Refusal implements Decision.Reason {
    NO_SUCH_PARCEL
  }

  @Override
  public Bag initial() {
    return new Bag(List.of(), 0);
  }

  @Override
  public Decision<Event> decide(Bag bag, Command command) {
    return switch (command) {
      case Command.Take(var parcel) when bag.parcels.contains(parcel) -> unchanged();
      case Command.Take(var parcel) -> accept(new Event.Taken(parcel));
      case Command.TakeTwo(var first, var second) ->
          accept(new Event.Taken(first), new Event.Taken(second));
      case Command.Deliver(var parcel) when bag.parcels.contains(parcel) ->
          accept(new Event.Delivered(parcel));
      case Command.Deliver _ -> reject(Refusal.NO_SUCH_PARCEL);
      case Command.Stumble _ -> accept(new Event.Delivered("nothing"));
    };
  }

  @Override
  public Bag evolve(Bag bag, Event event) {
    List<String> parcels = new ArrayList<>(bag.parcels);
    return switch (event) {
      case Event.Taken(var parcel) -> {
        parcels.add(parcel);
        yield new Bag(parcels, bag.delivered);
      }
      case Event.Delivered(var parcel) -> {
        if (!parcels.remove(parcel)) {
          throw new IllegalStateException("journal is corrupt: " + event + " in " + bag);
        }
        yield new Bag(parcels, bag.delivered + 1);
      }
    };
  }

  @Override
  public List<Carry> owes(Bag bag) {
    return bag.parcels.stream().map(Carry::new).toList();
  }
}
