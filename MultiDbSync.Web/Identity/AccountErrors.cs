using System.Net;

namespace MultiDbSync.Web.Identity;

/// <summary>What a person is told when a sign-in form was refused. Wrong password and unknown account read the same.</summary>
internal static class AccountErrors
{
    public const string WrongPassword = "E-mail address or password is wrong.";
    public const string TooMany = "Too many attempts. Wait a minute, then try again.";
    public const string PasswordsDiffer = "The two passwords differ.";

    public static string Text(HttpStatusCode status, string path, string detail) => status switch
    {
        HttpStatusCode.TooManyRequests => TooMany,
        HttpStatusCode.Locked => TooMany,
        HttpStatusCode.Unauthorized when path.EndsWith("login", StringComparison.Ordinal) => WrongPassword,
        _ => detail,
    };
}
