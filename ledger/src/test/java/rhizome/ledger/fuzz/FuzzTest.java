package rhizome.ledger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import rhizome.ledger.Samples;
import rhizome.ledger.codec.Malformed;

/**
 * Whatever the bytes, a decoder refuses them by name or has the value they are the form of, and
 * takes no more memory than they are worth. Inputs that end in a way not seen before are kept and
 * changed further. For longer: {@code -Dfuzz.seconds=600}. ADR 0034 says why no library does this.
 */
class FuzzTest {

  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 4);
  private static final int CORPUS_MAX = 2_000;
  private static final int INPUT_MAX = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void noBytesMakeADecoderDoAnythingButReadOrRefuse() {
    List<Target> targets = Target.all();
    long seed = System.nanoTime();
    long share = TimeUnit.SECONDS.toNanos(SECONDS) / targets.size();
    for (Target target : targets) {
      int found = fuzz(target, RandomGeneratorFactory.of("L64X128MixRandom").create(seed), share);
      assertThat(found).as("ways in which " + target.name() + " ends").isGreaterThan(1);
    }
  }

  /** For so long; in how many ways it ended. */
  private static int fuzz(Target target, RandomGenerator random, long nanos) {
    Mutator mutator = new Mutator(random);
    List<byte[]> corpus = new ArrayList<>();
    TreeSet<String> ends = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      byte[] sample = target.sample().apply(new Samples(random));
      corpus.add(sample);
      ends.add(end(target, sample));
    }
    long began = System.nanoTime();
    do {
      byte[] base = corpus.get(random.nextInt(corpus.size()));
      byte[] input = mutator.mutated(base, corpus.get(random.nextInt(corpus.size())));
      boolean small = input.length <= INPUT_MAX;
      if (small && ends.add(end(target, input)) && corpus.size() < CORPUS_MAX) {
        corpus.add(input);
      }
    } while (System.nanoTime() - began < nanos);
    return ends.size();
  }

  /** How it ends with the input, if that is lawful: what it was refused for, or how long it is. */
  private static String end(Target target, byte[] input) {
    try {
      return lawful(target, input);
    } catch (Throwable e) {
      throw new AssertionError(
          "%s, given %s: %s".formatted(target.name(), HexFormat.of().formatHex(input), e), e);
    }
  }

  private static String lawful(Target target, byte[] input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    String end;
    try {
      byte[] again = target.again().apply(input);
      assertThat(target.oneForm() ? again : target.again().apply(again))
          .isEqualTo(target.oneForm() ? input : again);
      end = "read " + Integer.highestOneBit(input.length);
    } catch (Malformed e) {
      end = e.wanted().replaceAll("[0-9]+", "0") + " " + Integer.highestOneBit(e.at().length());
    }
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(taken).as("bytes taken for %d", input.length).isLessThan(roomFor(input));
    return end;
  }

  /** With what the JVM takes to do something for the first time, and an assertion to be made. */
  private static long roomFor(byte[] input) {
    return 4_000_000 + 400L * input.length;
  }

  private static Target scripted(UnaryOperator<byte[]> again) {
    return new Target("scripted", true, _ -> new byte[] {1}, again);
  }

  /** The laws themselves: each is broken by one of these. */
  @Test
  void whatIsUnlawfulIsFoundAndShown() {
    List<UnaryOperator<byte[]>> unlawful =
        List.of(
            it -> Arrays.copyOf(it, it.length + 1),
            it -> new byte[] {it[5]},
            _ -> {
              throw new StackOverflowError();
            },
            it -> Arrays.copyOf(Arrays.copyOf(it, 8_000_000), it.length));
    for (UnaryOperator<byte[]> each : unlawful) {
      assertThatThrownBy(() -> end(scripted(each), new byte[] {1, 2}))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("scripted, given 0102: ");
    }
    assertThat(end(scripted(it -> it), new byte[] {1, 2})).isEqualTo("read 2");
  }
}
