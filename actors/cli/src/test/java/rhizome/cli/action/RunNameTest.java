package rhizome.cli.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import rhizome.house.Property;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;

class RunNameTest {

  private final RunName.Converter converter = new RunName.Converter();

  @Test
  void aRunIsReadAndFoundWhereTheApiKeepsIt() {
    RunName run = converter.convert("shop/db/backup/3");
    assertThat(run).isEqualTo(new RunName(TaskId.parse("shop/db/backup"), 3));
    assertThat(run.path()).isEqualTo("/v1/robots/shop/actions/db/backup/3");
  }

  @Test
  void everyRunIsReadFromHowItIsWritten() {
    Property.forAll(
        random -> {
          String robot = "r" + random.nextInt(1000);
          String service = "s-" + random.nextInt(1000);
          String action = "a" + random.nextInt(1000);
          long number = random.nextLong(1, Long.MAX_VALUE);
          RunName run = converter.convert("%s/%s/%s/%d".formatted(robot, service, action, number));
          assertThat(run)
              .isEqualTo(new RunName(new TaskId(new RobotId(robot), service, action), number));
          assertThat(run.path())
              .isEqualTo(
                  "/v1/robots/%s/actions/%s/%s/%d".formatted(robot, service, action, number));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "3",
        "shop/3",
        "shop/db/3",
        "shop/db/backup",
        "shop/db/backup/",
        "shop/db/backup/three",
        "shop/db/backup/3/",
        "shop/db/backup/3/4",
        "shop/db/backup/9223372036854775808",
        "Shop/db/backup/3",
        "shop//backup/3",
        "shop/db#0/backup/3",
        "../db/backup/3"
      })
  void whatIsNoRunIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage(
            "'%s' is not a run: write robot/service/action/run, such as shop/db/backup/3", text);
  }
}
