using MultiDbSync.Contracts.Query;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Query;

/// <summary>One statement on one or several databases, each of which answers or fails by itself.</summary>
public sealed class QueryWork : IDisposable
{
    // The API runs four at once for all people: one stays free for others.
    private const int AtOnce = 3;

    private readonly QueryClient _client;
    private CancellationTokenSource? _running;

    internal QueryWork(QueryClient client) => _client = client;

    /// <summary>By database, in the order of the choice.</summary>
    public IReadOnlyList<DatabaseAnswer> Answers { get; private set; } = [];

    /// <summary>The statement that <see cref="Answers"/> belong to.</summary>
    public string Sql { get; private set; } = "";

    /// <summary>The cap that it ran with.</summary>
    public int MaxRows { get; private set; }

    /// <summary>Plans were asked for, no rows.</summary>
    public bool IsPlan { get; private set; }

    /// <summary>Not all have answered.</summary>
    public bool IsRunning => _running is not null;

    /// <summary>The rows of those that returned some, so far.</summary>
    public IReadOnlyList<QueryResponse> Results => [.. Answers.Select(a => a.Result).OfType<QueryResponse>()];

    /// <summary>Runs a statement; <paramref name="changed"/> is called with each answer.</summary>
    public Task RunAsync(IReadOnlyList<string> databases, string sql, int maxRows, Action changed)
    {
        ArgumentNullException.ThrowIfNull(databases);
        var run = Guid.NewGuid();
        (MaxRows, IsPlan) = (maxRows, false);
        return AskAsync(databases, sql, async (answer, cancellationToken) =>
            answer.Result = await _client.RunAsync(new RunQueryRequest(answer.Database, sql, maxRows, run), cancellationToken), changed);
    }

    /// <summary>Asks for plans.</summary>
    public Task ExplainAsync(IReadOnlyList<string> databases, string sql, Action changed)
    {
        ArgumentNullException.ThrowIfNull(databases);
        IsPlan = true;
        return AskAsync(databases, sql, async (answer, cancellationToken) =>
            answer.Plan = await _client.ExplainAsync(new ExplainQueryRequest(answer.Database, sql), cancellationToken), changed);
    }

    /// <summary>Ends what runs, here and at the databases.</summary>
    public async Task CancelAsync() => await (_running?.CancelAsync() ?? Task.CompletedTask);

    /// <inheritdoc />
    public void Dispose() => _running?.Cancel();

    private async Task AskAsync(IReadOnlyList<string> databases, string sql, Func<DatabaseAnswer, CancellationToken, Task> ask, Action changed)
    {
        if (IsRunning)
            return;
        using var running = _running = new CancellationTokenSource();
        using var slots = new SemaphoreSlim(AtOnce);
        (Sql, Answers) = (sql, [.. databases.Select(d => new DatabaseAnswer(d))]);
        try
        {
            await Task.WhenAll(Answers.Select(answer => OneAsync(answer, ask, slots, changed, running.Token)));
        }
        finally
        {
            _running = null;
        }
    }

    private static async Task OneAsync(DatabaseAnswer answer, Func<DatabaseAnswer, CancellationToken, Task> ask, SemaphoreSlim slots, Action changed, CancellationToken cancellationToken)
    {
        try
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                await ask(answer, cancellationToken);
            }
            finally
            {
                slots.Release();
            }
        }
        catch (ApiException e)
        {
            answer.Failure = QueryFailure.Of(e);
        }
        catch (OperationCanceledException)
        {
            answer.IsCancelled = true;
        }

        changed();
    }
}
