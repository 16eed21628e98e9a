using System.Text.Json;

namespace MultiDbSync.Api.Features.Query;

/// <summary>Names in one column of the hub store.</summary>
internal static class NameList
{
    public static string ToJson(IReadOnlyList<string> names) => JsonSerializer.Serialize(names);

    public static IReadOnlyList<string> Read(string json) => JsonSerializer.Deserialize<IReadOnlyList<string>>(json) ?? [];
}
