package io.orderstorm.fault.injection;

import java.net.URI;

/**
 * Everything that faults are done to.
 *
 * @param toxiproxy the API of the server that has the links' proxies: the embedded one or a user's
 */
public record FaultPorts(
    URI toxiproxy,
    LinkPort links,
    ProcessPort processes,
    MessagePort messages,
    DownstreamPort downstreams) {}
