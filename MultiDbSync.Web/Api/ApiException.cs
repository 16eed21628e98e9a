using System.Net;

namespace MultiDbSync.Web.Api;

/// <summary>The API refused or did not answer. The message is fit to be shown.</summary>
public sealed class ApiException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ApiException(string message, HttpStatusCode? status = null, string? type = null, Exception? inner = null)
        : base(message, inner)
    {
        Status = status;
        Type = type;
    }

    /// <summary>The HTTP status, or null when there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The last segment of the problem's stable type, for instance <c>conflict-moved</c>.</summary>
    public string? Type { get; }
}
