using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Mail;

/// <summary>Whom mail goes to: a configured list, else the administrators that the API keeps in the hub store.</summary>
public static class MailRecipients
{
    /// <summary>Addresses in lower case, each once.</summary>
    /// <param name="configured">A list that takes the administrators' place, separated by commas, or null.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(HubDbContext db, string? configured, CancellationToken cancellationToken)
    {
        var list = string.IsNullOrWhiteSpace(configured)
            ? await db.Settings.AsNoTracking().Where(s => s.Name == SettingNames.AlertRecipients).Select(s => s.Value).FirstOrDefaultAsync(cancellationToken)
            : configured;
        return Parse(list);
    }

    /// <summary>The addresses of a list; names beside them are left out, and what is no address.</summary>
    public static IReadOnlyList<string> Parse(string? list) =>
        [.. Entries(list).Select(AddressOf).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Whether everything in a list is an address.</summary>
    public static bool IsList(string? list) => Entries(list).All(entry => AddressOf(entry) is not null);

    /// <summary>How an address is kept; null when the text is none.</summary>
    public static string? AddressOf(string? text) =>
        text is not null && !text.Any(MailLayout.BreaksOut) && MailAddress.TryCreate(text, out var address) && !address.Address.Contains('"', StringComparison.Ordinal)
            ? address.Address.ToLowerInvariant()
            : null;

    private static string[] Entries(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
