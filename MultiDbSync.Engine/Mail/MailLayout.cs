using System.Net;
using System.Text;

namespace MultiDbSync.Engine.Mail;

/// <summary>Lays a mail out as plain text and as HTML. Names and keys come from databases: a line break in one is no new line or header, and markup is text.</summary>
public sealed class MailLayout(string subject)
{
    private const string Body = "font:15px/1.5 'Segoe UI',system-ui,-apple-system,Arial,sans-serif;color:#1b1f26;max-width:640px;margin:0;padding:16px";
    private const string Entry = "margin:0 0 12px;padding:10px 14px;border:1px solid #d5d9e0;border-radius:8px";
    private const string Quiet = "color:#55606e;font-size:13px";
    private const int LongestLine = 300;

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _html = new();

    /// <summary>A sentence or two.</summary>
    public MailLayout Paragraph(string text)
    {
        _text.Append(OneLine(text)).Append("\n\n");
        _html.Append("<p>").Append(Encode(text)).Append("</p>\n");
        return this;
    }

    /// <summary>One thing that the mail is about.</summary>
    /// <param name="lines">What there is to say of it.</param>
    /// <param name="link">Where to look at it.</param>
    public MailLayout Item(string title, IEnumerable<string> lines, string link)
    {
        _text.Append("* ").Append(OneLine(title)).Append('\n');
        _html.Append("<div style=\"").Append(Entry).Append("\"><a href=\"").Append(Encode(link)).Append("\"><strong>").Append(Encode(title)).Append("</strong></a>");
        foreach (var line in lines)
        {
            _text.Append("  ").Append(OneLine(line)).Append('\n');
            _html.Append("<br>").Append(Encode(line));
        }

        _text.Append("  ").Append(link).Append("\n\n");
        _html.Append("</div>\n");
        return this;
    }

    /// <summary>A link of its own.</summary>
    public MailLayout Link(string text, string address)
    {
        _text.Append(OneLine(text)).Append(": ").Append(address).Append("\n\n");
        _html.Append("<p><a href=\"").Append(Encode(address)).Append("\">").Append(Encode(text)).Append("</a></p>\n");
        return this;
    }

    /// <summary>The finished mail, with a line at its end that says why somebody gets it and where to change that.</summary>
    public MailContent Finish(string why, string? address = null)
    {
        _text.Append("-- \n").Append(OneLine(why)).Append(address is null ? "" : " " + address).Append('\n');
        _html.Append("<p style=\"").Append(Quiet).Append("\">").Append(Encode(why));
        if (address is not null) _html.Append(" <a href=\"").Append(Encode(address)).Append("\">").Append(Encode(address)).Append("</a>");
        return new MailContent(
            OneLine(subject), _text.ToString(),
            $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Encode(subject)}</title></head>\n<body style=\"{Body}\">\n{_html}</p>\n</body></html>\n");
    }

    /// <summary>Whether a character ends a line or changes how the text after it looks: control characters, line and paragraph separators, and what turns the direction.</summary>
    public static bool BreaksOut(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static string Encode(string text) => WebUtility.HtmlEncode(OneLine(text));

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => BreaksOut(c) ? ' ' : c)).Trim();
        if (line.Length <= LongestLine) return line;
        return line[..(char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine)] + "…";
    }
}
