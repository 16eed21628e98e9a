using AngleSharp.Dom;

namespace MultiDbSync.Tests.Security.Markup;

/// <summary>What markup may not hold, whatever data it shows.</summary>
internal static class Harmless
{
    private static readonly string[] Elements = ["script", "iframe", "object", "embed", "base", "meta", "style", "math", "marquee"];
    private static readonly string[] Addresses = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcdoc"];

    public static void Assert(IEnumerable<IElement> all)
    {
        foreach (var element in all)
        {
            Xunit.Assert.False(Elements.Contains(element.LocalName), $"There is a {element.LocalName}: {element.OuterHtml}");
            foreach (var attribute in element.Attributes)
            {
                Xunit.Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), $"A handler came in: {attribute.Name}={attribute.Value}");
                var address = new string([.. attribute.Value.Where(c => !char.IsControl(c) && c != ' ')]);
                Xunit.Assert.False(
                    Addresses.Contains(attribute.Name) && (address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("data:text", StringComparison.OrdinalIgnoreCase) || address.StartsWith("//", StringComparison.Ordinal)),
                    $"{element.LocalName} leads to {attribute.Value}");
            }
        }
    }
}
