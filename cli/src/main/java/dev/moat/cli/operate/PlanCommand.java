package dev.moat.cli.operate;

import dev.moat.cli.api.Forecast;
import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.outcome.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code moat plan}. */
@Command(
    name = "plan",
    description = {
      "Tells what a setup request would do as Azure is now, without writing.",
      "Ends with 1 when a step would be refused."
    })
final class PlanCommand extends ApiCommand {

  @Mixin private RequestFile request = new RequestFile();

  PlanCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Exit run(MoatApi api) {
    Reply<Forecast> forecast = api.plan(request.read(surroundings().input()));
    show(forecast, new ForecastReport(terminal())::show);
    return forecast.value().feasible() ? Exit.DONE : Exit.FAILED;
  }
}
