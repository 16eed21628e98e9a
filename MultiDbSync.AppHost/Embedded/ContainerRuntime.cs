using System.ComponentModel;
using System.Diagnostics;

namespace MultiDbSync.AppHost.Embedded;

/// <summary>Whether containers can run here. Without a runtime a container resource would keep all that wait for it waiting for ever.</summary>
internal static class ContainerRuntime
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    public static async Task<bool> IsThereAsync() => await FindAsync() is not null;

    /// <returns>The command of a runtime that answers, or null.</returns>
    public static async Task<string?> FindAsync() => await SucceedsAsync("docker", ["info"], AnswerTime) ? "docker" : await SucceedsAsync("podman", ["info"], AnswerTime) ? "podman" : null;

    /// <summary>Whether a command of the runtime ends well in time.</summary>
    public static async Task<bool> SucceedsAsync(string command, IReadOnlyList<string> arguments, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start);
            if (process is null)
                return false;

            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(patience);
            using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // No such command.
            return false;
        }
    }
}
