package rhizome.runtime.checkup;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import rhizome.runtime.Wire;

/** Answers for one member. */
public final class CheckupShell {

  static final ServiceKey<Ask> KEY = ServiceKey.create(Ask.class, "checkup");

  /** How are you? */
  record Ask(ActorRef<Vitals> replyTo) implements Wire {}

  private CheckupShell() {}

  /**
   * @param data folder of this member
   * @param agents at this member's door
   */
  public static Behavior<Ask> create(Path data, AgentCertificates agents) {
    return Behaviors.setup(
        context -> {
          context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
          Config config = context.getSystem().settings().config();
          return Behaviors.receive(Ask.class)
              .onMessage(
                  Ask.class,
                  ask -> {
                    Optional<Path> credentials = OwnCertificate.folder(config, data);
                    ask.replyTo.tell(Vitals.read(data, credentials, agents, Clock.systemUTC()));
                    return Behaviors.same();
                  })
              .build();
        });
  }
}
