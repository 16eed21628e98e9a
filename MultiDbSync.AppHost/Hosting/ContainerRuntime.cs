using System.ComponentModel;
using System.Diagnostics;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>Whether containers can run here. Without a runtime a container resource would keep all that wait for it waiting for ever.</summary>
internal static class ContainerRuntime
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    public static async Task<bool> IsThereAsync() => await AnswersAsync("docker") || await AnswersAsync("podman");

    private static async Task<bool> AnswersAsync(string command)
    {
        var start = new ProcessStartInfo(command, "info") { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start);
            if (process is null)
                return false;

            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using var limit = new CancellationTokenSource(AnswerTime);
            using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // No such command.
            return false;
        }
    }
}
