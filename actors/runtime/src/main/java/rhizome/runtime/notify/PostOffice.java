package rhizome.runtime.notify;

import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.grid.notice.Letter;

/** Delivers letters, each try on a thread of its own that is ended when it takes too long. */
public final class PostOffice {

  private static final Logger LOG = LoggerFactory.getLogger(PostOffice.class);

  private final NotifySettings settings;
  private final Map<String, Carrier> carriers;

  public PostOffice(NotifySettings settings, Clock clock) {
    this.settings = settings;
    Map<String, Carrier> ways = new TreeMap<>();
    settings.receivers().forEach((name, receiver) -> ways.put(name, carrier(receiver, clock)));
    this.carriers = Collections.unmodifiableMap(ways);
  }

  private Carrier carrier(Receiver receiver, Clock clock) {
    return switch (receiver) {
      case Receiver.Webhook webhook -> new WebhookCarrier(webhook, settings, clock);
      case Receiver.Mailbox mailbox -> new MailCarrier(mailbox, settings);
    };
  }

  /** Tries once. Never fails, and is done within the time-out. */
  public CompletionStage<Outcome> deliver(String receiver, Letter letter) {
    Carrier carrier = carriers.get(receiver);
    if (carrier == null) {
      return CompletableFuture.completedFuture(
          Outcome.never("rhizome.notify.receivers names it no more"));
    }
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("letter-" + letter.number() + "-" + receiver)
            .start(() -> carry(carrier, letter, outcome));
    return outcome
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              thread.interrupt();
              return failure instanceof TimeoutException
                  ? Outcome.failed("it took longer than " + settings.timeout())
                  : Outcome.failed(failure.getClass().getSimpleName());
            })
        .thenApply(done -> told(receiver, letter, done));
  }

  private void carry(Carrier carrier, Letter letter, CompletableFuture<Outcome> outcome) {
    try {
      outcome.complete(carrier.carry(letter, LetterText.id(letter, settings.grid())));
    } catch (InterruptedException e) {
      outcome.cancel(false);
    } catch (RuntimeException e) {
      LOG.error("letter {} broke its carrier", letter.number(), e);
      outcome.completeExceptionally(e);
    }
  }

  private static Outcome told(String receiver, Letter letter, Outcome outcome) {
    if (outcome instanceof Outcome.Failed(var reason, boolean lasting, _)) {
      LOG.warn(
          "letter {} did not reach {}{}: {}",
          letter.number(),
          receiver,
          lasting ? ", and never will" : "",
          reason);
    }
    return outcome;
  }
}
