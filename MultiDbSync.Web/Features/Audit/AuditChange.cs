using System.Text.Json;

namespace MultiDbSync.Web.Features.Audit;

/// <summary>One value of an entry, before and after.</summary>
public sealed record AuditChange(string Name, string? Before, string? After, bool HasBefore)
{
    /// <summary>It is another value now.</summary>
    public bool IsChanged => HasBefore && Before != After;

    /// <summary>Reads both parts of an entry; nested values get a dotted name.</summary>
    public static IReadOnlyList<AuditChange> Of(string? before, string? after)
    {
        var (old, now) = (Values(before), Values(after));
        return [.. old.Keys.Union(now.Keys).Select(name => new AuditChange(name, old.GetValueOrDefault(name), now.GetValueOrDefault(name), old.Count > 0))];
    }

    private static Dictionary<string, string?> Values(string? json)
    {
        var found = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (json is null)
            return found;
        try
        {
            using var document = JsonDocument.Parse(json);
            Collect(document.RootElement, "", found);
        }
        catch (JsonException)
        {
            // Whoever tampered with it may have left anything: it is shown as it is.
            found["text"] = json;
        }

        return found;
    }

    private static void Collect(JsonElement value, string name, Dictionary<string, string?> found)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
                Collect(member.Value, name.Length == 0 ? member.Name : $"{name}.{member.Name}", found);
        }
        else
        {
            found[name] = value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => item.ToString())),
                JsonValueKind.String => value.GetString(),
                _ => value.GetRawText(),
            };
        }
    }
}
