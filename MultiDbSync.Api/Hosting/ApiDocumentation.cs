using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MultiDbSync.Api.Identity;
using Scalar.AspNetCore;

namespace MultiDbSync.Api.Hosting;

/// <summary>The OpenAPI document and its page, for signed-in people: by token, or by the browser's own sign-in.</summary>
internal static class ApiDocumentation
{
    private const string Bearer = "Bearer";
    private const string OperatorKey = "OperatorKey";

    public static void AddApiDocumentation(this IServiceCollection services) =>
        services.AddOpenApi(o => o.AddDocumentTransformer(DescribeAsync));

    public static void MapApiDocumentation(this WebApplication app)
    {
        var document = app.MapOpenApi("/openapi/{documentName}.json");
        var page = app.MapScalarApiReference("/scalar", o => o.WithTitle("MultiDbSync API").DisableDefaultFonts().DisableTelemetry().DisableAgent());
        foreach (var endpoint in new IEndpointConventionBuilder[] { document, page })
        {
            endpoint.RequireAuthorization(Policies.Documentation).Finally(CloseToAnonymous);
        }
    }

    // Scalar opens its script file by itself, and open wins over any policy.
    private static void CloseToAnonymous(EndpointBuilder endpoint)
    {
        foreach (var open in endpoint.Metadata.OfType<IAllowAnonymous>().ToList()) endpoint.Metadata.Remove(open);
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "MultiDbSync API";
        document.Info.Description =
            "Keeps tables equal across databases. Sign in at POST /api/auth/login and send the access token as a bearer token. "
            + "Errors are problem details with a stable type, urn:multidbsync:problem:<name>.";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Access token of /api/auth/login, or an API key (mds_…)" },
            [OperatorKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = OperatorKeyHandler.HeaderName,
                Description = "Service key with role Operator",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OperatorKey, document)] = [] },
        ];
        return Task.CompletedTask;
    }
}
