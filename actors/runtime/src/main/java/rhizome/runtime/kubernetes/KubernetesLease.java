package rhizome.runtime.kubernetes;

import akka.actor.ExtendedActorSystem;
import akka.coordination.lease.LeaseException;
import akka.coordination.lease.LeaseSettings;
import akka.coordination.lease.LeaseTimeoutException;
import akka.coordination.lease.TimeoutSettings;
import akka.coordination.lease.javadsl.Lease;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import rhizome.runtime.kubernetes.Bid.Aim;

/**
 * A lease that one member at most holds, by the API of Kubernetes. The split-brain resolver asks
 * for it with {@code lease-majority} (docs/adr/0013). Whoever holds it renews it, and trusts in it
 * for two thirds of the time that others wait: by its own clock from before it asked.
 */
public final class KubernetesLease extends Lease {

  /** Each means that somebody else has written meanwhile. */
  private static final int TRIES_MAX = 4;

  /**
   * Somebody holds it.
   *
   * @param until by {@code System.nanoTime()}
   */
  private record Held(long until, Consumer<Optional<Throwable>> lost) {}

  private final LeaseSettings settings;
  private final LeaseApi api;
  private final ExtendedActorSystem system;
  private final AtomicReference<Optional<Held>> held = new AtomicReference<>(Optional.empty());

  /** As Akka makes it. */
  public KubernetesLease(LeaseSettings settings, ExtendedActorSystem system) {
    this(settings, system, api(system.settings().config(), settings.timeoutSettings()));
    system.registerOnTermination(api::close);
  }

  KubernetesLease(LeaseSettings settings, ExtendedActorSystem system, LeaseApi api) {
    this.settings = settings;
    this.system = system;
    this.api = api;
  }

  private static LeaseApi api(Config config, TimeoutSettings times) {
    return new LeaseApi(Access.from(config, System.getenv()), times.getOperationTimeout());
  }

  private static Duration trusted(TimeoutSettings times) {
    return times.getHeartbeatTimeout().multipliedBy(2).dividedBy(3);
  }

  /**
   * Looks once whether a lease could be had, for who would learn too late otherwise.
   *
   * @throws ApiRefused if not; says what would help
   */
  public static void demand(Config config) {
    TimeoutSettings times = TimeoutSettings.apply(config.getConfig("rhizome.cluster.lease"));
    String name = config.getString("akka.cluster.split-brain-resolver.lease-majority.lease-name");
    try (LeaseApi api = api(config, times)) {
      var _ = api.read(name).get(times.getOperationTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiRefused("was told to end before the API of Kubernetes answered", e);
    } catch (TimeoutException | ExecutionException e) {
      throw e.getCause() instanceof ApiRefused refused
          ? refused
          : new ApiRefused("the API of Kubernetes does not answer: " + e, e);
    }
  }

  @Override
  public LeaseSettings getSettings() {
    return settings;
  }

  @Override
  public CompletionStage<Boolean> acquire() {
    return acquire(_ -> {});
  }

  /** If it is not known in time whether it was granted, nobody has it until it runs out. */
  @Override
  public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> leaseLostCallback) {
    return bounded(bid(Aim.TAKE, 1))
        .thenApply(
            until -> {
              until.ifPresent(end -> hold(new Held(end, leaseLostCallback)));
              return until.isPresent();
            });
  }

  @Override
  public CompletionStage<Boolean> release() {
    held.set(Optional.empty());
    return bounded(bid(Aim.LEAVE, 1)).thenApply(_ -> true);
  }

  @Override
  public boolean checkLease() {
    return held.get().filter(KubernetesLease::holds).isPresent();
  }

  private static boolean holds(Held one) {
    return System.nanoTime() - one.until < 0;
  }

  private void hold(Held now) {
    held.set(Optional.of(now));
    renewLater(now);
  }

  private void renewLater(Held now) {
    var _ =
        system
            .scheduler()
            .scheduleOnce(
                settings.timeoutSettings().getHeartbeatInterval(),
                () -> renew(now),
                system.dispatcher());
  }

  /** A renewal that fails is tried again, until it is too late. */
  private void renew(Held before) {
    if (!isStill(before)) {
      return;
    }
    var _ =
        bounded(bid(Aim.KEEP, 1))
            .whenComplete(
                (until, failure) -> {
                  if (failure == null && until.isPresent()) {
                    exchange(before, new Held(until.getAsLong(), before.lost));
                  } else if (failure == null || !holds(before)) {
                    lose(before, Optional.ofNullable(failure));
                  } else {
                    renewLater(before);
                  }
                });
  }

  private boolean isStill(Held one) {
    return held.get().filter(now -> now.equals(one)).isPresent();
  }

  private void exchange(Held before, Held after) {
    Optional<Held> now = held.get();
    if (now.filter(before::equals).isPresent() && held.compareAndSet(now, Optional.of(after))) {
      renewLater(after);
    }
  }

  private void lose(Held before, Optional<Throwable> why) {
    Optional<Held> now = held.get();
    if (now.filter(before::equals).isPresent() && held.compareAndSet(now, Optional.empty())) {
      system.log().warning("lost the lease {}: {}", settings.leaseName(), why.orElse(null));
      before.lost.accept(why);
    }
  }

  /**
   * @return until when it may be relied on; nothing if it is another's
   */
  private CompletableFuture<OptionalLong> bid(Aim aim, int round) {
    TimeoutSettings times = settings.timeoutSettings();
    long until = System.nanoTime() + trusted(times).toNanos();
    return api.read(settings.leaseName())
        .thenCompose(
            reading -> put(Bid.of(aim, reading, settings.ownerName(), times.getHeartbeatTimeout())))
        .thenCompose(
            written -> {
              if (written.isPresent()) {
                return CompletableFuture.completedFuture(
                    written.get() ? OptionalLong.of(until) : OptionalLong.empty());
              }
              return round < TRIES_MAX
                  ? bid(aim, round + 1)
                  : CompletableFuture.failedFuture(
                      new LeaseException("others write the lease all the time"));
            });
  }

  /**
   * @return whether it is granted; nothing if somebody was faster
   */
  private CompletableFuture<Optional<Boolean>> put(Bid bid) {
    String name = settings.leaseName();
    return switch (bid) {
      case Bid.Denied _ -> CompletableFuture.completedFuture(Optional.of(false));
      case Bid.Settled _ -> CompletableFuture.completedFuture(Optional.of(true));
      case Bid.Create(var terms) -> api.create(name, terms).thenApply(KubernetesLease::granted);
      case Bid.Amend(var version, var terms) ->
          api.amend(name, version, terms).thenApply(KubernetesLease::granted);
    };
  }

  private static Optional<Boolean> granted(boolean first) {
    return first ? Optional.of(true) : Optional.empty();
  }

  private <T> CompletableFuture<T> bounded(CompletableFuture<T> answer) {
    Duration max = settings.timeoutSettings().getOperationTimeout();
    return answer
        .orTimeout(max.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(e -> CompletableFuture.failedFuture(told(e, max)));
  }

  private static LeaseException told(Throwable failure, Duration max) {
    Throwable why =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (why) {
      case LeaseException known -> known;
      case TimeoutException _ ->
          new LeaseTimeoutException(
              "the API of Kubernetes has not answered for %d s".formatted(max.toSeconds()));
      default -> new LeaseException(String.valueOf(why));
    };
  }
}
