using System.Net.Http.Headers;
using Microsoft.AspNetCore.Mvc;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Web.Features.Audit;

/// <summary>The API's export handed on as it comes: a browser has no token to ask for it.</summary>
internal static class AuditDownload
{
    public static void MapAuditDownload(this IEndpointRouteBuilder app) => app.MapGet("/admin/audit.csv", SendAsync).RequireAuthorization(Policies.Admin);

    private static async Task SendAsync(HttpContext http, [FromServices] IHttpClientFactory clients, [FromServices] TokenVault vault)
    {
        using var client = clients.CreateClient(ApiClient.HttpClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/audit/export" + http.Request.QueryString);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await vault.FreshAsync(http.User, http.RequestAborted))?.Access);
        CallerHeaders.Add(request, http.User);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        if (!answer.IsSuccessStatusCode)
            return;

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=audit-log.csv";
        http.Response.Headers.CacheControl = "no-store";
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
