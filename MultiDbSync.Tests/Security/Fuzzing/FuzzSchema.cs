using System.Text.Json;
using System.Text.Json.Nodes;

namespace MultiDbSync.Tests.Security.Fuzzing;

/// <summary>Values that a schema of the OpenAPI document asks for, and now and then something else.</summary>
internal sealed class FuzzSchema(JsonElement document, Random random, FuzzValues values)
{
    private const int Deepest = 6;

    public JsonNode? Make(JsonElement schema, int depth = 0)
    {
        schema = Resolve(schema);
        if (depth > Deepest || random.Next(8) == 0) return values.Any();
        if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices)) return Make(choices[random.Next(choices.GetArrayLength())], depth + 1);
        if (schema.TryGetProperty("enum", out var names)) return JsonNode.Parse(names[random.Next(names.GetArrayLength())].GetRawText());
        return TypeOf(schema) switch
        {
            "object" => Object(schema, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => schema.TryGetProperty("items", out var items) ? Make(items, depth + 1) : values.Any())]),
            "integer" or "number" => JsonNode.Parse(values.Number()),
            "boolean" => random.Next(2) == 0,
            "null" => null,
            "string" when schema.TryGetProperty("format", out var format) && format.GetString() == "uuid" => Guid.Empty.ToString(),
            "string" => values.Text(),
            _ => values.Any(),
        };
    }

    private JsonObject Object(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        if (schema.TryGetProperty("properties", out var properties))
            foreach (var property in properties.EnumerateObject())
                if (random.Next(10) > 0) made[property.Name] = Make(property.Value, depth + 1);
        if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.Object) made[values.Text()] = Make(more, depth + 1);
        if (random.Next(10) == 0) made[values.Text()] = values.Any();
        return made;
    }

    // OpenAPI 3.1 lists several types where null is allowed.
    private string? TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type)) return schema.TryGetProperty("properties", out _) ? "object" : null;
        return type.ValueKind == JsonValueKind.Array ? type[random.Next(type.GetArrayLength())].GetString() : type.GetString();
    }

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, part) => at.GetProperty(part));
        return schema;
    }
}
