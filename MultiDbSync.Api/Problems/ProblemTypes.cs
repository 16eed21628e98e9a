namespace MultiDbSync.Api.Problems;

/// <summary>The stable <c>type</c> of each problem that the API answers: <c>urn:multidbsync:problem:</c> and one of these names.</summary>
internal static class ProblemTypes
{
    public const string Prefix = "urn:multidbsync:problem:";

    public const string BadRequest = "bad-request";
    public const string Invalid = "invalid";
    public const string NotSignedIn = "not-signed-in";
    public const string SignInFailed = "sign-in-failed";
    public const string SessionEnded = "session-ended";
    public const string NotAllowed = "not-allowed";
    public const string NotFound = "not-found";
    public const string TooManyRequests = "too-many-requests";
    public const string Unexpected = "unexpected";
    public const string RegistrationClosed = "registration-closed";
    public const string EmailTaken = "email-taken";
    public const string SetupDone = "setup-done";
    public const string SetupTokenWrong = "setup-token-wrong";
    public const string LastAdmin = "last-admin";
    public const string ConflictMoved = "conflict-moved";
    public const string NameTaken = "name-taken";
    public const string SwitchedOff = "switched-off";
    public const string DatabaseUnavailable = "database-unavailable";
    public const string SchemaDiffers = "schema-differs";
    public const string RowsDiffer = "rows-differ";
    public const string RunMoved = "run-moved";
    public const string LastCompleteDatabase = "last-complete-database";
    public const string ModelUnavailable = "model-unavailable";
    public const string QueryRefused = "query-refused";
    public const string QueryBusy = "query-busy";
    public const string MailNotConfigured = "mail-not-configured";
    public const string NoMailAddress = "no-mail-address";

    /// <summary>The type of an answer that only its status code describes.</summary>
    public static string OfStatus(int status) => Prefix + status switch
    {
        StatusCodes.Status401Unauthorized => NotSignedIn,
        StatusCodes.Status403Forbidden => NotAllowed,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status422UnprocessableEntity => Invalid,
        StatusCodes.Status429TooManyRequests => TooManyRequests,
        >= 500 => Unexpected,
        _ => BadRequest,
    };
}
