package dev.moat.endtoend;

/**
 * What one run of a scenario took.
 *
 * @param seconds from the answer to the change until what follows is seen
 * @param reads of Moat, until nothing more happened
 * @param writes likewise
 */
record BenchRun(double seconds, int reads, int writes) {}
