namespace MultiDbSync.Contracts.Users;

/// <summary>How a call says that no person asked for it: it does not keep its session from ending for want of use.</summary>
public static class BackgroundCall
{
    /// <summary>Header of such a call; its value is <see cref="Value"/>. Leaving it out counts the call as use.</summary>
    public const string Header = "X-MultiDbSync-Background";

    /// <summary>Value of <see cref="Header"/>.</summary>
    public const string Value = "1";
}
