using Microsoft.AspNetCore.Components;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Web.Features.Account;

/// <summary>What the three account pages share: they are drawn by the request itself, never in a circuit.</summary>
public abstract class AccountPage : ComponentBase
{
    /// <summary>The page to go to afterwards.</summary>
    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? Target { get; set; }

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private FormMemory Memory { get; set; } = null!;

    [Inject]
    private AccountClient Account { get; set; } = null!;

    [Inject]
    private ConsoleCookies Cookies { get; set; } = null!;

    /// <summary>The address is plain HTTP and the browser will drop every cookie: nobody can sign in by it.</summary>
    protected bool IsUnprotected => Http is not null && !Cookies.AreKept(Http.Request);

    /// <summary>What was typed before, when the form was refused.</summary>
    protected string Email { get; private set; } = "";

    /// <summary>Why the form was refused, or null.</summary>
    protected string? Error { get; private set; }

    /// <summary>Whether there is no administrator yet; null when the API does not answer.</summary>
    protected bool? SetupNeeded { get; private set; }

    /// <summary>Whether people may register by themselves.</summary>
    protected bool RegistrationOpen { get; private set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (Http is not null)
            (Email, Error) = Memory.Take(Http);

        var status = await Account.SetupStatusAsync(Http?.RequestAborted ?? CancellationToken.None);
        SetupNeeded = status?.Needed;
        RegistrationOpen = status?.RegistrationOpen ?? false;
    }
}
