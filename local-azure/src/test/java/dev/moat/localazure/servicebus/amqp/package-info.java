/** Tests of how messages and lock tokens look on the wire. */
@NullMarked
package dev.moat.localazure.servicebus.amqp;

import org.jspecify.annotations.NullMarked;
