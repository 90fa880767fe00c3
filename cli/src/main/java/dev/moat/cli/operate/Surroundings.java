package dev.moat.cli.operate;

import dev.moat.cli.api.ApiAddress;
import dev.moat.cli.screen.Terminal;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a command finds around it.
 *
 * @param input standard input
 * @param prompt for questions to somebody
 * @param environment the variables of the process
 * @param local where {@code moat up} runs on this machine; throws when it does not
 */
public record Surroundings(
    Terminal terminal,
    Clock clock,
    Pause pause,
    InputStream input,
    Prompt prompt,
    Map<String, String> environment,
    Supplier<ApiAddress> local) {}
