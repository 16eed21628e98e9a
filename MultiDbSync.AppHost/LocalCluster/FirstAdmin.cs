using System.Net.Http.Json;
using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>The one-time link by which the first administrator is made, while there is none.</summary>
internal sealed class FirstAdmin(HttpClient http, ClusterSecrets secrets)
{
    public async Task<string?> SetupUrlAsync(string api, string web, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"{api}/api/auth/setup", cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new ClusterException($"{api}/api/auth/setup was answered with {(int)response.StatusCode}.");

        if ((await response.Content.ReadFromJsonAsync<Status>(cancellationToken))?.Needed is true)
            return $"{web}/setup?token={secrets.SetupToken()}";

        secrets.ForgetSetupToken();
        return null;
    }

    private sealed record Status(bool Needed);
}
