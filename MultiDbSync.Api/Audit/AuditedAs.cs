namespace MultiDbSync.Api.Audit;

/// <summary>Metadata of an endpoint whose calls are kept in the audit log.</summary>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="Subject">What it acts on; route values in braces, such as <c>database {name}</c>.</param>
internal sealed record AuditedAs(string Action, string Subject)
{
    public string SubjectOf(RouteValueDictionary values) =>
        values.Aggregate(Subject, (text, value) => text.Replace($"{{{value.Key}}}", value.Value?.ToString(), StringComparison.Ordinal));
}
