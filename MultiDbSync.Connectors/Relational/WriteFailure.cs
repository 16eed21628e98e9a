namespace MultiDbSync.Connectors.Relational;

/// <summary>Why a part of the rows could not be written.</summary>
/// <param name="Message">Without values.</param>
internal sealed record WriteFailure(RelationalErrorKind Kind, string Message);
