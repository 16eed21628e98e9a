using Microsoft.AspNetCore.Components;

namespace MultiDbSync.Web.Identity;

/// <summary>The way from inside a circuit to the sign-in page and back. A full load: signing in never happens inside a circuit.</summary>
internal static class SignInAddress
{
    public static void Open(NavigationManager navigation) =>
        navigation.NavigateTo("/login?ended=true&returnUrl=" + Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri)), forceLoad: true);
}
