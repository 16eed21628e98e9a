using System.ComponentModel;
using System.Diagnostics;
using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.Servers;

/// <summary>Runs a program to its end.</summary>
internal static class ServerTool
{
    private const int LinesTold = 15;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <param name="account">As whom; null for our own account.</param>
    /// <param name="input">Given to its standard input, which no other account can read.</param>
    /// <exception cref="ClusterException">It failed; tells what it said.</exception>
    public static async Task RunAsync(
        string program, IReadOnlyList<string> arguments, ServerAccount? account, string workingDirectory, string? input, CancellationToken cancellationToken)
    {
        var start = StartInfo(program, arguments, account, workingDirectory);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var process = Process.Start(start) ?? throw new ClusterException($"{program} did not start.");
            using var stop = limit.Token.Register(() => process.Kill(entireProcessTree: true));
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (process.ExitCode != 0)
                throw new ClusterException($"{program} failed with exit code {process.ExitCode}. It said:{Environment.NewLine}{End(await said)}");
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            throw new ClusterException($"{program} did not run: {error.Message}");
        }
    }

    /// <summary>A start as another account, in a folder that it may enter, and in the plain locale.</summary>
    public static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments, ServerAccount? account, string? workingDirectory)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, WorkingDirectory = workingDirectory ?? "" };
        if (account is not null)
            start.UserName = account.Name;
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static string End(string[] said) => string.Join(
        Environment.NewLine, said.SelectMany(text => text.Split('\n')).Select(line => line.TrimEnd()).Where(line => line.Length > 0).TakeLast(LinesTold));
}
