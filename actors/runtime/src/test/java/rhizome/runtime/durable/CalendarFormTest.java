package rhizome.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.calendar.Policy;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Job;
import rhizome.grid.robot.Calendar;
import rhizome.house.Property;
import rhizome.runtime.durable.calendar.CalendarForm;
import rhizome.runtime.durable.proto.Stored;

/** When jobs run, as it is stored. */
class CalendarFormTest {

  @Test
  void whatWasWrittenBeforeThereWereSchedulesRunsOnce() {
    Stored.Job old = Stored.Job.getDefaultInstance();
    assertThat(CalendarForm.read(old)).isEqualTo(Job.UNLIMITED);
    assertThat(CalendarForm.write(Job.UNLIMITED)).isEqualTo(old);
  }

  @Test
  void aScheduleHasOneForm() {
    Schedule schedule =
        new Schedule(
            "15 3 * * *", ZoneId.of("Europe/Brussels"), Policy.REPLACE, 5, Duration.ofMinutes(30));
    Job job = Job.UNLIMITED.at(Optional.of(schedule));
    Stored.Job stored =
        Stored.Job.newBuilder()
            .setSchedule(
                Stored.JobSchedule.newBuilder()
                    .setCron("15 3 * * *")
                    .setZone("Europe/Brussels")
                    .setReplace(true)
                    .setKeep(5)
                    .setStartWithin(Times.write(Duration.ofMinutes(30))))
            .build();
    assertThat(CalendarForm.write(job)).isEqualTo(stored);
    assertThat(CalendarForm.read(stored)).isEqualTo(job);
    assertThat(CalendarForm.read(CalendarForm.write(Job.UNLIMITED.run(7))))
        .isEqualTo(Job.UNLIMITED.run(7));
  }

  @Test
  void aCalendarIsReadAsItWasWritten() {
    Property.forAll(
        100,
        random -> {
          Calendar calendar = (Calendar) new Arbitrary(random).of(Calendar.class);
          assertThat(CalendarForm.read(CalendarForm.write("web", calendar))).isEqualTo(calendar);
        });
  }
}
