using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Tests.Security.Markup;

/// <summary>An API whose every text, in every answer of every endpoint, is the same hostile one.</summary>
internal sealed class HostileAnswers(EndpointDataSource endpoints, string text, bool numbered = false)
{
    private readonly List<(string Method, TemplateMatcher Path, Type Answer)> _known =
    [
        .. from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
           let method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0]
           let answer = endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().FirstOrDefault(m => m.StatusCode is >= 200 and < 300 && m.Type is { } type && type != typeof(void))
           where method is not null && answer is not null
           orderby endpoint.RoutePattern.Parameters.Count
           select (method, new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!.TrimStart('/')), []), answer.Type!),
    ];

    public HttpResponseMessage? Answer(HttpRequestMessage request)
    {
        var type = _known.FirstOrDefault(k => k.Method == request.Method.Method && k.Path.TryMatch(request.RequestUri!.AbsolutePath, [])).Answer;
        return type is null ? null : new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new HostileData(text, numbered).Of(type), type, options: ApiClient.Json) };
    }

    /// <summary>Every call fails, and the problem's texts are hostile.</summary>
    public HttpResponseMessage Refuse(HttpRequestMessage request) => new(HttpStatusCode.UnprocessableEntity)
    {
        Content = JsonContent.Create(new { type = "urn:multidbsync:problem:" + text, title = text, detail = text, status = 422, errors = new Dictionary<string, string[]> { [text] = [text] } }, options: ApiClient.Json),
    };
}
