using MimeKit;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>Writes mails into a folder as .eml, where no SMTP server is to be had.</summary>
internal sealed class FolderTransport(string folder, TimeProvider clock) : IMailTransport
{
    public async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var name = $"{clock.GetUtcNow():yyyyMMdd-HHmmssfff}-{Guid.NewGuid():N}.eml";
        var partial = Path.Combine(folder, name + ".part");
        await message.WriteToAsync(partial, cancellationToken);
        File.Move(partial, Path.Combine(folder, name));
    }
}
