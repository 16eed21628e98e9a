using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Storage.Secrets;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>The connection string that a person means: the one that was typed, or the one that the make forms of its fields.</summary>
internal static class ConnectionText
{
    private const int Longest = 4000;

    /// <summary>Null when it can't be formed; <paramref name="errors"/> then name each field. No message holds a value.</summary>
    public static string? Of(IConnectorFactory factory, string? connectionString, IReadOnlyDictionary<string, string>? fields, Dictionary<string, string> errors)
    {
        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            if (fields is { Count: > 0 }) errors["fields"] = "Give a connection string or fields, not both.";
            else if (connectionString.Length > Longest) errors["connectionString"] = $"A connection string has at most {Longest} characters.";
            else if (connectionString.StartsWith(ConnectionSecrets.Prefix, StringComparison.Ordinal)) errors["connectionString"] = "This is how the hub store keeps a connection string. Give the connection string itself.";
            return errors.Count == 0 ? connectionString.Trim() : null;
        }

        if (fields is null || factory.Form is not { } form)
        {
            errors["connectionString"] = "A connection string is needed.";
            return null;
        }

        return Composed(form, fields, errors);
    }

    private static string? Composed(IConnectionForm form, IReadOnlyDictionary<string, string> fields, Dictionary<string, string> errors)
    {
        foreach (var unknown in fields.Keys.Where(name => form.Fields.All(f => f.Name != name))) errors["fields." + unknown] = $"{form.Title} has no field '{unknown}'.";
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in form.Fields)
        {
            var given = fields.GetValueOrDefault(field.Name) ?? "";
            var text = field.Kind == ConnectionFieldKind.Secret ? given : given.Trim();
            if (text.Length == 0 && field.Required) errors["fields." + field.Name] = $"{field.Label} is needed.";
            else if (text.Length > Longest) errors["fields." + field.Name] = $"{field.Label} is too long.";
            values[field.Name] = text.Length == 0 ? field.Default ?? "" : text;
        }

        if (errors.Count > 0) return null;
        try
        {
            return form.Compose(values);
        }
        catch (ConnectionFieldException e)
        {
            errors["fields." + e.Field] = e.Message;
            return null;
        }
    }
}
