using System.Diagnostics;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>One run of a process, its output handed on line by line.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TimeForLastLines = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process)
    {
        _process = process;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _exited.TrySetResult();
    }

    public int Id => _process.Id;

    /// <exception cref="System.ComponentModel.Win32Exception">No such command.</exception>
    public static ChildProcess Start(ProcessSpec spec, Action<string> output)
    {
        var start = new ProcessStartInfo(spec.Command, spec.Arguments)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurOwn).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;
        Embedded.ParentLifetime.Watch(start);

        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        process.OutputDataReceived += (_, line) => HandOn(line.Data, output);
        process.ErrorDataReceived += (_, line) => HandOn(line.Data, output);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>
    /// Of the process itself: <see cref="Process.WaitForExitAsync"/> also waits for the end of its output, which something that it started
    /// may hold open for ever.
    /// </summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _exited.Task.WaitAsync(cancellationToken);
        await Task.WhenAny(_process.WaitForExitAsync(cancellationToken), Task.Delay(TimeForLastLines, cancellationToken));
        return _process.ExitCode;
    }

    /// <summary>Lets it stop by itself for a while, as at the parent's end, then ends it with all that it started.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeToStop);
        try
        {
            await WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _process.Dispose();

    /// <summary>What the launch profile sets for this program, and for Aspire where it runs, is not meant for what it starts.</summary>
    private static bool IsOurOwn(string variable) =>
        variable is "ASPNETCORE_URLS" or "DOTNET_LAUNCH_PROFILE" || variable.StartsWith("ASPIRE_", StringComparison.Ordinal);

    private static void HandOn(string? line, Action<string> output)
    {
        if (!string.IsNullOrWhiteSpace(line))
            output(line);
    }
}
