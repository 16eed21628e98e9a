namespace MultiDbSync.Web.Identity;

/// <summary>What a refresh came to. Neither a token nor a refusal: the API did not answer.</summary>
internal sealed record RefreshOutcome(SessionToken? Token, bool Refused);
