using System.Net;
using System.Text.Json;

namespace MultiDbSync.Web.Api;

/// <summary>The API refused or did not answer. The message is fit to be shown.</summary>
public sealed class ApiException : Exception
{
    private readonly IReadOnlyDictionary<string, JsonElement>? _extensions;

    /// <summary>Creates the exception.</summary>
    public ApiException(string message, HttpStatusCode? status = null, string? type = null, Exception? inner = null, IReadOnlyDictionary<string, JsonElement>? extensions = null,
        IReadOnlyDictionary<string, string>? errors = null)
        : base(message, inner)
    {
        Status = status;
        Type = type;
        _extensions = extensions;
        Errors = errors ?? new Dictionary<string, string>();
    }

    /// <summary>The HTTP status, or null when there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The last segment of the problem's stable type, for instance <c>conflict-moved</c>.</summary>
    public string? Type { get; }

    /// <summary>What is wrong, by the field of the request; empty when the problem names none.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; }

    /// <summary>What the problem carries under a name, or null.</summary>
    public T? Read<T>(string name)
        where T : class => _extensions is not null && _extensions.TryGetValue(name, out var value) ? value.Deserialize<T>(ApiClient.Json) : null;

    /// <summary>A number that the problem carries under a name, or null.</summary>
    public int? Number(string name) => _extensions is not null && _extensions.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
