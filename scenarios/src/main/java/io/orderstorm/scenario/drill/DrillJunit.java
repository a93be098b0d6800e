package io.orderstorm.scenario.drill;

import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Verdict;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code drill-junit.xml} in Surefire's format: a test case for each check, and one for the run
 * itself. What was missed is a failure, what can't be told an error.
 */
final class DrillJunit {

  private DrillJunit() {}

  static String render(DrillResult result) {
    List<ObjectiveResult> cases = new ArrayList<>(result.checks());
    cases.add(whole(result));
    var text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "orderstorm.drill." + result.drill());
      xml.writeAttribute("tests", String.valueOf(cases.size()));
      xml.writeAttribute("failures", count(cases, Verdict.BREACHED));
      xml.writeAttribute("errors", count(cases, Verdict.VOID));
      xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", result.seconds()));
      for (ObjectiveResult one : cases) {
        testCase(xml, result.drill(), one);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can always be written to memory", e);
    }
    return text.append('\n').toString();
  }

  private static ObjectiveResult whole(DrillResult result) {
    boolean judged = result.verdict() == Verdict.PASSED || result.verdict() == Verdict.BREACHED;
    return new ObjectiveResult(
        "verdict",
        Verdict.PASSED.name(),
        result.verdict() + " " + String.join("; ", result.reasons()),
        judged ? result.verdict() == Verdict.PASSED : null);
  }

  private static String count(List<ObjectiveResult> cases, Verdict verdict) {
    return String.valueOf(cases.stream().filter(one -> one.verdict() == verdict).count());
  }

  private static void testCase(XMLStreamWriter xml, String drill, ObjectiveResult of)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "orderstorm.drill." + drill);
    xml.writeAttribute("name", of.name());
    if (of.verdict() != Verdict.PASSED) {
      xml.writeStartElement(of.verdict() == Verdict.BREACHED ? "failure" : "error");
      xml.writeAttribute("message", clean(of.actual() + ", wanted " + of.target()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Leaves out what XML 1.0 cannot hold. */
  private static String clean(String text) {
    return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
  }
}
