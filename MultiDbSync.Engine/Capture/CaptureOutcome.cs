using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Engine.Capture;

/// <summary>What one capture step did.</summary>
/// <param name="Entries">Entries read, markers included.</param>
/// <param name="Complete">The read saw everything that was visible.</param>
internal sealed record CaptureOutcome(int Entries, CommitResult Result, bool Complete);
