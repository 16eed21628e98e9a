using System.Diagnostics;

namespace MultiDbSync.AppHost.Embedded;

/// <summary>Runs a foreign program and ends it, with all that it started, when this process is told to stop or loses its parent.</summary>
internal static class GuardedCommand
{
    public static async Task<int> RunAsync(string command, IReadOnlyList<string> arguments)
    {
        using var signals = new StopSignals(keyboard: false);
        var start = new ProcessStartInfo(command) { RedirectStandardInput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove(ParentLifetime.Variable);

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        try
        {
            await process.WaitForExitAsync(signals.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return 0;
        }
    }
}
