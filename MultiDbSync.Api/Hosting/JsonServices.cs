using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiDbSync.Api.Hosting;

/// <summary>The JSON of REST and SignalR, as <see cref="MultiDbSync.Contracts.Realtime.WireJson"/> has it, but stricter with what people send.</summary>
internal static class JsonServices
{
    public static void AddWireJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(o => Prepare(o.SerializerOptions, numbersForEnums: false));

    /// <param name="numbersForEnums">People who send requests must use names; other services' messages are read either way.</param>
    public static JsonSerializerOptions Prepare(JsonSerializerOptions options, bool numbersForEnums = true)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.RespectNullableAnnotations = true;
        options.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: numbersForEnums));
        return options;
    }
}
