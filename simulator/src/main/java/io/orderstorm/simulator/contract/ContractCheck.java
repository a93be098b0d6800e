package io.orderstorm.simulator.contract;

import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.stage.StageReading;
import io.orderstorm.simulator.topic.StageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a subject: its versions against each other, and its samples against its reader of today.
 */
public final class ContractCheck {

  private final Subject subject;
  private final OrderProfile profile;
  private final List<Finding> findings = new ArrayList<>();

  private ContractCheck(Subject subject, OrderProfile profile) {
    this.subject = subject;
    this.profile = profile;
  }

  /**
   * All findings, those that hold included.
   *
   * @param profile of the orders that stages take for sound
   */
  public static List<Finding> of(Subject subject, OrderProfile profile) {
    var check = new ContractCheck(subject, profile);
    check.versions();
    check.samples();
    return List.copyOf(check.findings);
  }

  private void versions() {
    List<SchemaVersion> versions = subject.versions();
    for (int newer = 1; newer < versions.size(); newer++) {
      for (int older = 0; older < newer; older++) {
        List<String> objections =
            subject.compatibility().objections(versions.get(older), versions.get(newer));
        add(
            "producer",
            versions.get(newer).name() + " after " + versions.get(older).name(),
            String.join("; ", objections));
      }
    }
    if (versions.size() == 1) {
      add("producer", versions.get(0).name() + " is the first", "");
    }
  }

  private void samples() {
    for (SchemaVersion version : subject.versions()) {
      boolean sampled =
          subject.samples().stream().anyMatch(sample -> sample.version().equals(version.name()));
      add("consumer", version.name() + " has samples", sampled ? "" : "there is none");
    }
    for (Sample sample : subject.samples()) {
      add("consumer", sample.name(), resolved(sample));
      if (subject.consumer() == Subject.Consumer.ORDERSTORM) {
        add("semantics", sample.name(), understood(sample));
        replayed(sample);
      }
    }
  }

  private String resolved(Sample sample) {
    byte[] bytes = sample.bytes();
    if (!AvroText.isMarked(bytes)) {
      return "does not begin with the single-object marker C3 01";
    }
    Optional<SchemaVersion> writer =
        subject.versions().stream()
            .filter(version -> version.fingerprint() == AvroText.fingerprint(bytes))
            .findFirst();
    if (writer.isEmpty()) {
      return "no version has fingerprint " + Long.toHexString(AvroText.fingerprint(bytes));
    }
    if (!writer.get().name().equals(sample.version())) {
      return "was written with " + writer.get().name() + ", not with " + sample.version();
    }
    try {
      var seen = AvroText.read(bytes, writer.get().schema(), subject.current().schema());
      return seen.equals(sample.expected())
          ? ""
          : "expected "
              + sample.expected()
              + ", but "
              + subject.current().name()
              + " reads "
              + seen;
    } catch (IOException e) {
      return subject.current().name() + " can't read it: " + e.getMessage();
    }
  }

  /** What the stages' own decoder says. */
  private String understood(Sample sample) {
    try {
      OrderEvent event = EventCodec.decode(sample.bytes());
      String type = event.meta().type().text();
      return type.equals(subject.name()) ? "" : "is a " + type;
    } catch (UndecodableEventException e) {
      return "the stages can't read it: " + e.getMessage();
    }
  }

  /** Gives the event to the handler of each stage that reads its topic. */
  private void replayed(Sample sample) {
    try {
      OrderEvent event = EventCodec.decode(sample.bytes());
      for (StageName stage : StageName.values()) {
        if (stage.reads().contains(subject.topic())) {
          String objection = StageReading.of(stage, profile).objection(event).orElse("");
          add("replay", sample.name() + " to " + stage.group(), objection);
        }
      }
    } catch (UndecodableEventException e) {
      add("replay", sample.name(), "no stage can read it: " + e.getMessage());
    }
  }

  private void add(String suite, String what, String reason) {
    findings.add(new Finding(suite, subject.name(), what, reason));
  }
}
