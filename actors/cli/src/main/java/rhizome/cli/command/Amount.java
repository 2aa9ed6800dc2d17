package rhizome.cli.command;

import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rhizome.blueprints.quantity.Quantity;

/** Amounts on the command line are written as in blueprints. */
public final class Amount {

  private Amount() {}

  /** Such as {@code 90s} or {@code 2m}. */
  public static final class OfTime implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return read(text, Quantity::duration);
    }
  }

  /** Such as {@code 2} or {@code 500m}, in thousandths of a core. */
  public static final class OfCpu implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, Quantity::cpu);
    }
  }

  /** Such as {@code 2GiB}, in bytes. */
  public static final class OfMemory implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, Quantity::memory);
    }
  }

  private static <T> T read(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
