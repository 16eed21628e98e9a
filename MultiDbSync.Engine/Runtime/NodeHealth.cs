using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Metrics;

namespace MultiDbSync.Engine.Runtime;

/// <summary>What a node's loops know of it. Written by them, read by the status reporter.</summary>
internal sealed class NodeHealth
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SetProgress> _sets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private DatabaseState _state = DatabaseState.Unknown;
    private string? _message;
    private string? _resting;
    private DateTimeOffset? _seenAt;
    private long _captured;
    private long _applied;
    private long _errors;
    private long _reads;

    public long Captured => Interlocked.Read(ref _captured);

    public long Applied => Interlocked.Read(ref _applied);

    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>Complete reads of the node's change log so far.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>Why tables rest, or null.</summary>
    public string? Resting
    {
        get
        {
            lock (_gate) return _resting;
        }
    }

    /// <summary>What its loops did, by sync set.</summary>
    public NodeFigures Figures { get; } = new();

    public void WasRead() => Interlocked.Increment(ref _reads);

    /// <summary>A loop reached the node.</summary>
    public void Online(string loop, DateTimeOffset now)
    {
        lock (_gate)
        {
            _seenAt = now;
            _failing.Remove(loop);
            if (_state == DatabaseState.Attention || _failing.Count > 0) return;
            if (_state != DatabaseState.Online) _message = null;
            _state = DatabaseState.Online;
        }
    }

    /// <summary>A loop failed; the node is offline until every loop is well.</summary>
    public void Offline(string loop, string message)
    {
        Interlocked.Increment(ref _errors);
        lock (_gate)
        {
            _failing.Add(loop);
            if (_state != DatabaseState.Attention) (_state, _message) = (DatabaseState.Offline, message);
        }
    }

    /// <summary>Something to know that does not change the state.</summary>
    public void Note(string message)
    {
        lock (_gate)
        {
            if (_state == DatabaseState.Online) _message = message;
        }
    }

    /// <summary>Needs a person; stays so until the loops start anew.</summary>
    public void Attention(string message)
    {
        lock (_gate) (_state, _message) = (DatabaseState.Attention, message);
    }

    /// <summary>Tables that rest, with the reasons: needs a person for as long as there are any.</summary>
    public void Rest(IReadOnlyList<string> tables)
    {
        lock (_gate) _resting = tables.Count == 0 ? null : string.Join(' ', tables);
    }

    public void Progress(string syncSet, long applied, int deferred)
    {
        lock (_gate) _sets[syncSet] = new SetProgress(applied, deferred);
    }

    public void Count(int captured, int applied)
    {
        Interlocked.Add(ref _captured, captured);
        Interlocked.Add(ref _applied, applied);
    }

    public (DatabaseState State, string? Message, DateTimeOffset? SeenAt, IReadOnlyDictionary<string, SetProgress> Sets) Read()
    {
        lock (_gate)
        {
            var sets = new Dictionary<string, SetProgress>(_sets, StringComparer.Ordinal);
            if (_resting is null || _state is not (DatabaseState.Online or DatabaseState.Attention)) return (_state, _message, _seenAt, sets);
            return (DatabaseState.Attention, _state == DatabaseState.Attention ? $"{_resting} {_message}" : _resting, _seenAt, sets);
        }
    }

    /// <summary>How far a node is in a sync set.</summary>
    internal sealed record SetProgress(long Applied, int Deferred);
}
