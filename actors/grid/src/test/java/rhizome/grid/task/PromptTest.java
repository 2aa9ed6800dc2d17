package rhizome.grid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.task.Backups.N1;
import static rhizome.grid.task.Backups.prompt;
import static rhizome.grid.task.Backups.retried;
import static rhizome.grid.task.Backups.second;
import static rhizome.grid.task.Backups.task;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Action.Moment;
import rhizome.grid.task.Task.Command.*;
import rhizome.grid.task.Task.Duty;
import rhizome.grid.task.Task.Event;
import rhizome.grid.task.Task.Refusal;

/** An action that is run because something happened to a workload of its service. */
class PromptTest {

  private static final Occasion FIRST = new Occasion(Moment.READY, 2, 5);

  @Test
  void itRunsBesideTheWorkloadToWhichItHappened() {
    var task = task();
    assertThat(task.when(prompt(retried(), Moment.READY, 2, 5, 1)))
        .isEqualTo(accept(new Event.Prompted(1, retried(), FIRST, second(1))));
    assertThat(task.owes())
        .contains(
            new Duty.Place(
                Backups.BACKUP, new Ticket(1, 2, 1), Backups.BACKUP.workload(2), second(1)));
    assertThat(task.state().runs()).extracting(Run::by).containsExactly("ready #2");
  }

  @Test
  void toldAgainItIsNoNewsEvenWhenItsRunIsLongForgotten() {
    var task = task();
    for (long epoch = 5; epoch < 10 + Task.PAST_MAX; epoch++) {
      task.given(prompt(retried(), Moment.READY, 2, epoch, 1));
      task.given(new Begin(new Ticket(epoch - 4, 2, 1), N1, second(2)));
      task.given(new Finish(new Ticket(epoch - 4, 2, 1), Backups.ended(0), second(3)));
    }
    assertThat(task.state().run(1)).as("is forgotten").isEmpty();
    assertThat(task.when(prompt(retried(), Moment.READY, 2, 5, 9))).isEqualTo(unchanged());
    assertThat(task.when(prompt(retried(), Moment.READY, 2, 4, 9))).isEqualTo(unchanged());
  }

  @Test
  void eachSlotAndEachMomentIsAnother() {
    var task = task().given(prompt(retried(), Moment.READY, 2, 5, 1));
    task.given(prompt(retried(), Moment.READY, 1, 5, 1));
    task.given(prompt(retried(), Moment.LEADS, 2, 5, 1));
    assertThat(task.state().last()).isEqualTo(3);
  }

  /** Whoever owes it says it again. */
  @Test
  void whereTooManyWaitItIsRefusedAndTakenLater() {
    var task = task();
    for (int epoch = 1; epoch <= Task.OPEN_MAX; epoch++) {
      task.given(prompt(retried(), Moment.READY, 0, epoch, 1));
    }
    assertThat(task.when(prompt(retried(), Moment.READY, 1, 1, 2)))
        .isEqualTo(reject(Refusal.TOO_MANY_RUNS));
    task.given(new Cancel(1, "ann", second(3)));
    task.given(prompt(retried(), Moment.READY, 1, 1, 4));
    assertThat(task.state().last()).isEqualTo(Task.OPEN_MAX + 1);
  }

  @Test
  void whatIsNoWorkloadOfTheServiceIsRefused() {
    for (int slot : new int[] {-1, 3}) {
      assertThat(task().when(prompt(retried(), Moment.READY, slot, 1, 1)))
          .isEqualTo(reject(Refusal.NO_SUCH_SLOT));
    }
  }
}
