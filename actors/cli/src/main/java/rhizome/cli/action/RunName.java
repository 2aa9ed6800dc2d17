package rhizome.cli.action;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rhizome.kernel.TaskId;

/** One run, written {@code robot/service/action/run}. */
record RunName(TaskId task, long number) {

  static final class Converter implements ITypeConverter<RunName> {
    @Override
    public RunName convert(String text) {
      int slash = text.lastIndexOf('/');
      try {
        TaskId task = TaskId.parse(text.substring(0, Math.max(0, slash)));
        return new RunName(task, Long.parseLong(text.substring(slash + 1)));
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException(
            "'%s' is not a run: write robot/service/action/run, such as shop/db/backup/3"
                .formatted(text));
      }
    }
  }

  /** Where the API keeps it. */
  String path() {
    return "/v1/robots/%s/actions/%s/%s/%d"
        .formatted(task.robot(), task.service(), task.action(), number);
  }
}
