using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;
using MultiDbSync.AppHost.Servers;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>The real processes, started by the AppHost's local cluster in a folder of their own on any free ports.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly TemporaryFolder _folder;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ClusterFile _file;

    private TestCluster(Process process, TemporaryFolder folder)
    {
        _process = process;
        _folder = folder;
        _file = new ClusterFile(folder.File("cluster.json"));
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
    }

    /// <summary>Addresses, connections and process ids of now: a process that was restarted has another id.</summary>
    public ClusterDescription Description => _file.Read() ?? throw new InvalidOperationException($"No cluster runs.{Environment.NewLine}{Output}");

    /// <summary>The key of role Operator for the header <c>X-Api-Key</c>.</summary>
    public string OperatorKey => File.ReadAllText(Description.OperatorKeyFile).Trim();

    /// <summary>Mails as .eml files.</summary>
    public string MailFolder => Path.Combine(_folder.Path, "data", "mail");

    public string Output => string.Join(Environment.NewLine, _output);

    public bool HasFile => File.Exists(_file.Path);

    /// <summary>Waits until every service is healthy.</summary>
    /// <param name="servers">Whether the sample's databases are on servers.</param>
    /// <param name="variables">Given to the AppHost, which hands them on to what it starts.</param>
    public static async Task<TestCluster> StartAsync(bool servers = false, IReadOnlyDictionary<string, string>? variables = null)
    {
        var folder = new TemporaryFolder();
        if (servers)
            LetServersPass(folder.Path);
        string[] all =
        [
            Repository.AssemblyOf("MultiDbSync.AppHost", AppContext.BaseDirectory, "MultiDbSync.Tests"),
            "--no-dashboard", "--mail-folder", "--ports", "auto", "--data", folder.File("data"), "--cluster-file", folder.File("cluster.json"),
            "--databases", servers ? SampleKind.Servers : SampleKind.Simulated,
        ];
        var start = new ProcessStartInfo(SelfCommand.Dotnet, all) { RedirectStandardOutput = true, RedirectStandardError = true };
        ParentLifetime.Watch(start);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var cluster = new TestCluster(new Process { StartInfo = start }, folder);
        cluster._process.Start();
        cluster._process.BeginOutputReadLine();
        cluster._process.BeginErrorReadLine();
        try
        {
            await Eventually.TrueAsync(() => cluster.HasFile || cluster._process.HasExited, TimeToStart, () => cluster.Output, "the cluster is healthy");
            _ = cluster.Description;
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends a process of the cluster at once, as a crash would; the cluster starts it again.</summary>
    /// <returns>The id that it had, once it is gone.</returns>
    public async Task<int> KillAsync(string resource)
    {
        var pid = Description.Pids[resource];
        using (var victim = Process.GetProcessById(pid))
            victim.Kill();
        await Eventually.TrueAsync(() => !ProcessTable.Lives(pid), TimeToStop, what: $"{resource} ({pid}) is dead");
        return pid;
    }

    /// <summary>Waits until a process that was killed runs under another id.</summary>
    public Task RestartedAsync(string resource, int killed) => Eventually.TrueAsync(
        () => Description.Pids.GetValueOrDefault(resource, killed) != killed, TimeToStart, () => Output, $"{resource} ({killed}) was started again");

    /// <summary>While the AppHost is stopped in its tracks, nothing that was killed is started again; it goes on when the returned value is disposed of.</summary>
    public IDisposable SuspendAppHost()
    {
        Signal("STOP");
        return new Suspension(this);
    }

    /// <summary>Kills the AppHost itself, which then can't stop anything.</summary>
    public void KillAppHost() => _process.Kill();

    /// <summary>The process id of a database server that runs from installed programs; null where it runs in a container.</summary>
    public int? ServerPid(string resource)
    {
        var data = Path.Combine(Description.Data, "servers", resource, "data");
        var file = new[] { "postmaster.pid", "server.pid" }.Select(name => Path.Combine(data, name)).FirstOrDefault(File.Exists);
        return file is null ? null : int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture);
    }

    /// <summary>Sends the polite signal that service managers send.</summary>
    public async Task<int> TerminateAsync()
    {
        Signal("TERM");
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeToStop);
        return _process.ExitCode;
    }

    /// <summary>Servers of root's cluster run as other accounts, which may not enter a private folder.</summary>
    private static void LetServersPass(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.StandardInput.Close();
                await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeToStop);
            }
        }
        finally
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
            _process.Dispose();
            _folder.Dispose();
        }
    }

    private sealed class Suspension(TestCluster cluster) : IDisposable
    {
        public void Dispose() => cluster.Signal("CONT");
    }
}
