package io.orderstorm.simulator.order;

import java.util.List;

/**
 * A country that orders come from.
 *
 * @param share of all customers, in per cent
 * @param minorPerEuro how many minor units of the currency a euro buys, roughly
 * @param postalDigits length of a postal code
 */
record Market(
    String country,
    String currency,
    int share,
    int minorPerEuro,
    int postalDigits,
    List<String> cities,
    List<String> streets) {

  static final List<Market> ALL =
      List.of(
          new Market(
              "DE",
              "EUR",
              22,
              100,
              5,
              List.of("Berlin", "Hamburg", "Leipzig", "Stuttgart", "Bremen"),
              List.of("Hauptstrasse", "Lindenallee", "Schillerstrasse", "Am Markt")),
          new Market(
              "FR",
              "EUR",
              13,
              100,
              5,
              List.of("Paris", "Lyon", "Nantes", "Lille", "Grenoble"),
              List.of("Rue de la Paix", "Avenue Foch", "Rue Pasteur", "Quai des Brumes")),
          new Market(
              "NL",
              "EUR",
              10,
              100,
              4,
              List.of("Amsterdam", "Utrecht", "Eindhoven", "Groningen"),
              List.of("Kerkstraat", "Dorpsweg", "Prinsengracht", "Molenlaan")),
          new Market(
              "US",
              "USD",
              22,
              108,
              5,
              List.of("Portland", "Austin", "Chicago", "Madison", "Richmond"),
              List.of("Main Street", "Oak Avenue", "Washington Blvd", "2nd Street")),
          new Market(
              "GB",
              "GBP",
              13,
              86,
              6,
              List.of("London", "Leeds", "Bristol", "Glasgow"),
              List.of("High Street", "Station Road", "Church Lane", "Mill Road")),
          new Market(
              "JP",
              "JPY",
              8,
              160,
              7,
              List.of("Tokyo", "Osaka", "Sapporo", "Fukuoka"),
              List.of("Sakura-dori", "Chuo", "Minami-machi", "Kita-ku")),
          new Market(
              "CH",
              "CHF",
              5,
              95,
              4,
              List.of("Zurich", "Bern", "Basel", "Lausanne"),
              List.of("Bahnhofstrasse", "Seestrasse", "Rue du Lac")),
          new Market(
              "SE",
              "SEK",
              4,
              1130,
              5,
              List.of("Stockholm", "Uppsala", "Lund"),
              List.of("Storgatan", "Kungsgatan", "Skolgatan")),
          new Market(
              "PL",
              "PLN",
              3,
              430,
              5,
              List.of("Warszawa", "Gdynia", "Poznan"),
              List.of("Dluga", "Ogrodowa", "Szkolna")));

  /** The market of a percentage point, 0 to 99. */
  static Market atPercent(int point) {
    int upTo = 0;
    for (Market market : ALL) {
      upTo += market.share;
      if (point < upTo) {
        return market;
      }
    }
    throw new IllegalArgumentException("a percentage point is 0 to 99, not " + point);
  }
}
