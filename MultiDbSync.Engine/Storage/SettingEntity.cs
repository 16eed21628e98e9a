namespace MultiDbSync.Engine.Storage;

/// <summary>A value of the hub itself: its identity, incarnation, the worker's last sign of life.</summary>
public sealed class SettingEntity
{
    /// <summary>See <see cref="SettingNames"/>.</summary>
    public required string Name { get; set; }

    /// <summary>Its value.</summary>
    public required string Value { get; set; }
}
