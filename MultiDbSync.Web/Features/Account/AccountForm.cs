namespace MultiDbSync.Web.Features.Account;

/// <summary>The fields of the sign-in, register and first-admin forms.</summary>
internal sealed class AccountForm
{
    public string Email { get; set; } = "";

    public string Password { get; set; } = "";

    public string? Confirm { get; set; }

    public string? Token { get; set; }

    public string? ReturnUrl { get; set; }
}
