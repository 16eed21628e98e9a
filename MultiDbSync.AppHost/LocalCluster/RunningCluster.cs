using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Servers;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>
/// The parts of one cluster, started in order of health: redis and the sample's servers; then syncworker and api; then web. MailDev and the dashboard come beside
/// them, because their download may take long and nothing waits for it.
/// </summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private static readonly TimeSpan PatienceWithTools = TimeSpan.FromSeconds(15);

    private readonly ClusterConsole _console;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly DataFolder _data;
    private readonly ClusterSecrets _secrets;
    private readonly ServiceSpecs _specs;
    private readonly SampleServers _sample;
    private readonly MailService _mail;
    private readonly DashboardService _dashboard;
    private readonly ProcessGroup _processes;
    private readonly ClusterFile _file;
    private readonly CancellationTokenSource _stopping = new();
    private Task _tools = Task.CompletedTask;
    private string? _adminSetupUrl;
    private volatile bool _healthy;

    /// <exception cref="ClusterException">The data folder is in use or not ours.</exception>
    public RunningCluster(ClusterOptions options, ClusterConsole console, HttpClient http, TimeProvider time)
    {
        var tools = Path.Combine(Repository.Artifacts, "tools");
        _console = console;
        _http = http;
        _time = time;
        _data = DataFolder.Open(options.Data, options.Reset);
        var servers = _data.ChooseSample(options.Databases) == SampleKind.Servers;
        var ports = ClusterPorts.Choose(options.AnyPorts, servers, (name, usual, port) => console.Warn("cluster", $"port {usual} is taken: {name} uses {port}"));
        _secrets = new ClusterSecrets(_data.Path);
        _mail = new MailService(options.MailFolder, ports, _data, tools, console, http);
        _dashboard = new DashboardService(options.Dashboard, ports, tools, console, http);
        _sample = new SampleServers(servers, ports, _data, _secrets, console);
        _specs = new ServiceSpecs(ports, _data, _secrets, _dashboard.Telemetry);
        _file = new ClusterFile(options.ClusterFile);
        _processes = new ProcessGroup(console, time, Publish);
    }

    public string ApiAddress => _specs.ApiAddress;

    public string WebAddress => _specs.WebAddress;

    public string OperatorKey => _secrets.OperatorKey();

    /// <returns>Once every service is healthy and the cluster is described in its file.</returns>
    /// <exception cref="ClusterException">A service does not get healthy.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var mail = _mail.StartAsync(_processes, _stopping.Token);
        var dashboard = _dashboard.StartAsync(_processes, _stopping.Token);
        _tools = Task.WhenAll(mail, dashboard);
        await StartServicesAsync(cancellationToken);

        _tools = FinishToolsAsync(mail, dashboard);
        if (await Task.WhenAny(_tools, Task.Delay(PatienceWithTools, _time, cancellationToken)) == _tools)
            await _tools;
        cancellationToken.ThrowIfCancellationRequested();

        _adminSetupUrl = await FirstAdmin.SetupUrlAsync(_http, ApiAddress, WebAddress, _secrets.SetupToken(), cancellationToken);
        if (_adminSetupUrl is null)
            _secrets.ForgetSetupToken();
        _healthy = true;
        Publish();
        ShowAddresses();
    }

    public async ValueTask DisposeAsync()
    {
        _file.RemoveIfOf(Environment.ProcessId);
        _healthy = false;
        _console.Line("cluster", "stopping");
        await _stopping.CancelAsync();
        await _processes.StopAllAsync();
        await _tools.ContinueWith(_ => { }, TaskScheduler.Default);
        await _processes.StopAllAsync();
        _data.Dispose();
        _stopping.Dispose();
    }

    private async Task StartServicesAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            _processes.StartAsync(_specs.Redis(), token => Readiness.RedisAsync(_specs.RedisPort, token), cancellationToken),
            _sample.StartAsync(_processes, cancellationToken));
        await Task.WhenAll(
            _processes.StartAsync(_specs.SyncWorker(_mail.Connection, _sample.Variables), Healthy(_specs.SyncWorkerAddress), cancellationToken),
            _processes.StartAsync(_specs.Api(), Healthy(_specs.ApiAddress), cancellationToken));
        await _processes.StartAsync(_specs.Web(), Healthy(_specs.WebAddress), cancellationToken);
    }

    private async Task FinishToolsAsync(Task<bool> mail, Task dashboard)
    {
        if (!await mail)
            await _processes.ReplaceAsync(_specs.SyncWorker(_mail.Connection, _sample.Variables), Healthy(_specs.SyncWorkerAddress), _stopping.Token);
        Publish();
        await dashboard;
        Publish();
    }

    private Func<CancellationToken, Task<bool>> Healthy(string address) => token => Readiness.HttpAsync(_http, $"{address}/health", token);

    private void Publish()
    {
        if (!_healthy)
            return;

        _file.Write(new ClusterDescription
        {
            Web = _specs.WebAddress,
            Api = _specs.ApiAddress,
            Mail = _mail.Inbox,
            Smtp = _mail.Connection,
            Dashboard = _dashboard.Address,
            Databases = _sample.Connections,
            Hub = _data.HubConnection,
            AdminSetupUrl = _adminSetupUrl,
            Redis = _specs.RedisConnection,
            Data = _data.Path,
            OperatorKeyFile = _secrets.OperatorKeyFile,
            Pids = new Dictionary<string, int>(_processes.Pids) { [ClusterPids.AppHost] = Environment.ProcessId },
        });
    }

    private void ShowAddresses()
    {
        List<(string, string)> rows =
        [
            ("Console", _specs.WebAddress),
            ("API", $"{_specs.ApiAddress}/scalar"),
            ("Mail", _mail.Inbox + (_tools.IsCompleted ? "" : " (on its way)")),
            ("Dashboard", _dashboard.Address ?? _dashboard.WhyNot),
            ("Databases", _sample.Location),
        ];
        if (_adminSetupUrl is not null)
            rows.Add(("First administrator", _adminSetupUrl));
        _console.Table("MultiDbSync is running. Ctrl+C stops it.", rows);
    }
}
