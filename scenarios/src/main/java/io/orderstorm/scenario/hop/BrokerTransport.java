package io.orderstorm.scenario.hop;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * How the hop talks to the brokers, and how our clients talk to the hop. Logins pass through. TLS
 * can't, as nothing in it could be rewritten: the hop itself speaks it to the broker, with the
 * user's own keys and trust, and our clients' side of the hop, on the loopback interface, is plain.
 */
public final class BrokerTransport {

  private static final String KERBEROS = "GSSAPI";

  private final Map<String, String> clientProperties;
  private final Optional<Tls> tls;

  /**
   * TLS towards the brokers.
   *
   * @param identification how a broker's certificate is held against its address, in Kafka's words
   */
  private record Tls(SslEngineFactory engines, String identification) {
    SSLEngine engine(BrokerAddress broker) {
      return engines.createClientSslEngine(broker.host(), broker.port(), identification);
    }
  }

  private BrokerTransport(Map<String, String> clientProperties, Optional<Tls> tls) {
    this.clientProperties = Map.copyOf(clientProperties);
    this.tls = tls;
  }

  /**
   * The transport for client properties of the user's.
   *
   * @throws IllegalArgumentException if a hop can't be put on the way of such clients; says why
   */
  public static BrokerTransport of(Map<String, String> properties) {
    SecurityProtocol protocol = protocol(properties);
    if (isSasl(protocol) && mechanism(properties).equals(KERBEROS)) {
      throw new IllegalArgumentException(
          "the login is Kerberos's (sasl.mechanism GSSAPI), whose tickets are for the brokers' own"
              + " addresses, while a client behind a link sees another one");
    }
    return isTls(protocol)
        ? new BrokerTransport(withoutTls(properties, protocol), Optional.of(tls(properties)))
        : new BrokerTransport(properties, Optional.empty());
  }

  private static SecurityProtocol protocol(Map<String, String> properties) {
    String name =
        properties.getOrDefault(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, SecurityProtocol.PLAINTEXT.name);
    return SecurityProtocol.forName(name.toUpperCase(Locale.ROOT));
  }

  private static String mechanism(Map<String, String> properties) {
    return properties.getOrDefault(SaslConfigs.SASL_MECHANISM, SaslConfigs.DEFAULT_SASL_MECHANISM);
  }

  private static boolean isSasl(SecurityProtocol protocol) {
    return protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL;
  }

  private static boolean isTls(SecurityProtocol protocol) {
    return protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
  }

  private static Map<String, String> withoutTls(
      Map<String, String> properties, SecurityProtocol protocol) {
    var plain = new HashMap<>(properties);
    plain.keySet().removeIf(name -> name.startsWith("ssl."));
    plain.put(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        isSasl(protocol) ? SecurityProtocol.SASL_PLAINTEXT.name : SecurityProtocol.PLAINTEXT.name);
    return plain;
  }

  private static Tls tls(Map<String, String> properties) {
    var all = new HashMap<String, Object>(properties);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    try {
      var config = new AdminClientConfig(all);
      if (config.getClass(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG) != null) {
        throw new IllegalArgumentException(
            "the properties have an ssl.engine.factory.class of their own, which the hop does not"
                + " take");
      }
      var factory = new DefaultSslEngineFactory();
      factory.configure(config.values());
      return new Tls(
          factory, config.getString(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG));
    } catch (ConfigException e) {
      throw new IllegalArgumentException("the TLS properties can't be used: " + e.getMessage(), e);
    }
  }

  /** What our clients need to be let in through the hop; may hold secrets. */
  Map<String, String> clientProperties() {
    return clientProperties;
  }

  /** Speaks TLS on a channel to a broker, if the broker wants it. */
  void secure(Channel channel, BrokerAddress broker) {
    tls.ifPresent(known -> channel.pipeline().addLast(new SslHandler(known.engine(broker))));
  }
}
