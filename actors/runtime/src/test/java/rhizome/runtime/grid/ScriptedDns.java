package rhizome.runtime.grid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import rhizome.house.FreePorts;

/** A name server on loopback, by UDP, that knows the records it was given and no other name. */
final class ScriptedDns implements AutoCloseable {

  private static final int DATAGRAM_MAX = 512;
  private static final int TTL_SECONDS = 1;

  private final DatagramSocket socket;
  private final List<Record> records = new CopyOnWriteArrayList<>();

  ScriptedDns() throws SocketException {
    socket =
        new DatagramSocket(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.pick(1).getFirst()));
    Thread.ofVirtual().name("dns").start(this::serve);
  }

  /** A line of settings by which a member asks here, and here only. */
  String setting() {
    return "akka.io.dns.async-dns { nameservers = [\"127.0.0.1:%d\"], search-domains = [] }"
        .formatted(socket.getLocalPort());
  }

  void address(String name, String address) throws IOException {
    records.add(new ARecord(name(name), DClass.IN, TTL_SECONDS, InetAddress.getByName(address)));
  }

  void service(String name, String target, int port) throws TextParseException {
    records.add(new SRVRecord(name(name), DClass.IN, TTL_SECONDS, 0, 0, port, name(target)));
  }

  private static Name name(String text) throws TextParseException {
    return Name.fromString(text, Name.root);
  }

  private void serve() {
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM_MAX], DATAGRAM_MAX);
      try {
        socket.receive(packet);
        byte[] answer = answer(new Message(packet.getData())).toWire(DATAGRAM_MAX);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private Message answer(Message query) {
    Record asked = query.getQuestion();
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.addRecord(asked, Section.QUESTION);
    List<Record> named = of(asked.getName());
    if (named.isEmpty()) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    for (Record record : named) {
      if (record.getType() == asked.getType()) {
        answer.addRecord(record, Section.ANSWER);
        if (record instanceof SRVRecord service) {
          of(service.getTarget()).forEach(one -> answer.addRecord(one, Section.ADDITIONAL));
        }
      }
    }
    return answer;
  }

  private List<Record> of(Name name) {
    return records.stream().filter(record -> record.getName().equals(name)).toList();
  }

  @Override
  public void close() {
    socket.close();
  }
}
