namespace MultiDbSync.Web.Components.Shared;

/// <summary>How serious a notice is.</summary>
public enum NoticeIntent
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>It worked.</summary>
    Success,

    /// <summary>Look at this.</summary>
    Warning,

    /// <summary>It failed.</summary>
    Error,
}
