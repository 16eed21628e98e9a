using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.InMemory;

internal sealed class InMemoryInstaller(InMemoryDatabase database, string node) : ICaptureInstaller
{
    public Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (database.Sets.Values.FirstOrDefault(s => s.Hub != installation.Hub) is not null)
                throw new ConnectorException(ConnectorErrorClass.Permanent, node, $"{node} belongs to another hub. Remove it there first.");
            foreach (var table in installation.Sets.SelectMany(s => s.Tables))
            {
                if (!database.Tables.ContainsKey(table.Name)) throw new ConnectorException(ConnectorErrorClass.Schema, node, $"Table {table.Name} is missing on {node}.");
                if (table.Key.Count == 0) throw new ConnectorException(ConnectorErrorClass.Schema, node, $"Table {table.Name} has no key. Give it a primary key.");
            }

            foreach (var wanted in installation.Sets)
            {
                if (!database.Sets.TryGetValue(wanted.SyncSet, out var set))
                {
                    set = new InMemorySet(installation.Hub, installation.Incarnation, wanted.StartPosition);
                    database.Sets.Add(wanted.SyncSet, set);
                }

                set.Tables.Clear();
                foreach (var table in wanted.Tables) set.Tables[table.Name] = table;
            }

            foreach (var gone in database.Sets.Keys.Except(installation.Sets.Select(s => s.SyncSet)).ToList()) database.Sets.Remove(gone);
        }

        return Task.CompletedTask;
    }

    public Task<CaptureCheck> CheckAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var missing = installation.Sets.SelectMany(s => s.Tables.Select(t => (s.SyncSet, t.Name)))
                .Where(t => !database.Sets.TryGetValue(t.SyncSet, out var set) || !set.Tables.ContainsKey(t.Name))
                .Select(t => t.Name);
            return Task.FromResult(new CaptureCheck(database.Sets.Count > 0, database.Sets.Values.FirstOrDefault()?.Hub, [.. missing]));
        }
    }

    public Task UninstallAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            database.Sets.Clear();
            database.Log.Clear();
        }

        return Task.CompletedTask;
    }
}
