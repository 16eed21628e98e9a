using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>Transactions that have arrived and are not confirmed yet, in commit order. The reader of the stream waits while it is full.</summary>
internal sealed class LogicalBuffer(int mostRows)
{
    private readonly Lock _gate = new();
    private readonly Queue<LogicalTransaction> _transactions = [];
    private TaskCompletionSource _moved = NewSignal();
    private readonly Dictionary<string, NpgsqlLogSequenceNumber?> _fences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NpgsqlLogSequenceNumber> _emptied = new(StringComparer.Ordinal);
    private NpgsqlLogSequenceNumber _last;
    private int _rows;
    private Exception? _failure;

    /// <summary>Whole transactions up to about <paramref name="limit"/> rows and committed before a place, and whether those are all.</summary>
    /// <param name="before">Null: all that have arrived.</param>
    public (IReadOnlyList<LogicalTransaction> Transactions, bool All) Peek(int limit, NpgsqlLogSequenceNumber? before)
    {
        lock (_gate)
        {
            var taken = new List<LogicalTransaction>();
            var rows = 0;
            foreach (var transaction in _transactions)
            {
                if (transaction.Commit > before) break;
                if (rows >= limit) return (taken, false);
                taken.Add(transaction);
                rows += transaction.Rows.Count;
            }

            return (taken, true);
        }
    }

    /// <summary>All that have arrived and are not confirmed.</summary>
    public IReadOnlyList<LogicalTransaction> Waiting()
    {
        lock (_gate) return [.. _transactions];
    }

    /// <summary>Whether a set was emptied after a transaction, to be loaded anew.</summary>
    public bool IsVoid(string syncSet, LogicalTransaction transaction)
    {
        lock (_gate) return _emptied.TryGetValue(syncSet, out var place) && transaction.Commit < place;
    }

    /// <summary>Drops transactions up to a place. Returns false when they are not there: a new stream has begun since they were read.</summary>
    public bool Confirm(NpgsqlLogSequenceNumber end)
    {
        lock (_gate)
        {
            if (!_transactions.TryPeek(out var first) || first.End > end) return false;
            while (_transactions.TryPeek(out first) && first.End <= end) _rows -= _transactions.Dequeue().Rows.Count;
            Move();
            return true;
        }
    }

    /// <summary>Adds a transaction; returns when there is room for the next one.</summary>
    public async Task AddAsync(LogicalTransaction transaction, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _transactions.Enqueue(transaction);
            _last = transaction.End;
            if (transaction.Emptied is { } syncSet) _emptied[syncSet] = transaction.Commit;
            _rows += transaction.Rows.Count;
            Move();
        }

        while (Full() is { } room) await room.WaitAsync(cancellationToken);
    }

    /// <summary>A fence will be written.</summary>
    public void Expect(string fence)
    {
        lock (_gate) _fences[fence] = null;
    }

    /// <summary>Nobody waits for a fence any more.</summary>
    public void Forget(string fence)
    {
        lock (_gate) _fences.Remove(fence);
    }

    /// <summary>The stream has passed a fence. True when nothing is waiting, so that its place may be confirmed.</summary>
    public bool Pass(string fence, NpgsqlLogSequenceNumber place)
    {
        lock (_gate)
        {
            if (_fences.ContainsKey(fence)) _fences[fence] = place;
            Move();
            return _transactions.Count == 0;
        }
    }

    /// <summary>The stream has ended.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure = failure;
            Move();
        }
    }

    /// <summary>Waits until something has arrived that ends after a place.</summary>
    public async Task ArriveAsync(NpgsqlLogSequenceNumber after, CancellationToken cancellationToken)
    {
        while (WaitingFor(() => _last <= after) is { } moved) await moved.WaitAsync(cancellationToken);
    }

    /// <summary>Waits until the stream has passed the fence and tells its place; null when the buffer filled up before.</summary>
    public async Task<NpgsqlLogSequenceNumber?> ReachAsync(string fence, CancellationToken cancellationToken)
    {
        while (WaitingFor(() => _fences[fence] is null && _rows < mostRows) is { } moved) await moved.WaitAsync(cancellationToken);
        lock (_gate) return _fences[fence];
    }

    private Task? WaitingFor(Func<bool> condition)
    {
        lock (_gate)
        {
            if (_failure is not null) throw new LogicalStreamEndedException(_failure);
            return condition() ? _moved.Task : null;
        }
    }

    // One transaction may be larger than the buffer: it is taken whole, and nothing after it.
    private Task? Full()
    {
        lock (_gate) return _rows >= mostRows ? _moved.Task : null;
    }

    private void Move()
    {
        var moved = _moved;
        _moved = NewSignal();
        moved.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
