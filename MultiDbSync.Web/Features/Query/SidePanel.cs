namespace MultiDbSync.Web.Features.Query;

/// <summary>What stands beside the editor.</summary>
internal enum SidePanel
{
    Tables,
    Saved,
    History,
}
