package io.orderstorm.scenario.model;

/**
 * Whom a team has for a bad night.
 *
 * @param onCall who is called first: a rota, a channel
 * @param escalation who is called when nobody answers
 */
public record Team(String onCall, String escalation) {}
