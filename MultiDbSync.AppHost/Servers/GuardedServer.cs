using System.Diagnostics;
using System.Globalization;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.Servers;

/// <summary>
/// Runs a database server and shuts it down in order when this process is told to stop or loses its parent. A server that outlived such a guard
/// is shut down first: two can't share their data.
/// </summary>
internal static class GuardedServer
{
    /// <summary>Longer than a fast shutdown takes, shorter than the patience of whoever stops us.</summary>
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(8);

    /// <returns>The server's exit code; 0 when it was told to stop.</returns>
    public static async Task<int> RunAsync(ServerCommand server)
    {
        // Ctrl+C reaches every process of the terminal's group at once: the database must not go before those that use it.
        Posix.LeaveTerminal();
        using var signals = new StopSignals(keyboard: false);
        if (FindOrphan(server) is { } orphan)
        {
            using (orphan)
                await StopAsync(orphan, server.StopSignal);
        }

        using var process = Process.Start(ServerTool.StartInfo(server.Program, server.Arguments, server.Account, server.Folder))
            ?? throw new InvalidOperationException($"{server.Program} did not start.");
        try
        {
            await process.WaitForExitAsync(signals.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process, server.StopSignal);
            return 0;
        }
    }

    private static async Task StopAsync(Process process, PosixSignalNumber signal)
    {
        Posix.Signal(process.Id, signal);
        try
        {
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeToStop);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>A process that has the id in the server's file and works in the server's folder: the number alone may be anybody's by now.</summary>
    private static Process? FindOrphan(ServerCommand server)
    {
        if (server is not { Folder: { } folder, PidFile: { } file } || !File.Exists(file) || !OperatingSystem.IsLinux())
            return null;
        if (!int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid))
            return null;
        if (!Directory.Exists($"/proc/{pid}") || new FileInfo($"/proc/{pid}/cwd").LinkTarget != folder)
            return null;

        try
        {
            return Process.GetProcessById(pid);
        }
        catch (ArgumentException)
        {
            // It has just ended.
            return null;
        }
    }
}
