using System.Net;
using System.Text;
using MimeKit;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>The mail about new conflicts. It names rows and databases, never values: mail is not a place for people's data.</summary>
internal static class ConflictMessage
{
    public static MimeMessage Compose(IReadOnlyList<ConflictEntity> conflicts, string from, IReadOnlyList<string> to, string linkBase)
    {
        var subject = conflicts.Count == 1
            ? $"Conflict in {conflicts[0].TableName}: {conflicts[0].LeftOrigin} and {conflicts[0].RightOrigin} disagree"
            : $"{conflicts.Count} conflicts wait for a decision";
        var message = new MimeMessage { Subject = OneLine(subject) };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.AddRange(to.Select(MailboxAddress.Parse));
        message.Body = new BodyBuilder { TextBody = Text(conflicts, linkBase), HtmlBody = Html(conflicts, linkBase) }.ToMessageBody();
        return message;
    }

    private static string Text(IReadOnlyList<ConflictEntity> conflicts, string linkBase)
    {
        var text = new StringBuilder("Two databases changed the same data without knowing of each other. Each keeps its own value until you decide.\n\n");
        foreach (var conflict in conflicts) text.Append(Line(conflict)).Append("\n  ").Append(Link(linkBase, conflict)).Append("\n\n");
        return text.ToString();
    }

    private static string Html(IReadOnlyList<ConflictEntity> conflicts, string linkBase)
    {
        var html = new StringBuilder("<p>Two databases changed the same data without knowing of each other. Each keeps its own value until you decide.</p><ul>");
        foreach (var conflict in conflicts)
            html.Append("<li><a href=\"").Append(WebUtility.HtmlEncode(Link(linkBase, conflict))).Append("\">").Append(WebUtility.HtmlEncode(Line(conflict))).Append("</a></li>");
        return html.Append("</ul>").ToString();
    }

    private static string Line(ConflictEntity c) => OneLine($"#{c.Id} {c.TableName} {RowKey.Parse(c.RowKey).ToDisplay()}: {c.Kind}, {c.LeftOrigin} and {c.RightOrigin}");

    private static string Link(string linkBase, ConflictEntity conflict) => $"{linkBase.TrimEnd('/')}/conflicts/{conflict.Id}";

    // Names and keys come from databases: a line break in one must not become a header or a second line.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
