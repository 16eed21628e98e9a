namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>The streams of this process, one for each database, kept while a connector uses it.</summary>
internal sealed class LogicalFeeds
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (LogicalFeed Feed, int Users)> _feeds = new(StringComparer.Ordinal);

    /// <summary>To be given back by <see cref="ReturnAsync"/>.</summary>
    public LogicalFeed Take(PgConnections connections, string node)
    {
        var database = connections.ReplicationString();
        lock (_gate)
        {
            var (feed, users) = _feeds.TryGetValue(database, out var there) ? there : (new LogicalFeed(connections, node), 0);
            _feeds[database] = (feed, users + 1);
            return feed;
        }
    }

    public async ValueTask ReturnAsync(PgConnections connections)
    {
        var database = connections.ReplicationString();
        LogicalFeed? unused = null;
        lock (_gate)
        {
            var (feed, users) = _feeds[database];
            if (users > 1)
            {
                _feeds[database] = (feed, users - 1);
            }
            else
            {
                _feeds.Remove(database);
                unused = feed;
            }
        }

        if (unused is not null) await unused.DisposeAsync();
    }
}
