namespace MultiDbSync.Web.Features.Profile;

/// <summary>The fields of the form that changes the own password.</summary>
internal sealed class PasswordForm
{
    public string Current { get; set; } = "";

    public string Password { get; set; } = "";

    public string Confirm { get; set; } = "";
}
