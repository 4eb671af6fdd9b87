package io.skep.console;

import io.skep.ledger.HitAndRunRules;
import io.skep.registry.AccessRules;

/**
 * What a private tracker asks of its users, for them to see.
 *
 * @param access who may fetch
 * @param hitAndRun what has to be given back
 */
public record SiteRules(AccessRules access, HitAndRunRules hitAndRun) {}
