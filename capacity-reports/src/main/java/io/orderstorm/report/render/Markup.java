package io.orderstorm.report.render;

/**
 * Text that grows into HTML. Everything that is not markup goes through {@link #text}, which
 * escapes it.
 */
final class Markup {

  private final StringBuilder html = new StringBuilder();

  /** Markup as it is. */
  Markup raw(String markup) {
    html.append(markup);
    return this;
  }

  /** Text, escaped. */
  Markup text(String text) {
    html.append(escape(text));
    return this;
  }

  /** An element without attributes around escaped text. */
  Markup element(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">");
  }

  /** An element with a class around escaped text. */
  Markup element(String name, String style, String text) {
    return raw("<" + name + " class=\"" + escape(style) + "\">").text(text).raw("</" + name + ">");
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
