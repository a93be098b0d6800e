package io.orderstorm.report.render;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A suite of test cases in Surefire's format, as build servers show it. */
public final class JunitSuite {

  /** What a case came to. */
  public enum Kind {
    PASSED,
    /** A promise was missed. */
    FAILURE,
    /** It can't be judged. */
    ERROR,
    /** It was not asked for. */
    SKIPPED
  }

  private record Case(String group, String name, double seconds, Kind kind, String message) {}

  private final String name;
  private final double seconds;
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final List<Case> cases = new ArrayList<>();

  /**
   * Begins a suite.
   *
   * @param name its name; {@code orderstorm.} is put before it
   * @param seconds that all of it took
   */
  public JunitSuite(String name, double seconds) {
    this.name = "orderstorm." + name;
    this.seconds = seconds;
  }

  /** Says something of the whole suite. */
  public JunitSuite property(String property, String value) {
    properties.put(property, value);
    return this;
  }

  /**
   * Adds a case.
   *
   * @param group becomes the end of its class's name; empty for none
   * @param message left out if it passed
   */
  public JunitSuite add(String group, String of, double took, Kind kind, String message) {
    cases.add(new Case(group, of, took, kind, message));
    return this;
  }

  /** The suite as XML. */
  public String render() {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      suite(xml);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can always be written to memory", e);
    }
    return text.append('\n').toString();
  }

  private void suite(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean(name));
    xml.writeAttribute("time", Words.format("%.3f", seconds));
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("errors", count(Kind.ERROR));
    xml.writeAttribute("skipped", count(Kind.SKIPPED));
    xml.writeAttribute("failures", count(Kind.FAILURE));
    if (!properties.isEmpty()) {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("properties");
      for (Map.Entry<String, String> property : properties.entrySet()) {
        xml.writeCharacters("\n    ");
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", property.getKey());
        xml.writeAttribute("value", clean(property.getValue()));
      }
      xml.writeCharacters("\n  ");
      xml.writeEndElement();
    }
    for (Case of : cases) {
      testCase(xml, of);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private String count(Kind kind) {
    return String.valueOf(cases.stream().filter(c -> c.kind() == kind).count());
  }

  private void testCase(XMLStreamWriter xml, Case of) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", clean(of.name()));
    xml.writeAttribute("classname", clean(of.group().isEmpty() ? name : name + "." + of.group()));
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
