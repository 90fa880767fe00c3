package dev.moat.api;

import dev.moat.engine.Acceptance;
import dev.moat.engine.Admission;
import dev.moat.engine.DeadLetters;
import dev.moat.engine.Operators;
import dev.moat.engine.RejectedRequests;
import dev.moat.engine.Replays;
import dev.moat.engine.WhatIf;
import dev.moat.store.SetupStore;

/** What the API hands calls on to. */
public record Engine(
    SetupStore setups,
    Acceptance acceptance,
    Admission admission,
    WhatIf whatIf,
    Operators operators,
    Replays replays,
    RejectedRequests rejectedRequests,
    DeadLetters deadLetters) {}
