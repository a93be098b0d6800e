package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.scan.ObservationScan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;

/**
 * One of the topics that a stage reads, record by record: which are inputs, and until when an
 * outcome was owed for them. When the input of an ordinary order was answered stands in the
 * columns; what the inputs of cases came to, in their {@link StageInputs}.
 */
final class InputTopic implements ArrivalOrder.Reader, AutoCloseable {

  /** The note of a record for which the stage owes nothing; else it is until when it did. */
  static final long NO_INPUT = Long.MIN_VALUE;

  private final Topology.Stage stage;
  private final Evidence evidence;
  private final OrderColumns columns;
  private final Clock clock;
  private final TopicFile file;
  private final StageInputs cases;
  private final Violations.Watch watch;
  private final List<InputLane> lanes;
  private final Map<StageLog.Partition, Integer> laneOf;
  private final Findings unseen = new Findings();
  private final Long2LongHashMap caseAt = new Long2LongHashMap(-1);
  private final boolean[] isInput = new boolean[256];
  private final boolean notifies;
  private final boolean releases;
  private final ObservationScan scan;
  private final ArrivalOrder arrivals;
  private int[] laneOfPartition = new int[0];
  private long inputs;

  InputTopic(
      Topology.Stage stage,
      Evidence evidence,
      TopicFile file,
      StageInputs cases,
      Violations.Watch watch,
      List<InputLane> lanes,
      Map<StageLog.Partition, Integer> laneOf) {
    this.stage = stage;
    this.evidence = evidence;
    this.columns = evidence.columns;
    this.clock = evidence.clock;
    this.file = file;
    this.cases = cases;
    this.watch = watch;
    this.lanes = lanes;
    this.laneOf = laneOf;
    this.notifies = stage.outcomes().contains(EventType.CUSTOMER_NOTIFIED);
    this.releases = stage.outcomes().contains(EventType.STOCK_RELEASED);
    stage.inputs().forEach(type -> isInput[type.code()] = true);
    noteCases();
    this.scan = file.scan();
    this.arrivals = new ArrivalOrder(file, scan, this);
  }

  private void noteCases() {
    EventTable events = evidence.cases.events;
    for (int i = 0; i < cases.size(); i++) {
      int row = cases.row[i];
      if (events.topic(row).equals(file.name)) {
        caseAt.put(Places.pack(file.number, events.partition(row), events.offset(row)), i);
      }
    }
  }

  ArrivalOrder arrivals() {
    return arrivals;
  }

  @Override
  public int lane(ObservationScan scan) {
    int partition = scan.partition();
    if (partition < 0 || partition >= 1 << 15) {
      return laneOf.getOrDefault(new StageLog.Partition(file.name, partition), 0);
    }
    if (partition >= laneOfPartition.length) {
      int before = laneOfPartition.length;
      laneOfPartition = Arrays.copyOf(laneOfPartition, partition + 16);
      Arrays.fill(laneOfPartition, before, laneOfPartition.length, -1);
    }
    if (laneOfPartition[partition] < 0) {
      laneOfPartition[partition] =
          laneOf.getOrDefault(new StageLog.Partition(file.name, partition), 0);
    }
    return laneOfPartition[partition];
  }

  @Override
  public long note(ObservationScan scan, int number) {
    InputLane lane = lanes.get(number);
    long received = scan.receivedNanos();
    long offset = scan.offset();
    int second = Math.max(0, Math.min(lane.seconds.length - 1, clock.second(received)));
    lane.seconds[second] = Math.max(lane.seconds[second], offset + 1);
    EventType type = scan.type();
    if (!isInput[type.code()] || !evidence.isCanonical(file, scan.partition(), offset)) {
      return NO_INPUT;
    }
    if (lane.given == null || !lane.given.contains(offset)) {
      notGiven(lane, type, offset, scan.orderNumber());
    }
    int order = (int) scan.orderNumber();
    boolean ordinary = order >= 0 && !columns.marks.has(order, Mark.SUSPECT);
    return ordinary ? ofOrdinary(order, type, received) : ofCase(scan, order);
  }

  private void notGiven(InputLane lane, EventType type, long offset, long order) {
    Position position = new Position(file.name, lane.partition.number(), offset);
    if (evidence.stage(stage.group()).passed(position) == Long.MAX_VALUE) {
      unseen.add(
          Findings.UNSEEN, order, type + " at " + position + " was never given to " + stage.name());
    }
  }

  private long ofOrdinary(int order, EventType type, long received) {
    boolean release = type == EventType.ORDER_COMPENSATED && releases;
    if (release && !columns.marks.has(order, Mark.RESERVED)) {
      return NO_INPUT;
    }
    long completed = columns.get(answer(type), order);
    inputs++;
    watch.see(columns.intended(order), received, completed, completed);
    return completed;
  }

  /** Which time of an order tells when an input of this stage was answered. */
  private OrderTime answer(EventType input) {
    return switch (input) {
      case STOCK_RESERVED, STOCK_REJECTED -> OrderTime.PAYMENT;
      case PAYMENT_CONFIRMED, PAYMENT_DECLINED, PAYMENT_SKIPPED ->
          notifies ? OrderTime.PAYMENT_NOTIFIED : OrderTime.END;
      case ORDER_DISPATCHED -> OrderTime.END_NOTIFIED;
      case ORDER_COMPENSATED -> notifies ? OrderTime.END_NOTIFIED : OrderTime.RELEASED;
      case ORDER_PLACED,
          ORDER_AMENDED,
          ORDER_CANCELLED,
          STOCK_RELEASED,
          CUSTOMER_NOTIFIED,
          UNKNOWN ->
          OrderTime.STOCK;
    };
  }

  private long ofCase(ObservationScan scan, int order) {
    int input = (int) caseAt.get(Places.pack(file.number, scan.partition(), scan.offset()));
    if (input < 0) {
      return NO_INPUT;
    }
    inputs++;
    long intended = columns.isPromised(order) ? columns.intended(order) : OrderColumns.NEVER;
    long owedUntil = cases.owedUntil(input);
    watch.see(intended, scan.receivedNanos(), cases.completed[input], owedUntil);
    return owedUntil;
  }

  Findings unseen() {
    return unseen;
  }

  long inputs() {
    return inputs;
  }

  @Override
  public void close() {
    scan.close();
  }
}
