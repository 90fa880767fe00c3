package dev.moat.localazure.servicebus.broker;

/** What a message carries. The broker stores it and never looks inside. */
public interface Content {

  /** Bytes of the message as the sender encoded it; this is what the quotas count. */
  int sizeInBytes();
}
