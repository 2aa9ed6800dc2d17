package rhizome.runtime.cluster;

import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.discovery.Lookup;
import akka.discovery.ServiceDiscovery.ResolvedTarget;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.cluster.bootstrap.ClusterBootstrapSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import rhizome.runtime.cluster.MemberSettings.Way;

/**
 * Why a member that looks others up is in no cluster. Akka's bootstrap says it in its log only, and
 * goes on for ever; so here it is looked up once more, and who is found is asked as it asks.
 */
final class Survey {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final int ANSWER_BYTES_MAX = 64 * 1024;
  private static final int ASKED_MAX = 20;
  private static final int LOOKUP_SECONDS_MAX = 10;

  private final ActorSystem<?> system;
  private final Way.Bootstrap way;
  private final MemberSettings settings;
  private final ClusterBootstrapSettings akka;

  /**
   * One of those that were found.
   *
   * @param said a clause to stand behind its address
   * @param answers as the bootstrap counts it
   * @param inside a member of the cluster it is in
   */
  private record Found(HostPort at, String said, boolean answers, Optional<HostPort> inside) {

    String line() {
      return at + " " + said;
    }
  }

  Survey(ActorSystem<?> system, MemberSettings settings, Way.Bootstrap way) {
    this.system = system;
    this.way = way;
    this.settings = settings;
    this.akka = ClusterBootstrap.get(system).settings();
  }

  /** What was found, and what it would take. */
  List<String> lines() {
    List<HostPort> found;
    try {
      found = lookUp();
    } catch (CompletionException e) {
      return List.of(unanswered(Diagnosis.root(e)));
    }
    if (found.isEmpty()) {
      return List.of(unknown());
    }
    List<Found> asked = ask(found.subList(0, Math.min(ASKED_MAX, found.size())));
    List<String> lines = new ArrayList<>();
    lines.add("%s names %d".formatted(name(), found.size()));
    asked.forEach(one -> lines.add(one.line()));
    lines.add(verdict(found, asked));
    return lines;
  }

  private List<HostPort> lookUp() {
    Lookup lookup = Lookup.create(way.service());
    if (akka.getContactPointDiscoveryPortName().isPresent()) {
      lookup = lookup.withPortName(akka.getContactPointDiscoveryPortName().get());
    }
    if (akka.getContactPointDiscoveryProtocol().isPresent()) {
      lookup = lookup.withProtocol(akka.getContactPointDiscoveryProtocol().get());
    }
    return ClusterBootstrap.get(system)
        .discovery()
        .lookup(lookup, akka.getContactPointDiscoveryResolveTimeout())
        .toCompletableFuture()
        .orTimeout(LOOKUP_SECONDS_MAX, TimeUnit.SECONDS)
        .join()
        .getAddresses()
        .stream()
        .map(this::at)
        .distinct()
        .sorted()
        .toList();
  }

  private HostPort at(ResolvedTarget target) {
    return new HostPort(
        target.getAddress().map(InetAddress::getHostAddress).orElse(target.host()),
        target.getPort().map(Integer.class::cast).orElse(akka.getContactPointFallbackPort()));
  }

  /** What was looked up, as the directory has it. */
  private String name() {
    return switch (way.directory()) {
      case DNS ->
          akka.getContactPointDiscoveryPortName()
              .map(
                  port ->
                      "_%s._%s.%s"
                          .formatted(
                              port,
                              akka.getContactPointDiscoveryProtocol().orElse("tcp"),
                              way.service()))
              .orElse(way.service());
      case KUBERNETES_API ->
          "label "
              + system
                  .settings()
                  .config()
                  .getString("akka.discovery.kubernetes-api.pod-label-selector")
                  .replace("%s", way.service());
    };
  }

  private String unanswered(Throwable why) {
    String cause = Optional.ofNullable(why.getMessage()).orElse(why.toString());
    return switch (way.directory()) {
      case DNS ->
          ("DNS does not answer for %s (%s): see to the name servers of this machine, or name"
                  + " others in akka.io.dns.async-dns.nameservers")
              .formatted(name(), cause);
      case KUBERNETES_API ->
          ("the Kubernetes API does not say which pods have %s (%s): let this be a pod whose"
                  + " service account may list pods, as cluster-config/kubernetes/members.yaml does"
                  + " it")
              .formatted(name(), cause);
    };
  }

  private String unknown() {
    return switch (way.directory()) {
      case DNS ->
          ("DNS knows nobody by the name %s: give it a record for each control member, or correct"
                  + " rhizome.cluster.service (--service)")
              .formatted(name());
      case KUBERNETES_API ->
          ("the Kubernetes API knows no running pod with %s in this namespace: give it to each"
                  + " control member, or correct rhizome.cluster.service (--service)")
              .formatted(name());
    };
  }

  private String verdict(List<HostPort> found, List<Found> asked) {
    Cluster cluster = Cluster.get(system);
    if (!cluster.selfMember().status().equals(MemberStatus.removed())) {
      return "this member is inside, and waits for others: it comes up with %d of role control"
          .formatted(way.contactPointsMin());
    }
    Optional<HostPort> inside = asked.stream().flatMap(one -> one.inside.stream()).findFirst();
    if (inside.isPresent()) {
      return "the way in is by %s, which %s"
          .formatted(inside.get(), new Diagnosis(system).of(inside.get()));
    }
    return "a cluster is founded when %d answer (rhizome.cluster.contact-points-min), %d %s"
        .formatted(
            way.contactPointsMin(),
            asked.stream().filter(Found::answers).count(),
            found.contains(settings.management()) ? "do" : "do; " + stranger());
  }

  private String stranger() {
    return settings.isControl()
        ? "this member's own %s is not among those named".formatted(settings.management())
        : "this member is none of them, and founds none without role control";
  }

  private List<Found> ask(List<HostPort> found) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(ANSWER_MAX);
    try (HttpClient http = client.build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Found> asked = new ArrayList<>();
      for (Future<Found> one :
          found.stream().map(at -> threads.submit(() -> ask(http, at))).toList()) {
        asked.add(one.get());
      }
      return asked;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinRefused("was told to end before it was inside a cluster", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot ask " + found, e);
    }
  }

  private Found ask(HttpClient http, HostPort at) throws InterruptedException {
    Optional<String> silent = Diagnosis.silence(at);
    if (silent.isPresent()) {
      return new Found(at, silent.get(), false, Optional.empty());
    }
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://" + at + "/bootstrap/seed-nodes"))
                  .timeout(ANSWER_MAX)
                  .build(),
              BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
      if (answer.statusCode() != 200) {
        return stranger(at, "answers " + answer.statusCode());
      }
      JsonNode member = new ObjectMapper().readTree(answer.body()).path("seedNodes").path(0);
      return member.isMissingNode()
          ? new Found(at, "answers, and is in no cluster", true, Optional.empty())
          : new Found(at, "is in a cluster", true, Optional.of(address(member)));
    } catch (IOException e) {
      return stranger(at, String.valueOf(e.getMessage()));
    }
  }

  private static Found stranger(HostPort at, String said) {
    return new Found(
        at,
        "is no member that looks others up (%s): see its management.port".formatted(said),
        false,
        Optional.empty());
  }

  private static HostPort address(JsonNode member) throws IOException {
    try {
      var address = AddressFromURIString.parse(member.path("node").asText());
      return new HostPort(address.getHost().orElseThrow(), address.getPort().orElseThrow());
    } catch (RuntimeException e) {
      throw new IOException("names no member", e);
    }
  }
}
