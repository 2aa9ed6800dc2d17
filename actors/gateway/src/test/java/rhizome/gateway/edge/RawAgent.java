package rhizome.gateway.edge;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import rhizome.kernel.NodeId;
import rhizome.runtime.edge.AgentFrame;
import rhizome.runtime.edge.Frames;
import rhizome.runtime.edge.Garbled;
import rhizome.runtime.edge.GatewayFrame;

/** The agent's side of the stream written out byte by byte, so that it can be done wrong. */
final class RawAgent implements AutoCloseable {

  private static final int BINARY = 0x82;
  private static final int CLOSE = 8;
  private static final int PONG = 10;
  private static final int SILENCE_MILLIS = 20_000;

  private final Socket plain;
  private final SSLSocket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private RawAgent(Socket plain, SSLSocket socket) throws IOException {
    this.plain = plain;
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Up to TLS, and no further. */
  static RawAgent handshake(EdgeDoor door, Trust trust) throws IOException {
    return handshake(door, trust, "127.0.0.1");
  }

  static RawAgent handshake(EdgeDoor door, Trust trust, String from) throws IOException {
    Socket plain = new Socket();
    plain.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    plain.connect(door.address());
    SSLSocket socket =
        (SSLSocket)
            trust
                .context()
                .getSocketFactory()
                .createSocket(plain, "127.0.0.1", door.address().getPort(), true);
    socket.setSoTimeout(SILENCE_MILLIS);
    socket.startHandshake();
    return new RawAgent(plain, socket);
  }

  /** A WebSocket on which nothing was said yet. */
  static RawAgent open(EdgeDoor door, Trust trust) throws IOException {
    RawAgent agent = handshake(door, trust);
    String answer = agent.get(EdgeDoor.PATH, true);
    if (!answer.startsWith("HTTP/1.1 101")) {
      throw new IOException(answer);
    }
    return agent;
  }

  /** One that was let in. */
  static RawAgent welcome(EdgeDoor door, String node, String boot) throws IOException {
    RawAgent agent = open(door, Ends.PAPERS.agent(node));
    agent.say(hello(node, boot, 0));
    GatewayFrame answer = agent.hear().orElseThrow();
    if (!(answer instanceof GatewayFrame.Welcome)) {
      throw new IOException(answer.toString());
    }
    return agent;
  }

  static AgentFrame.Hello hello(String node, String boot, long since) {
    return new AgentFrame.Hello(
        Frames.VERSION,
        new NodeId(node),
        boot,
        Ends.FACTS,
        InMemoryAgents.TERMS.lease(),
        "test",
        since,
        Optional.of(AgentFrame.Fencing.of(InMemoryAgents.TERMS)),
        true);
  }

  /** Asks for a page; returns the head of the answer. */
  String get(String path, boolean upgrade) throws IOException {
    List<String> lines = new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: door"));
    if (upgrade) {
      lines.add("Connection: Upgrade");
      lines.add("Upgrade: websocket");
      lines.add("Sec-WebSocket-Version: 13");
      lines.add("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }
    String request = String.join("\r\n", lines) + "\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  void say(AgentFrame frame) throws IOException {
    send(Frames.write(frame));
  }

  void send(byte[] payload) throws IOException {
    begin(BINARY, payload.length);
    out.write(payload); // the mask is all zeros
    out.flush();
  }

  /** The head of a message, of which any part may follow. */
  void begin(int opcode, long length) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(14);
    head.put((byte) opcode);
    if (length < 126) {
      head.put((byte) (0x80 | length));
    } else if (length <= 0xffff) {
      head.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      head.put((byte) (0x80 | 127)).putLong(length);
    }
    head.putInt(0).flip();
    out.write(head.array(), 0, head.limit());
    out.flush();
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** The next frame of the gateway; nothing once it has closed the connection. */
  Optional<GatewayFrame> hear() throws IOException {
    while (true) {
      int opcode;
      try {
        opcode = in.readUnsignedByte() & 0xf;
      } catch (EOFException _) {
        return Optional.empty();
      }
      int length = in.readUnsignedByte();
      long size = length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong();
      byte[] payload = in.readNBytes((int) size);
      if (opcode == CLOSE) {
        return Optional.empty();
      }
      if (opcode != PONG) {
        try {
          return Optional.of(Frames.readGateway(payload));
        } catch (Garbled e) {
          throw new IOException(e);
        }
      }
    }
  }

  /** Whether the other side ends the connection in time. */
  boolean isClosedWithin(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      while (in.read() >= 0) {
        // whatever it still says
      }
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /**
   * Without the farewell of TLS, as the kernel does for a process that was killed.
   *
   * @param reset as it does when something was left unread
   */
  void die(boolean reset) throws IOException {
    plain.setSoLinger(reset, 0);
    plain.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
