using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MultiDbSync.Tests.Api.Suggestions;

/// <summary>An OpenAI-compatible endpoint on this machine that says what a test wants, and keeps what it was sent.</summary>
internal sealed class StandInModel : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandInModel(WebApplication app) => _app = app;

    /// <summary>What the model says; null answers with an error of the server.</summary>
    public string? Says { get; set; } = """{"choice":"right","reason":"It is the newer title."}""";

    public ConcurrentQueue<(string? Authorization, JsonNode Body)> Asked { get; } = [];

    public string Endpoint => _app.Urls.First() + "/v1";

    public static async Task<StandInModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var model = new StandInModel(app);
        app.MapPost("/v1/chat/completions", model.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return model;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        Asked.Enqueue((request.Headers.Authorization, (await JsonNode.ParseAsync(request.Body))!));
        if (Says is null) return Results.StatusCode(StatusCodes.Status500InternalServerError);
        var answer = new
        {
            id = "1",
            @object = "chat.completion",
            created = 1,
            model = "stand-in",
            choices = new[] { new { index = 0, message = new { role = "assistant", content = Says }, finish_reason = "stop" } },
            usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
        };
        return Results.Text(JsonSerializer.Serialize(answer), "application/json");
    }
}
