package rhizome.grid.world;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Carries messages. Until it is calmed it delays, loses, repeats, and so reorders them. */
public final class Post {

  /** How bad it is: shares of messages lost and sent twice, and the longest delay in ms. */
  public record Weather(double loss, double twice, long delayMax) {

    public static final Weather CALM = new Weather(0, 0, 200);
  }

  private static final double SLOW = 0.2;
  private static final long QUICK_MS = 20;

  private final Timeline time;
  private final RandomGenerator random;
  private Weather weather;

  public Post(Timeline time, RandomGenerator random, Weather weather) {
    this.time = time;
    this.random = random;
    this.weather = weather;
  }

  public void calm() {
    weather = Weather.CALM;
  }

  public void send(Runnable delivery) {
    int copies = random.nextDouble() < weather.twice ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextDouble() >= weather.loss) {
        time.after(delay(), delivery);
      }
    }
  }

  /** Never lost, never twice, and quick. */
  public void sendSurely(Runnable delivery) {
    time.after(1 + random.nextLong(QUICK_MS), delivery);
  }

  private long delay() {
    return 1 + random.nextLong(random.nextDouble() < SLOW ? weather.delayMax : QUICK_MS);
  }

  /** Asks an entity; the answer, empty or the name of a refusal, travels just as badly. */
  public <C> void ask(Inhabitant<C, ?, ?, ?> whom, C command, Consumer<Optional<String>> answered) {
    send(
        () -> {
          Optional<String> refusal = whom.ask(command);
          send(() -> answered.accept(refusal));
        });
  }

  public <C> void tell(Inhabitant<C, ?, ?, ?> whom, C command) {
    send(() -> whom.ask(command));
  }
}
