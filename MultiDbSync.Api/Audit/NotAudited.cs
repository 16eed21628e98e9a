namespace MultiDbSync.Api.Audit;

/// <summary>Metadata of an endpoint that isn't a GET and still leaves no entry in the audit log unless it is refused.</summary>
/// <param name="Reason">Why.</param>
internal sealed record NotAudited(string Reason);
