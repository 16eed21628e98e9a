using System.Net.Http.Json;

namespace MultiDbSync.AppHost.Cluster;

/// <summary>Asks a running cluster for demo traffic and demo conflicts, and follows the run to its end.</summary>
internal sealed class DemoClient(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <param name="progress">Is told each new state of the run.</param>
    /// <exception cref="ClusterException">The API refused, failed or took too long.</exception>
    public async Task<DemoRun> RunAsync(string api, string operatorKey, Action<DemoRun> progress, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + Limit;
        var run = await SendAsync(HttpMethod.Post, $"{api}/api/demo", operatorKey, cancellationToken);
        progress(run);
        while (run.FinishedAt is null)
        {
            if (time.GetUtcNow() > deadline)
                throw new ClusterException($"The demo run {run.Id} was still {run.Status} ({run.Percent} %) after {Limit.TotalMinutes:0} minutes.");
            await Task.Delay(Pause, time, cancellationToken);
            var now = await SendAsync(HttpMethod.Get, $"{api}/api/runs/{run.Id}", operatorKey, cancellationToken);
            if (now != run)
                progress(now);
            run = now;
        }

        return run;
    }

    private async Task<DemoRun> SendAsync(HttpMethod method, string address, string operatorKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("X-Api-Key", operatorKey);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new ClusterException($"{method} {address} was answered with {(int)response.StatusCode} {response.ReasonPhrase}.");
            return await response.Content.ReadFromJsonAsync<DemoRun>(cancellationToken)
                ?? throw new ClusterException($"{method} {address} was answered with nothing.");
        }
        catch (HttpRequestException error)
        {
            throw new ClusterException($"{method} {address} failed: {error.Message}");
        }
    }
}
