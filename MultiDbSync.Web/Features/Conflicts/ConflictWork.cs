using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>A person's work on one conflict: what was put together, typed and remarked. It outlives changes of the conflict.</summary>
internal sealed class ConflictWork
{
    /// <summary>The result under way, or null.</summary>
    public ConflictEditor? Editor { get; private set; }

    /// <summary>Values are typed, not only taken from the sides.</summary>
    public bool IsTyping { get; private set; }

    public string? Comment { get; set; }

    public ConflictMessage? Notice { get; set; }

    public bool IsBusy { get; private set; }

    /// <summary>The comment as it is sent.</summary>
    public string? Why => string.IsNullOrWhiteSpace(Comment) ? null : Comment.Trim();

    public void Type(ConflictDetail detail)
    {
        Editor ??= new ConflictEditor(detail);
        IsTyping = true;
    }

    public void Pick(ConflictDetail detail, string column, ConflictSide side)
    {
        Editor ??= new ConflictEditor(detail);
        Editor.Pick(column, side);
    }

    /// <summary>Takes a proposed row, for the person to look over.</summary>
    public void Fill(ConflictDetail detail, IReadOnlyDictionary<string, string?>? values)
    {
        Editor = new ConflictEditor(detail);
        if (values is not null) Editor.Fill(values);
        IsTyping = values is not null;
    }

    public void Drop() => (Editor, IsTyping) = (null, false);

    /// <summary>The conflict is another one than the person saw.</summary>
    public void Follow(ConflictDetail before, ConflictDetail now)
    {
        if (Editor is null) return;
        Editor = new ConflictEditor(now, Editor);
        Notice = ConflictMessage.Moved(before, now);
    }

    /// <summary>Does something with the conflict; answers what it is then, or null when nothing is known anew.</summary>
    public async Task<ConflictDetail?> RunAsync(ConflictDetail seen, Func<Task<ConflictDetail>> act, ConflictMessage? done)
    {
        (IsBusy, Notice) = (true, null);
        try
        {
            var now = await act();
            Notice = done;
            return now;
        }
        catch (ApiException e) when (e.Type == "conflict-moved" && e.Read<ConflictDetail>("conflict") is { } now)
        {
            Follow(seen, now);
            Notice = ConflictMessage.Moved(seen, now);
            return now;
        }
        catch (ApiException e)
        {
            Notice = ConflictMessage.Failed(e.Message);
            return null;
        }
        finally
        {
            IsBusy = false;
        }
    }
}
