package io.orderstorm.report.render;

import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Validity;
import io.orderstorm.report.result.Verdict;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml} in Surefire's format: one test case per objective, one per recovery policy, and
 * one for validity. A missed promise is a failure; what can't be judged is an error.
 */
public final class JunitXml {

  private enum Kind {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED
  }

  private record Case(String group, String name, double seconds, Kind kind, String message) {}

  private JunitXml() {}

  public static String render(RunResult result) {
    List<Case> cases = cases(result);
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      suite(xml, result, cases);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can always be written to memory", e);
    }
    return text.append('\n').toString();
  }

  private static List<Case> cases(RunResult result) {
    List<Case> cases = new ArrayList<>();
    cases.add(validity(result));
    for (ObjectiveResult objective : result.objectives()) {
      cases.add(
          new Case(
              "objective",
              objective.name(),
              0,
              objective.applicable() ? kind(objective.verdict()) : Kind.SKIPPED,
              objective.actual() + ", target " + objective.target()));
    }
    for (Recovery row : result.recovery()) {
      if (row.verdict() != Recovery.Policy.NOT_APPLICABLE) {
        cases.add(policy(row));
      }
    }
    return cases;
  }

  private static Case validity(RunResult result) {
    Validity validity = result.validity();
    StringBuilder message = new StringBuilder();
    validity
        .reasons()
        .forEach(
            r ->
                message
                    .append(r.name())
                    .append(": ")
                    .append(r.figure())
                    .append(" (limit: ")
                    .append(r.limit())
                    .append("). ")
                    .append(r.remedy())
                    .append('\n'));
    boolean aborted = result.verdict() == Verdict.ABORTED;
    if (aborted) {
      message.append(result.reasons().get(0));
    }
    Kind kind = validity.valid() && !aborted ? Kind.PASSED : Kind.ERROR;
    return new Case(
        "validity", "the run can be judged", result.durationSeconds(), kind, message.toString());
  }

  private static Case policy(Recovery row) {
    Kind kind =
        switch (row.verdict()) {
          case MET -> Kind.PASSED;
          case BREACHED -> Kind.FAILURE;
          case VOID -> Kind.ERROR;
          case MISSING, NOT_APPLICABLE -> Kind.SKIPPED;
        };
    String message =
        row.verdict().spelling()
            + ": RTO "
            + Words.rto(row)
            + ", target "
            + Words.seconds(row.rtoTargetSeconds())
            + "; lost "
            + row.rpoOrders()
            + " orders"
            + (row.note().isEmpty() ? "" : "; " + row.note());
    return new Case("recovery", row.stage() + " after " + row.fault(), 0, kind, message);
  }

  private static Kind kind(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> Kind.PASSED;
      case BREACHED -> Kind.FAILURE;
      case VOID, ABORTED -> Kind.ERROR;
    };
  }

  private static void suite(XMLStreamWriter xml, RunResult result, List<Case> cases)
      throws XMLStreamException {
    String name = clean("orderstorm." + result.run().scenario());
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name);
    xml.writeAttribute("time", Words.format("%.3f", result.durationSeconds()));
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("errors", count(cases, Kind.ERROR));
    xml.writeAttribute("skipped", count(cases, Kind.SKIPPED));
    xml.writeAttribute("failures", count(cases, Kind.FAILURE));
    xml.writeCharacters("\n  ");
    xml.writeStartElement("properties");
    property(xml, "verdict", result.verdict().name());
    property(xml, "run", result.run().id());
    property(xml, "seed", String.valueOf(result.run().seed()));
    property(xml, "engine", result.run().engine());
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
    for (Case of : cases) {
      testCase(xml, name, of);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static String count(List<Case> cases, Kind kind) {
    return String.valueOf(cases.stream().filter(c -> c.kind() == kind).count());
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeEmptyElement("property");
    xml.writeAttribute("name", name);
    xml.writeAttribute("value", clean(value));
  }

  private static void testCase(XMLStreamWriter xml, String suite, Case of)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", clean(of.name()));
    xml.writeAttribute("classname", suite + "." + of.group());
    xml.writeAttribute("time", Words.format("%.3f", of.seconds()));
    switch (of.kind()) {
      case FAILURE -> problem(xml, "failure", "missed", of.message());
      case ERROR -> problem(xml, "error", "void", of.message());
      case SKIPPED -> problem(xml, "skipped", "", of.message());
      case PASSED -> {}
    }
    xml.writeEndElement();
  }

  private static void problem(XMLStreamWriter xml, String element, String type, String message)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("message", clean(message));
    if (!type.isEmpty()) {
      xml.writeAttribute("type", type);
    }
    xml.writeCharacters(clean(message));
    xml.writeEndElement();
  }

  /** Leaves out what XML 1.0 cannot hold. */
  private static String clean(String text) {
    return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
  }
}
