using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;

namespace MultiDbSync.Api.Features.Suggestions;

internal static class SuggestionServices
{
    private const int Retries = 1;

    public static void AddSuggestions(this IServiceCollection services)
    {
        services.AddOptions<SuggestionOptions>().BindConfiguration(SuggestionOptions.SectionName)
            .Validate(o => string.IsNullOrWhiteSpace(o.Endpoint) || IsWeb(o.Endpoint),
                "Suggestions:Endpoint must be the address of an OpenAI-compatible service, for instance http://localhost:11434/v1.")
            .Validate(o => string.IsNullOrWhiteSpace(o.Endpoint) || !string.IsNullOrWhiteSpace(o.Model), "Suggestions:Model must name the model to ask.")
            .Validate(o => o.Timeout > TimeSpan.Zero, "Suggestions:Timeout must be longer than nothing, for instance 00:00:30.")
            .ValidateOnStart();
        services.AddSingleton<IChatClient>(s => Client(s.GetRequiredService<IOptions<SuggestionOptions>>().Value));
        services.AddScoped<ConflictSuggester>();
        services.AddScoped<ModelAdvisor>();
    }

    private static bool IsWeb(string endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");

    // Made when it is asked for: nobody asks unless an endpoint is set.
    private static IChatClient Client(SuggestionOptions options) =>
        new ChatClient(
            options.Model!, new ApiKeyCredential(string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey),
            new OpenAIClientOptions { Endpoint = new Uri(options.Endpoint!), NetworkTimeout = options.Timeout, RetryPolicy = new ClientRetryPolicy(Retries) }).AsIChatClient();
}
