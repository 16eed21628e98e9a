namespace MultiDbSync.Api.Hosting;

/// <summary>How often one caller may do what costs something. Above it the answer is 429 with <c>Retry-After</c>.</summary>
public sealed class RateLimits
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "RateLimits";

    /// <summary>Policy of sign-in, registration and setup, by address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Policy of refreshing tokens, by address.</summary>
    public const string Refresh = "refresh";

    /// <summary>Policy of the query tool, by person.</summary>
    public const string Query = "query";

    /// <summary>Policy of sync now and demo runs, by person.</summary>
    public const string SyncNow = "sync-now";

    /// <summary>Policy of adding databases (it tests connections) and of test mails, by person.</summary>
    public const string TestConnection = "test-connection";

    /// <summary>Sign-ins, registrations and setups per minute and address.</summary>
    public int SignInPerMinute { get; set; } = 30;

    /// <summary>Token refreshes per minute and address; the console's server refreshes for everybody.</summary>
    public int RefreshPerMinute { get; set; } = 300;

    /// <summary>Queries per minute and person.</summary>
    public int QueryPerMinute { get; set; } = 120;

    /// <summary>Syncs asked for per minute and person.</summary>
    public int SyncNowPerMinute { get; set; } = 60;

    /// <summary>Databases tried out, and test mails, per minute and person.</summary>
    public int TestConnectionPerMinute { get; set; } = 20;

    /// <summary>Queries at once, over all people.</summary>
    public int ConcurrentQueries { get; set; } = 4;
}
