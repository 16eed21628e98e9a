namespace MultiDbSync.SyncWorker.Mail;

internal static class MailServices
{
    /// <summary>Mail by the connection string <c>mail</c>; without one none is sent.</summary>
    /// <exception cref="InvalidOperationException">The connection string is neither smtp:// nor file://.</exception>
    public static void AddConflictMail(this IHostApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetConnectionString(MailOptions.ConnectionName);
        if (string.IsNullOrWhiteSpace(connection)) return;
        if (!Uri.TryCreate(connection, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps" or "file"))
            throw new InvalidOperationException("ConnectionStrings:mail must be smtp://host:port, smtps://host:port or file://folder.");
        builder.Services.AddOptions<MailOptions>().BindConfiguration(MailOptions.SectionName)
            .Validate(o => MimeKit.MailboxAddress.TryParse(o.From, out _), "Mail:From must be a mail address, for instance 'Sync <sync@example.org>'.")
            .Validate(o => Uri.TryCreate(o.LinkBase, UriKind.Absolute, out _), "Mail:LinkBase must be the console's address, for instance https://sync.example.org.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IMailTransport>(s =>
            uri.Scheme == "file" ? new FolderTransport(uri.LocalPath, s.GetRequiredService<TimeProvider>()) : new SmtpTransport(uri));
        builder.Services.AddHostedService<ConflictMailer>();
    }
}
