namespace MultiDbSync.Engine.Mail;

/// <summary>What a mail says, twice: both parts are complete.</summary>
/// <param name="Subject">One line.</param>
public sealed record MailContent(string Subject, string Text, string Html);
