using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Features.Home;

namespace MultiDbSync.Web.Realtime;

/// <summary>The newest known status of one circuit: read once, then kept fresh by pushes.</summary>
internal sealed class LiveStatus : IDisposable
{
    private const int RunsKept = 20;
    private static readonly TimeSpan ReadAtMostEvery = TimeSpan.FromSeconds(1);
    private readonly SyncFeed _feed;
    private readonly StatusClient _client;
    private readonly Pace _read;

    public LiveStatus(SyncFeed feed, StatusClient client, TimeProvider clock)
    {
        _feed = feed;
        _client = client;
        _read = new Pace(clock, ReadAtMostEvery, () => LoadAsync(CancellationToken.None));
        feed.Received += Apply;
        feed.Restored += _read.Request;
    }

    public event Action? Changed;

    public SyncStatus? Status { get; private set; }

    public string? Error { get; private set; }

    public int OpenConflicts { get; private set; }

    public IReadOnlyList<RunSummary> Runs { get; private set; } = [];

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            Take(await _client.GetAsync(cancellationToken));
        }
        catch (ApiException e)
        {
            Error = e.Message;
        }

        Changed?.Invoke();
    }

    public void Apply(SyncEvent received)
    {
        switch (received.Kind)
        {
            case SyncEventKind.Status when received.Status is { } status:
                Take(status);
                break;
            case SyncEventKind.Status or SyncEventKind.Configuration or SyncEventKind.Alert:
                _read.Request();
                break;
            case SyncEventKind.Conflict:
                OpenConflicts = received.OpenConflicts ?? OpenConflicts;
                _read.Request();
                break;
            case SyncEventKind.Run when received.Run is { } run:
                Merge(run);
                break;
            default:
                return;
        }

        Changed?.Invoke();
    }

    public void Merge(RunSummary run) =>
        Runs = [.. Runs.Where(known => known.Id != run.Id).Append(run).OrderByDescending(known => known.Id).Take(RunsKept)];

    public void Dispose()
    {
        _feed.Received -= Apply;
        _feed.Restored -= _read.Request;
        _read.Dispose();
    }

    private void Take(SyncStatus status)
    {
        Status = status;
        Error = null;
        OpenConflicts = status.OpenConflicts;
        Runs = [.. status.RecentRuns.OrderByDescending(run => run.Id).Take(RunsKept)];
    }
}
