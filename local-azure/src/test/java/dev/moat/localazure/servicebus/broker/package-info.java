/** Tests of the rules of queues, each with a clock that stands still until the test moves it. */
@NullMarked
package dev.moat.localazure.servicebus.broker;

import org.jspecify.annotations.NullMarked;
