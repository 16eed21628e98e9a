using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MultiDbSync.Contracts.Realtime;

namespace MultiDbSync.Api.Audit;

/// <summary>
/// What an entry holds of how something was or is. Its authors leave secrets out; what has the name or the look of one is masked all the same.
/// </summary>
internal static partial class AuditJson
{
    public const string Mask = "•••";

    private const int Longest = 8 * 1024;

    public static string? Of(object? value)
    {
        if (value is null) return null;
        var node = JsonSerializer.SerializeToNode(value, WireJson.Options);
        Hide(node);
        var text = node?.ToJsonString(WireJson.Options);
        return text is { Length: > Longest } ? $$"""{"leftOut":"{{text.Length}} characters"}""" : text;
    }

    private static void Hide(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
                if (Hidden(list[i]) is { } mask) list[i] = mask;
                else Hide(list[i]);
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
                if (value is not null && (SecretName().IsMatch(name) || Hidden(value) is not null)) members[name] = Mask;
                else Hide(value);
        }
    }

    private static string? Hidden(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String && SecretText().IsMatch(node.GetValue<string>()) ? Mask : null;

    [GeneratedRegex("password|passphrase|secret|token|api-?key|connectionString", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // Of connection strings and addresses with a sign-in.
    [GeneratedRegex(@"(password|pwd)\s*=|://[^/\s@]*:[^/\s@]*@", RegexOptions.IgnoreCase)]
    private static partial Regex SecretText();
}
