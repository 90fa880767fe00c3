package dev.moat.engine;

import java.time.Duration;

/**
 * What an operator may set for drift.
 *
 * @param debounce what happens to one setup within this time is looked into once
 * @param flips how often a step may drift within {@code flipWindow}: the last time nothing is
 *     repaired any more, because somebody keeps undoing it
 * @param sweepInterval how often each setup is looked at although nothing was heard of it
 * @param sweepReads how many reads of Azure a run of the sweep may lead to in one subscription
 */
public record DriftSettings(
    Duration debounce, int flips, Duration flipWindow, Duration sweepInterval, int sweepReads) {}
