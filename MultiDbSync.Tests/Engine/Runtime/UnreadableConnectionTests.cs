using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Engine.Runtime;

public sealed class UnreadableConnectionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task DatabaseWithoutItsKey_SaysSo_OthersGoOn_AndItComesBackWithTheKeys()
    {
        await using var engine = await EngineBench.CreateAsync();
        await engine.ChangeAsync(async db =>
        {
            var node = await db.Nodes.SingleAsync(n => n.Name == "n1", TestContext.Current.CancellationToken);
            node.ConnectionString = engine.Store.Connections.Protect("n1");
        });
        var keys = Path.Combine(Path.GetDirectoryName(engine.Store.File)!, "keys");
        Directory.Move(keys, keys + ".away");
        await engine.StartAsync(["n0", "n2"]);
        engine.Insert("n0", 1, 1, 1);
        await Eventually.TrueAsync(() => engine.Holds("n2", 1, 1, 1), Limit);
        var (state, message) = await StateAsync(engine);
        Assert.Equal(nameof(DatabaseState.Attention), state);
        Assert.Contains("key ring", message, StringComparison.Ordinal);

        Directory.Move(keys + ".away", keys);
        await Eventually.TrueAsync(() => engine.Holds("n1", 1, 1, 1), Limit);
        await Eventually.TrueAsync(async () => (await StateAsync(engine)).State == nameof(DatabaseState.Online), Limit);
    }

    private static Task<(string State, string? Message)> StateAsync(EngineBench engine) => engine.QueryAsync(async db =>
    {
        var node = await db.Nodes.AsNoTracking().SingleAsync(n => n.Name == "n1", TestContext.Current.CancellationToken);
        return (node.State, node.Message);
    });
}
