package io.orderstorm.scenario.drill;

/** How large a drill is. */
public enum Form {
  /** As the quarter asks for it. */
  FULL,
  /** The same steps over a small volume, for every build. */
  SHORT
}
