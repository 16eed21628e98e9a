using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Mail;

/// <summary>What the worker tells the API about mail, by way of the hub store: the API does not know the worker's configuration.</summary>
/// <param name="IsConfigured">Whether there is a mail server.</param>
/// <param name="To">Recipients in place of the administrators, separated by commas, or null.</param>
/// <param name="DigestSeconds">How long conflicts are gathered for addresses that nobody chose anything for.</param>
public sealed record MailSetup(bool IsConfigured, string? To, int DigestSeconds)
{
    /// <summary>What the worker said last, or null when it never did.</summary>
    public static async Task<MailSetup?> ReadAsync(HubDbContext db, CancellationToken cancellationToken)
    {
        var text = await db.Settings.AsNoTracking().Where(s => s.Name == SettingNames.MailSetup).Select(s => s.Value).FirstOrDefaultAsync(cancellationToken);
        return text is null ? null : JsonSerializer.Deserialize<MailSetup>(text);
    }

    /// <summary>Says it.</summary>
    public Task WriteAsync(HubDbContext db, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(this);
        return db.Database.ExecuteSqlAsync(
            $"INSERT INTO settings (name, value) VALUES ({SettingNames.MailSetup}, {text}) ON CONFLICT (name) DO UPDATE SET value = excluded.value", cancellationToken);
    }
}
