package io.skep.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpPacketException;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Questions over UDP (BEP 15): a socket for each source, all requests of one burst from the same,
 * so that few system calls carry many packets.
 */
final class UdpWire implements Wire {
  private final LoadPlan load;
  private final PeerPlan peers;
  private final EventLoop loop;
  private final Tallies tallies;
  private final Listener listener;
  private final UdpQuestionWriter writer;
  private final Slots slots;
  private final long timeoutNanos;
  private final int[] numbers;
  private final List<UdpSource> sources = new ArrayList<>();
  private final List<UdpSource> unflushed = new ArrayList<>();
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private volatile @Nullable String refusal;
  private int current;

  /**
   * A wire.
   *
   * @param numbers the sources that are this loop's
   */
  UdpWire(
      LoadPlan load,
      PeerPlan peers,
      EventLoop loop,
      int[] numbers,
      Tallies tallies,
      Counters counters,
      Listener listener) {
    this.load = load;
    this.peers = peers;
    this.loop = loop;
    this.numbers = numbers;
    this.tallies = tallies;
    this.listener = listener;
    this.writer = new UdpQuestionWriter(load, peers, counters);
    this.slots = new Slots(load.pace().inFlight());
    this.timeoutNanos = load.pace().timeout().toNanos();
  }

  @Override
  public CompletableFuture<Void> open() {
    openFrom(0);
    return opened;
  }

  private void openFrom(int index) {
    if (index == numbers.length) {
      askForIds(System.nanoTime());
      return;
    }
    int number = numbers[index];
    Reader reader = new Reader();
    InetAddress local =
        load.target().isLoopback() ? Target.sourceAddress(peers.address(number)) : null;
    InetSocketAddress from = local == null ? null : new InetSocketAddress(local, 0);
    ChannelFuture connecting =
        from == null
            ? Sockets.udp(loop, reader).connect(load.target().address())
            : Sockets.udp(loop, reader).connect(load.target().address(), from);
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            UdpSource source = new UdpSource(number, connecting.channel());
            reader.source = source;
            sources.add(source);
            openFrom(index + 1);
          } else {
            opened.completeExceptionally(
                new LoadException("can't send from " + from + ": " + done.cause().getMessage()));
          }
        });
  }

  @Override
  public int source(Questions questions) {
    for (int i = 0; i < sources.size() && slots.hasRoom(); i++) {
      UdpSource source = sources.get(current);
      if (source.isConnected() && questions.has(source.number)) {
        return source.number;
      }
      current = (current + 1) % sources.size();
    }
    return -1;
  }

  @Override
  public void send(Question question) {
    UdpSource source = sources.get(current);
    int slot = take(question.kind, source, question.planned);
    slots.peer[slot] = question.peer;
    slots.counted[slot] = question.counted;
    tallies.sent(question.kind, question.counted);
    ByteBuf packet = source.buffer();
    writer.write(question, source.connectionId(), slots.transactionId(slot), packet);
    write(source, packet);
  }

  private int take(Kind kind, UdpSource source, long planned) {
    int slot = slots.take();
    slots.kind[slot] = kind;
    slots.source[slot] = source.number;
    slots.planned[slot] = planned;
    slots.sent[slot] = System.nanoTime();
    slots.counted[slot] = tallies.isCounting();
    return slot;
  }

  private void write(UdpSource source, ByteBuf packet) {
    if (source.write(packet)) {
      unflushed.add(source);
    }
  }

  @Override
  public void flush() {
    for (int i = 0; i < unflushed.size(); i++) {
      unflushed.get(i).flush();
    }
    unflushed.clear();
    if (!sources.isEmpty()) {
      current = (current + 1) % sources.size();
    }
  }

  private void askForIds(long now) {
    for (int i = 0; i < sources.size(); i++) {
      UdpSource source = sources.get(i);
      if (source.wantsId(now) && slots.hasRoom()) {
        source.askingForId(true);
        int slot = take(Kind.CONNECT, source, now);
        // Which source has asked is all there is to say of who asks.
        slots.peer[slot] = i;
        tallies.sent(Kind.CONNECT, slots.counted[slot]);
        ByteBuf packet = source.buffer();
        UdpCodec.writeRequest(new UdpRequest.Connect(slots.transactionId(slot)), packet);
        write(source, packet);
      }
    }
    flush();
  }

  @Override
  public void tick(long now) {
    boolean lost = false;
    for (int slot = 0; slot < slots.size(); slot++) {
      if (slots.isWaiting(slot) && now - slots.sent[slot] > timeoutNanos) {
        lost = true;
        giveUp(slot);
      }
    }
    askForIds(now);
    if (lost) {
      listener.room();
    }
  }

  private void giveUp(int slot) {
    slots.release(slot);
    tallies.lost(slots.kind[slot], slots.counted[slot]);
    if (slots.kind[slot] == Kind.CONNECT) {
      sources.get(slots.peer[slot]).askingForId(false);
    } else {
      listener.lost(slots.peer[slot]);
    }
  }

  private void refused(int slot, Flaw flaw, @Nullable String words) {
    tallies.wrong(slots.kind[slot], slots.counted[slot], flaw, String.valueOf(words));
    if (slots.kind[slot] == Kind.CONNECT) {
      // Asked for again at the next tick, not at once: it may be refused for ever.
      refusal = flaw.words() + ": " + words;
      sources.get(slots.peer[slot]).askingForId(false);
    }
  }

  private void received(UdpSource source, ByteBuf packet) {
    int length = packet.readableBytes();
    if (length < 8) {
      tallies.stray(Flaw.WRONG_LENGTH, "a packet of " + length + " bytes");
      return;
    }
    int slot = slots.find(packet.getInt(packet.readerIndex() + 4), source.number);
    if (slot == Slots.LATE) {
      tallies.late();
      return;
    }
    if (slot == Slots.UNKNOWN) {
      tallies.stray(Flaw.UNASKED, "a transaction id that no question has");
      return;
    }
    slots.release(slot);
    long now = System.nanoTime();
    try {
      UdpResponse response = UdpCodec.readResponse(packet);
      int told = accept(response, slot, source, now);
      tallies.answered(
          slots.kind[slot], slots.counted[slot], now - slots.planned[slot], length, told);
    } catch (UdpPacketException e) {
      boolean odd = e.fault() == UdpPacketException.Fault.UNKNOWN_ACTION;
      refused(slot, odd ? Flaw.WRONG_ACTION : Flaw.WRONG_LENGTH, e.getMessage());
    } catch (WrongAnswerException e) {
      refused(slot, e.flaw(), e.getMessage());
    }
  }

  /** How many peers the answer tells. */
  private int accept(UdpResponse response, int slot, UdpSource source, long now)
      throws WrongAnswerException {
    if (response instanceof UdpResponse.Failure failure) {
      throw new WrongAnswerException(Flaw.REFUSED, failure.message());
    }
    switch (slots.kind[slot]) {
      case CONNECT -> {
        if (response instanceof UdpResponse.Connect connect) {
          connected(source, connect.connectionId(), now);
          return 0;
        }
      }
      case ANNOUNCE -> {
        if (response instanceof UdpResponse.Announce announce) {
          return accept(announce, slot, source);
        }
      }
      case SCRAPE -> {
        if (response instanceof UdpResponse.Scrape scrape) {
          UdpAnswers.check(scrape, load.mix().scrapeHashes());
          return 0;
        }
      }
    }
    throw new WrongAnswerException(Flaw.WRONG_ACTION, "the answer is to another kind of question");
  }

  private int accept(UdpResponse.Announce announce, int slot, UdpSource source)
      throws WrongAnswerException {
    boolean ipv4 = source.address().isIpv4();
    int told = UdpAnswers.check(announce, ipv4, load.mix().numwant());
    if (peers.hasUniquePorts()
        && PeerBytes.has(
            announce.peers(), announce.peers(), source.address(), peers.port(slots.peer[slot]))) {
      if (!load.acceptsSelf()) {
        throw new WrongAnswerException(Flaw.OWN_ADDRESS, "the peer's own address and port");
      }
      tallies.toldOfItself(slots.counted[slot]);
    }
    return told;
  }

  private void connected(UdpSource source, long id, long now) {
    source.connected(id, now);
    if (!opened.isDone() && sources.stream().allMatch(UdpSource::isConnected)) {
      opened.complete(null);
    } else {
      askForIds(now);
    }
  }

  @Override
  public String fault() {
    String words = refusal;
    return words == null ? "it gives no connection id" : words;
  }

  @Override
  public void resume() {
    // Each source is asked anew whenever there is room.
  }

  @Override
  public int waiting() {
    return slots.waiting();
  }

  @Override
  public void close() {
    sources.forEach(UdpSource::close);
  }

  /** Reads what comes to one socket. */
  private final class Reader extends ChannelInboundHandlerAdapter {
    private @Nullable UdpSource source;

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
      try {
        if (source != null && message instanceof DatagramPacket packet) {
          received(source, packet.content());
        } else if (source != null && message instanceof ByteBuf packet) {
          received(source, packet);
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext channel) {
      listener.room();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
      // Mostly the kernel's word that nobody listens: the question is lost, and counted as that.
      if (cause instanceof IOException) {
        refusal = String.valueOf(cause.getMessage());
      } else {
        channel.close();
        opened.completeExceptionally(cause);
      }
    }
  }
}
