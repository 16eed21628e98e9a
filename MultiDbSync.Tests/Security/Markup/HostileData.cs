using System.Collections;
using System.Text.Json;
using MultiDbSync.Tests.Web.Support;

namespace MultiDbSync.Tests.Security.Markup;

/// <summary>Makes records of any type, with one text in every place that a text can be.</summary>
/// <param name="numbered">A number follows it, where texts must differ.</param>
internal sealed class HostileData(string text, bool numbered)
{
    private const int Deepest = 8;
    private int _number;

    public object? Of(Type type, int depth = 0)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return numbered ? $"{text}{++_number}" : text;
        if (type == typeof(bool)) return true;
        if (type == typeof(DateTimeOffset)) return Sample.Now;
        if (type == typeof(TimeSpan)) return TimeSpan.FromMinutes(1);
        if (type == typeof(JsonElement)) return JsonSerializer.SerializeToElement(text);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (type.IsPrimitive) return Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        return depth > Deepest ? null : Elements(type) is { } element ? Many(type, element, depth) : One(type, depth);
    }

    private object One(Type type, int depth)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length) ?? throw new InvalidOperationException($"{type} can't be made.");
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, depth + 1))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)) property.SetValue(made, Of(property.PropertyType, depth + 1));
        return made;
    }

    private object Many(Type type, Type element, int depth)
    {
        if (element.IsGenericType && element.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        {
            var parts = element.GetGenericArguments();
            var named = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(parts))!;
            named.Add(Of(parts[0], depth + 1)!, Of(parts[1], depth + 1));
            return named;
        }

        var all = Array.CreateInstance(element, 1);
        for (var i = 0; i < all.Length; i++) all.SetValue(Of(element, depth + 1), i);
        return type.IsArray || type.IsInterface ? all : Activator.CreateInstance(type, all)!;
    }

    private static Type? Elements(Type type) =>
        type.IsArray ? type.GetElementType() : type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
}
