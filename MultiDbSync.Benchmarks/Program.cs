using BenchmarkDotNet.Running;
using MultiDbSync.Benchmarks;

// "backlog [rows]", "latency FILE [commits] [source]", "conflicts [open]" and "load [rows] [chunk] [make connection-string]" are scenarios with a figure each; everything else
// goes to BenchmarkDotNet.
return args switch
{
    ["backlog", .. var rest] => await BacklogScenario.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 50_000),
    ["latency", var file, .. var rest] => await LatencyScenario.RunAsync(
        file, rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 200, rest.Length > 1 ? rest[1] : "primary"),
    ["conflicts", .. var rest] => await ConflictScenario.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 1000),
    ["load", .. var rest] => await LoadScenario.RunAsync(rest),
    _ => Micro(args),
};

static int Micro(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(ImageBenchmarks).Assembly).Run(args);
    return 0;
}
