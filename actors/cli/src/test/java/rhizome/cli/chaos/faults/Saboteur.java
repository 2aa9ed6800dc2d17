package rhizome.cli.chaos.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import rhizome.cli.chaos.cluster.Cluster;
import rhizome.cli.chaos.cluster.Member;
import rhizome.cli.chaos.cluster.Role;
import rhizome.cli.chaos.history.Entry;
import rhizome.cli.chaos.history.Recorder;
import rhizome.cli.chaos.hosts.Clocks;
import rhizome.cli.chaos.hosts.Disks;
import rhizome.cli.chaos.hosts.Network;

/** Makes each fault for real, writes down when it begins and ends, and undoes it. */
public final class Saboteur {

  private static final int ALL = 100;
  private static final int FEW = 5;
  private static final int THIN_KILOBITS = 128;
  private static final Duration FLAP = Duration.ofMillis(700);
  private static final Duration BURST = Duration.ofMillis(300);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration BACK_MAX = Duration.ofMinutes(3);

  private final Cluster cluster;
  private final Network network;
  private final Recorder recorder;

  public Saboteur(Cluster cluster, Recorder recorder) {
    this.cluster = cluster;
    this.network = cluster.network();
    this.recorder = recorder;
  }

  /** Has it happen and undoes it; returns after that. */
  public void commit(Fault fault) throws IOException, InterruptedException {
    Thread.sleep(fault.pause());
    int number = recorder.number();
    boolean harmless = fault.kind().isHarmless();
    System.err.println("chaos: " + fault);
    recorder.add(new Entry.FaultBegun(recorder.now(), number, fault + "", fault.hosts(), harmless));
    try {
      happen(fault);
    } finally {
      recorder.add(new Entry.FaultEnded(recorder.now(), number));
    }
  }

  private void happen(Fault fault) throws IOException, InterruptedException {
    switch (fault.kind()) {
      case AGENT_KILLED, CONTROL_KILLED, STORE_STOPPED -> kill(fault, victims(fault));
      case BLACKOUT -> kill(fault, cluster.members(Role.CONTROL));
      case OLDEST_KILLED -> kill(fault, List.of(cluster.oldestControl()));
      case AGENT_FROZEN, CONTROL_FROZEN -> freeze(fault);
      case POWER_CUT -> cutPower(fault);
      case ISOLATED, HALVED -> part(fault, ALL);
      case LOSSY -> part(fault, FEW);
      case ONE_WAY -> silence(fault);
      case FLAPPING -> flap(fault);
      case CLOGGED -> clog(fault);
      case DISK_FULL -> fillDisks(fault);
      case CLOCK_STEPPED -> stepClocks(fault);
      case STORE_SLOW -> stutter(fault);
      case STORE_RESTARTED -> restart(victims(fault));
      case ROLLED -> roll();
    }
  }

  /**
   * Kills every control member, one after the other, so that each entity wakes from its journal at
   * least once. No program may notice.
   *
   * @return what is answered in the end
   */
  public <T> T wakeAllAnew(Supplier<T> question) throws IOException, InterruptedException {
    int number = recorder.number();
    recorder.add(
        new Entry.FaultBegun(recorder.now(), number, "all entities woken anew", List.of(), true));
    for (Member control : cluster.members(Role.CONTROL)) {
      cluster.await("the next may go", BACK_MAX, cluster.roles()::isSettled);
      cluster.kill(control);
      cluster.start(control);
      cluster.awaitControl(control, BACK_MAX);
    }
    List<T> answer = new ArrayList<>();
    cluster.await("it answers", BACK_MAX, () -> answer.add(question.get()));
    for (Member node : cluster.members(Role.NODE)) {
      cluster.awaitOnline(node, BACK_MAX);
    }
    recorder.add(new Entry.FaultEnded(recorder.now(), number));
    return answer.getLast();
  }

  private List<Member> victims(Fault fault) {
    return fault.hosts().stream().flatMap(host -> cluster.membersOn(host).stream()).toList();
  }

  private void kill(Fault fault, List<Member> members) throws IOException, InterruptedException {
    for (Member member : members) {
      cluster.kill(member);
    }
    Thread.sleep(fault.lasts());
    start(members);
  }

  private void start(List<Member> members) throws IOException {
    for (Member member : members) {
      cluster.start(member);
    }
  }

  private void freeze(Fault fault) throws InterruptedException {
    List<Member> members = victims(fault);
    members.forEach(member -> cluster.signal(member, "STOP"));
    try {
      Thread.sleep(fault.lasts());
    } finally {
      members.forEach(member -> cluster.signal(member, "CONT"));
    }
  }

  private void cutPower(Fault fault) throws IOException, InterruptedException {
    victims(fault).forEach(cluster::doom);
    for (String host : fault.hosts()) {
      int killed = network.host(host).cutPower();
      recorder.remark("%d processes ended with the power of %s".formatted(killed, host));
    }
    Thread.sleep(fault.lasts());
    start(victims(fault));
  }

  private void part(Fault fault, int percent) throws InterruptedException {
    List<String> others = network.others(fault.hosts());
    network.part(fault.hosts(), others, percent);
    try {
      Thread.sleep(fault.lasts());
    } finally {
      network.part(fault.hosts(), others, 0);
    }
  }

  private void silence(Fault fault) throws InterruptedException {
    lose(fault, ALL);
    try {
      Thread.sleep(fault.lasts());
    } finally {
      lose(fault, 0);
    }
  }

  private void lose(Fault fault, int percent) {
    for (String from : fault.hosts()) {
      network.others(fault.hosts()).forEach(to -> network.lose(from, to, percent));
    }
  }

  private void flap(Fault fault) throws InterruptedException {
    boolean in = true;
    long end = System.nanoTime() + fault.lasts().toNanos();
    try {
      while (System.nanoTime() < end) {
        in = !in;
        for (String host : fault.hosts()) {
          network.plug(host, in);
        }
        Thread.sleep(FLAP);
      }
    } finally {
      fault.hosts().forEach(host -> network.plug(host, true));
    }
  }

  private void clog(Fault fault) throws InterruptedException {
    fault.hosts().forEach(host -> network.clog(host, THIN_KILOBITS));
    try {
      Thread.sleep(fault.lasts());
    } finally {
      fault.hosts().forEach(host -> network.clog(host, 0));
    }
  }

  private void fillDisks(Fault fault) throws IOException, InterruptedException {
    List<Path> disks = victims(fault).stream().map(cluster.roles()::disk).toList();
    disks.forEach(Disks::fill);
    try {
      Thread.sleep(fault.lasts());
    } finally {
      for (Path disk : disks) {
        Disks.free(disk);
      }
    }
  }

  private void stepClocks(Fault fault) throws IOException, InterruptedException {
    step(fault, MINUTE);
    try {
      Thread.sleep(fault.lasts());
    } finally {
      step(fault, Duration.ZERO);
    }
  }

  private void step(Fault fault, Duration by) throws IOException {
    for (Member member : victims(fault)) {
      Clocks.step(cluster.dial(member), by);
    }
  }

  /** Everything on those hosts stands still half of the time. */
  private void stutter(Fault fault) throws InterruptedException {
    List<Member> members = victims(fault);
    long end = System.nanoTime() + fault.lasts().toNanos();
    try {
      while (System.nanoTime() < end) {
        members.forEach(member -> cluster.signal(member, "STOP"));
        Thread.sleep(BURST);
        members.forEach(member -> cluster.signal(member, "CONT"));
        Thread.sleep(BURST);
      }
    } finally {
      members.forEach(member -> cluster.signal(member, "CONT"));
    }
  }

  private void restart(List<Member> members) throws IOException, InterruptedException {
    for (Member member : members) {
      cluster.end(member);
      cluster.start(member);
    }
  }

  /** One after the other, each only when the one before is back, as an upgrade goes. */
  private void roll() throws IOException, InterruptedException {
    for (Member member : cluster.members(Role.CONTROL)) {
      restart(List.of(member));
      cluster.awaitControl(member, BACK_MAX);
    }
    for (Member member : cluster.members(Role.NODE)) {
      restart(List.of(member));
      cluster.awaitOnline(member, BACK_MAX);
    }
  }
}
