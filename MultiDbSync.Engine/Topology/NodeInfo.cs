namespace MultiDbSync.Engine.Topology;

/// <summary>A database that takes part.</summary>
/// <param name="ConnectionString">As the store keeps it, until a connector is made of it.</param>
/// <param name="Priority">Higher wins ties.</param>
public sealed record NodeInfo(string Name, string Make, string ConnectionString, int Priority = 0)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => $"{nameof(NodeInfo)} {{ {nameof(Name)} = {Name}, {nameof(Make)} = {Make}, {nameof(Priority)} = {Priority} }}";
}
