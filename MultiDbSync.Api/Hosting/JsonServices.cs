using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiDbSync.Api.Hosting;

/// <summary>One JSON for REST, SignalR and Redis: camelCase names, enums as their names.</summary>
internal static class JsonServices
{
    public static JsonSerializerOptions Wire { get; } = Prepare(new JsonSerializerOptions(JsonSerializerDefaults.Web));

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
