package io.orderstorm.scenario.gameday;

import io.orderstorm.scenario.runbook.Runbook;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code runbook-junit.xml} in Surefire's format: a test case for each step that was come to, and
 * one for the verdict. The run's own {@code junit.xml} tells of the pipeline, not of the runbook.
 */
final class RunbookJunit {

  private RunbookJunit() {}

  static String render(Runbook runbook, List<StepResult> steps, RunbookVerdict verdict) {
    boolean isVoid = verdict.outcome() == RunbookVerdict.Outcome.VOID;
    boolean isFailed = verdict.outcome() == RunbookVerdict.Outcome.FAILED;
    long wrong = steps.stream().filter(step -> !step.held()).count();
    String suite = "orderstorm.runbook." + runbook.name();
    var text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", suite);
      xml.writeAttribute("tests", String.valueOf(steps.size() + 1));
      xml.writeAttribute("failures", String.valueOf(wrong + (isFailed ? 1 : 0)));
      xml.writeAttribute("errors", isVoid ? "1" : "0");
      for (StepResult step : steps) {
        testCase(xml, suite, step.title(), step.held() ? "" : "failure", "see the verdict");
      }
      testCase(
          xml,
          suite,
          "verdict",
          isVoid ? "error" : isFailed ? "failure" : "",
          verdict.outcome() + " " + String.join("; ", verdict.reasons()));
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can always be written to memory", e);
    }
    return text.append('\n').toString();
  }

  private static void testCase(
      XMLStreamWriter xml, String suite, String name, String problem, String message)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", suite);
    xml.writeAttribute("name", clean(name));
    if (!problem.isEmpty()) {
      xml.writeStartElement(problem);
      xml.writeAttribute("message", clean(message));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Leaves out what XML 1.0 cannot hold. */
  private static String clean(String text) {
    return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
  }
}
