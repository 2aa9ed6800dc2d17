package rhizome.cli.chaos.checker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.cli.chaos.history.Account;
import rhizome.cli.chaos.history.Account.RobotState;
import rhizome.cli.chaos.history.Answer;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.history.History.Deed;
import rhizome.cli.chaos.history.Wish;

/**
 * A robot is a register that is compared and set, and its generation counts the settings. So what
 * was acknowledged has numbers that grow with time, none given to two that differ (who asks for
 * what is there already gets the number it has), none above what the robot has in the end; and what
 * the robot carries out in the end is what the highest of them asked for, unless somebody who never
 * got an answer came after.
 */
public record NothingLost() implements Law {

  @Override
  public String name() {
    return "no acknowledged command is lost";
  }

  @Override
  public List<Violation> breaches(History history) {
    SortedMap<String, List<Deed>> deeds = new TreeMap<>();
    for (Deed deed : history.deeds()) {
      boolean changes = deed.wish() instanceof Wish.Apply || deed.wish() instanceof Wish.Destroy;
      if (changes && !(deed.answer() instanceof Answer.Refused)) {
        deeds.computeIfAbsent(deed.wish().robot(), _ -> new ArrayList<>()).add(deed);
      }
    }
    List<Violation> breaches = new ArrayList<>();
    deeds.forEach((robot, of) -> judge(robot, of, history.before(), breaches));
    return breaches;
  }

  private void judge(String robot, List<Deed> deeds, Account account, List<Violation> breaches) {
    List<Deed> applied = deeds.stream().filter(NothingLost::isAcknowledgedApply).toList();
    inOrder(robot, applied, breaches);
    RobotState state = account.robots().get(robot);
    Deed last = lastAcknowledged(deeds);
    if (last == null) {
      return;
    }
    long open = deeds.stream().filter(deed -> mayComeAfter(deed, last)).count();
    if (state == null || !state.isActive()) {
      if (last.wish() instanceof Wish.Apply && open == 0) {
        breaches.add(breach(last, "%s is not there, but was acknowledged".formatted(last.wish())));
      }
      return;
    }
    switch (last.wish()) {
      case Wish.Apply wish -> holds(wish, last, state, open, breaches);
      case Wish.Destroy _ -> {
        if (open == 0) {
          breaches.add(breach(last, robot + " is there, but its destruction was acknowledged"));
        }
      }
      case Wish.Retry _, Wish.Drain _ -> {}
    }
  }

  private void holds(
      Wish.Apply wish, Deed last, RobotState state, long open, List<Violation> breaches) {
    long generation = generation(last);
    if (state.generation() < generation) {
      breaches.add(
          breach(
              last,
              "%s was acknowledged as generation %d, but the robot is at %d"
                  .formatted(wish, generation, state.generation())));
    } else if (state.generation() > generation + open) {
      breaches.add(
          breach(
              last,
              "after %s the robot is at generation %d, but only %d wishes may have come after"
                  .formatted(wish, state.generation(), open)));
    } else if (state.generation() == generation && !state.replicas().equals(wish.replicas())) {
      breaches.add(
          breach(last, "%s was acknowledged, but is carried out as %s".formatted(wish, state)));
    }
  }

  private void inOrder(String robot, List<Deed> applied, List<Violation> breaches) {
    for (int i = 0; i < applied.size(); i++) {
      for (int j = i + 1; j < applied.size(); j++) {
        Deed a = applied.get(i);
        Deed b = applied.get(j);
        if (generation(a) == generation(b) && !a.wish().equals(b.wish())) {
          breaches.add(
              breach(
                  b,
                  "generation %d of %s was given to two: %s and %s"
                      .formatted(generation(b), robot, a.wish(), b.wish())));
        } else if (a.answered().compareTo(b.invoked()) < 0 && generation(a) > generation(b)) {
          breaches.add(
              breach(
                  b,
                  "generation %d of %s was given after %d"
                      .formatted(generation(b), robot, generation(a))));
        }
      }
    }
  }

  private Violation breach(Deed deed, String evidence) {
    return new Violation(name(), deed.answered(), evidence);
  }

  private static boolean isAcknowledgedApply(Deed deed) {
    return deed.wish() instanceof Wish.Apply && deed.answer() instanceof Answer.Done;
  }

  private static long generation(Deed deed) {
    return deed.answer() instanceof Answer.Done(long generation) ? generation : 0;
  }

  private static @Nullable Deed lastAcknowledged(List<Deed> deeds) {
    return deeds.stream()
        .filter(deed -> deed.answer() instanceof Answer.Done)
        .max(Comparator.comparing(Deed::answered))
        .orElse(null);
  }

  /** Nobody knows when a wish without an answer is carried out, only that it is not before. */
  private static boolean mayComeAfter(Deed deed, Deed last) {
    Duration settled = last.answered();
    return deed.number() != last.number()
        && (deed.answer() instanceof Answer.Unknown
            || (deed.answer() instanceof Answer.Done && deed.answered().compareTo(settled) > 0));
  }
}
