package io.orderstorm.simulator.order;

import java.util.List;
import java.util.Locale;

/** Someone who orders, the same person every time. */
public record Customer(
    int index,
    String id,
    String name,
    String email,
    String phone,
    String street,
    String postalCode,
    String city,
    String country,
    String currency,
    int minorPerEuro) {

  private static final List<String> GIVEN =
      List.of(
          "Anna",
          "Ben",
          "Chiara",
          "David",
          "Elif",
          "Frank",
          "Grace",
          "Hiroshi",
          "Ines",
          "Jonas",
          "Katarzyna",
          "Liam",
          "Mariam",
          "Noah",
          "Olivia",
          "Pierre",
          "Quentin",
          "Rosa",
          "Sven",
          "Tomoko",
          "Ursula",
          "Victor",
          "Wanda",
          "Yusuf");
  private static final List<String> FAMILY =
      List.of(
          "Andersson",
          "Bakker",
          "Chevalier",
          "Dubois",
          "Evans",
          "Fischer",
          "Garcia",
          "Hoffmann",
          "Ito",
          "Johnson",
          "Kowalski",
          "Laurent",
          "Meier",
          "Nguyen",
          "Okafor",
          "Petersen",
          "Rossi",
          "Sato",
          "Taylor",
          "Visser",
          "Williams",
          "Yamamoto",
          "Zimmermann");

  /** Fields of the draw are negative so as not to meet those of orders. */
  static Customer of(long seed, int index) {
    long who = Chance.bits(seed, index, -1);
    long where = Chance.bits(seed, index, -2);
    long detail = Chance.bits(seed, index, -3);
    var given = pick(GIVEN, who);
    var family = pick(FAMILY, who << 32);
    var market = Market.atPercent(Chance.below(100, where));
    int house = 1 + Chance.below(190, detail);
    return new Customer(
        index,
        String.format(Locale.ROOT, "C-%08d", index),
        given + ' ' + family,
        (given + '.' + family + index + "@example.com").toLowerCase(Locale.ROOT),
        String.format(Locale.ROOT, "+00 555 %07d", Chance.below(10_000_000, who << 16)),
        pick(market.streets(), where << 32) + ' ' + house,
        postalCode(market.postalDigits(), detail << 32),
        pick(market.cities(), detail << 16),
        market.country(),
        market.currency(),
        market.minorPerEuro());
  }

  private static String postalCode(int digits, long bits) {
    int bound = (int) StrictMath.pow(10, digits);
    return String.format(Locale.ROOT, "%0" + digits + "d", Chance.below(bound, bits));
  }

  private static String pick(List<String> texts, long bits) {
    return texts.get(Chance.below(texts.size(), bits));
  }
}
