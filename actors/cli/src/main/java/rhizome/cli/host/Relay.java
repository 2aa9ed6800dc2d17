package rhizome.cli.host;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Report;
import rhizome.runtime.node.AgentLink;

/** Keeps what an agent reports until its link is there, and then hands everything on, in order. */
final class Relay implements Consumer<Report> {

  private final List<Report> early = new ArrayList<>();
  private @Nullable ActorRef<AgentLink.Message> link;

  @Override
  public synchronized void accept(Report report) {
    if (link == null) {
      early.add(report);
    } else {
      link.tell(new AgentLink.Told(report));
    }
  }

  synchronized void connect(ActorRef<AgentLink.Message> to) {
    link = to;
    early.forEach(report -> to.tell(new AgentLink.Told(report)));
    early.clear();
  }
}
