using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MultiDbSync.Tests.EndToEnd.Telemetry;

/// <summary>Takes in the cluster's telemetry over OTLP (HTTP with protobuf) and keeps the spans.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Span> _spans = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/traces", TakeAsync);
        _app.MapPost("/v1/{signal}", () => Results.Ok());
    }

    public IReadOnlyCollection<Span> Spans => _spans;

    /// <summary>What tells a service to send its telemetry here.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        foreach (var span in Read(body.ToArray()))
            _spans.Enqueue(span);
        return Results.Ok();
    }

    // Field numbers: https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
    private static IEnumerable<Span> Read(ReadOnlyMemory<byte> request) =>
        from resource in ProtobufReader.All(request, 1)
        from scope in ProtobufReader.All(resource, 2)
        from span in ProtobufReader.All(scope, 2)
        select new Span(Hex(span, 1), Hex(span, 2), Hex(span, 4), Encoding.UTF8.GetString(ProtobufReader.All(span, 5).Single().Span));

    private static string Hex(ReadOnlyMemory<byte> span, int number) => Convert.ToHexString(ProtobufReader.All(span, number).FirstOrDefault().Span);
}
