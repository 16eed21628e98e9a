using System.Net.Http.Json;

namespace MultiDbSync.AppHost.Cluster;

/// <summary>The one-time link by which the first administrator is made, while there is none.</summary>
internal static class FirstAdmin
{
    /// <returns>Null where there is an administrator.</returns>
    /// <exception cref="ClusterException">The API refused to say.</exception>
    public static async Task<string?> SetupUrlAsync(HttpClient http, string api, string web, string token, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"{api}/api/auth/setup", cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new ClusterException($"{api}/api/auth/setup was answered with {(int)response.StatusCode}.");

        var status = await response.Content.ReadFromJsonAsync<Status>(cancellationToken);
        return status?.Needed is true ? $"{web}/setup?token={token}" : null;
    }

    private sealed record Status(bool Needed);
}
