package rhizome.grid.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one replica had used when its node was asked.
 *
 * @param incarnation which process it is of
 * @param at by the clock of its node
 * @param cpu since the process began, over all its cores
 * @param numbers what it publishes, in the order of the targets that are metrics; none where it
 *     could not be told
 */
public record Reading(
    int incarnation, Instant at, Duration cpu, long memoryBytes, List<Optional<Double>> numbers) {
  public Reading {
    numbers = List.copyOf(numbers);
  }
}
