namespace MultiDbSync.Contracts.DeadLetters;

/// <summary>What is being tried again.</summary>
/// <param name="Rows">How many refused rows matched.</param>
/// <param name="SyncSets">The sync sets whose waiting rows are tried now.</param>
public sealed record ReplayDeadLettersResponse(int Rows, IReadOnlyList<string> SyncSets);
