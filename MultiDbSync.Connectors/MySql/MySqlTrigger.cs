namespace MultiDbSync.Connectors.MySql;

/// <summary>A trigger of ours. Its name holds a hash of all that it does, so that another content is another trigger.</summary>
/// <param name="Table">The bare name.</param>
/// <param name="Event"><c>INSERT</c>, <c>UPDATE</c> or <c>DELETE</c>; always AFTER.</param>
internal sealed record MySqlTrigger(string Name, string Table, string Event, string Body);
