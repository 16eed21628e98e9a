namespace MultiDbSync.Web.Api;

/// <summary>Data on its way to a page. A failed refresh keeps what was there and adds the error.</summary>
public sealed class Loaded<T>
    where T : class
{
    private int _reads;

    /// <summary>What was read last.</summary>
    public T? Value { get; set; }

    /// <summary>Why the last read failed, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>Nothing to show yet.</summary>
    public bool IsLoading => Value is null && Error is null;

    /// <summary>Forgets everything, for instance because the page now shows something else.</summary>
    public void Clear()
    {
        Value = null;
        Error = null;
    }

    /// <summary>Reads. When a later read was begun meanwhile, this one's answer is dropped.</summary>
    public async Task ReadAsync(Func<Task<T>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var mine = ++_reads;
        try
        {
            var value = await read();
            if (mine == _reads)
                (Value, Error) = (value, null);
        }
        catch (ApiException e)
        {
            if (mine == _reads)
                Error = e.Message;
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }
}
