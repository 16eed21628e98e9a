namespace MultiDbSync.Api.Identity;

/// <summary>Whether people make their own accounts.</summary>
public sealed class RegistrationOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Registration";

    /// <summary>Anybody who reaches the console may register, as a viewer.</summary>
    public bool Open { get; set; } = true;
}
