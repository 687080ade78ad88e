using DeterministicDebug;
using Veda.Rx.Testing;

// Where to write the trace and the page; the temporary folder if nothing is said.
if (args is not ([] or [_]))
{
    Console.Error.WriteLine("DeterministicDebug [FOLDER]");
    return 2;
}
var folder = args is [var named] ? named : Path.Combine(Path.GetTempPath(), "DeterministicDebug");
Directory.CreateDirectory(folder);

// 1. Find it. Every run of this program finds the same execution.
var evening = new Evening(looksAgain: false);
var result = Explore.Check(evening.Run, new ExploreOptions { Executions = 10_000 });
if (result.Failure is not { } failure)
{
    Console.Error.WriteLine($"nothing found in {result.Executions} executions");
    return 1;
}
Console.WriteLine($"Found in execution {failure.Execution + 1}, by {failure.Strategy}: {failure.Error.Message}.");
Console.WriteLine($"{failure.Found} choices were not the usual ones, {failure.Unusual} are left.");
Console.WriteLine();
Console.WriteLine(failure.Trace.ToText());

// 2. Walk through it, with the state at every step; and back.
Console.WriteLine("Seats at every step:");
using (var stepper = new TraceStepper(evening.Run, failure.Trace))
{
    while (stepper.StepForward())
        Console.WriteLine($"{stepper.Position,5}  {evening.Office?.Plan ?? "",-18} {failure.Trace.Lanes[stepper.Current!.Value.Lane]}");
    stepper.StepBack();
    Console.WriteLine($"{stepper.Position,5}  {evening.Office!.Plan,-18} one step back");
}
Console.WriteLine();

// 3. Keep it: a trace that repeats it, and a page to look at.
var (trace, page) = (Path.Combine(folder, "evening.json"), Path.Combine(folder, "evening.html"));
failure.Trace.Save(trace);
File.WriteAllText(page, failure.Trace.ToHtml());
var again = Explore.Replay(evening.Run, Trace.Load(trace));
Console.WriteLine($"Repeated from the file: {again?.Message}.");
Console.WriteLine($"{trace}\n{page}");
Console.WriteLine();

// 4. Repair it, and search again.
var repaired = Explore.Check(new Evening(looksAgain: true).Run, new ExploreOptions { Executions = 10_000 });
Console.WriteLine($"Looking again behind the payment: {repaired.Executions} executions, {repaired.Distinct} of them different, {(repaired.Failure is null ? "none fails" : repaired.Failure.Error.Message)}.");
return repaired.Failure is null ? 0 : 1;
